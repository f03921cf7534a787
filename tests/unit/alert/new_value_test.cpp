#include "alert/kinds/make_detector.hpp"
#include "unit/alert/seen_stream.hpp"

#include <gtest/gtest.h>

#include <map>

namespace logbeam::alert {
namespace {

using namespace seen_stream;
using std::optional;
using std::string;

struct ANewValueRule : ::testing::Test {
    void ask(NewValue wish, std::size_t max_groups = 10) {
        rule.kind = std::move(wish);
        rule.max_groups = max_groups;
        detector = make_new_value(rule, std::get<NewValue>(rule.kind));
    }
    void see(const string& group, optional<string> value, std::chrono::seconds time) {
        show(*detector, {Timestamp{time}, group, {std::move(value)}, 0, ++seq, Timestamp{time}}, teller);
    }
    [[nodiscard]] std::vector<string> found() const {
        std::vector<string> all;
        for (const Told& told : teller.told)
            all.push_back(told.what + ' ' + told.group + ' ' + told.detail);
        return all;
    }

    Rule rule;
    std::unique_ptr<Detector> detector;
    Teller teller;
    std::uint64_t seq = 0;
};

TEST_F(ANewValueRule, FindsAValueThatItsGroupNeverHad) {
    ask({"country", 0ms, 0ms});

    see("ann", "fr", 1s);
    see("ann", "fr", 2s);
    see("bob", "fr", 3s);
    see("ann", "us", 4s);
    see("ann", std::nullopt, 5s);
    see("ann", "fr", 1000h);

    EXPECT_EQ(teller.told, (std::vector<Told>{{"moment", "ann", Timestamp{1s}, 1, "fr", {1}},
                                              {"moment", "bob", Timestamp{3s}, 1, "fr", {3}},
                                              {"moment", "ann", Timestamp{4s}, 1, "us", {4}}}));
    EXPECT_EQ(detector->next_due(), std::nullopt);
}

TEST_F(ANewValueRule, OnlyLearnsAtFirst) {
    ask({"country", 10s, 0ms});

    see("ann", std::nullopt, 0s);
    see("ann", "fr", 5s);
    see("bob", "us", 14s);
    see("ann", "us", 15s);
    see("ann", "fr", 16s);

    EXPECT_EQ(found(), (std::vector<string>{"moment ann us"}));
}

TEST_F(ANewValueRule, ForgetsWhatWasNotSeenForLong) {
    ask({"country", 1s, 60s});

    see("ann", "fr", 0s);
    see("ann", "us", 0s);
    see("ann", "fr", 30s);
    see("ann", "fr", 89s);
    see("ann", "us", 89s);
    see("ann", "fr", 149s);

    EXPECT_EQ(found(), (std::vector<string>{"moment ann us", "moment ann fr"}));
}

TEST_F(ANewValueRule, ForgetsAGroupWithItsLastValue) {
    ask({"country", 20s, 60s}, 1);

    see("ann", "fr", 0s);
    see("ann", "us", 10s);
    EXPECT_EQ(detector->next_due(), Timestamp{70s});
    see("bob", "fr", 69s);
    detector->advance(Timestamp{70s}, teller);
    EXPECT_EQ(detector->groups(), 0U);
    see("bob", "fr", 70s);

    EXPECT_EQ(found(), (std::vector<string>{"overflow bob ", "moment bob fr"}));
}

TEST_F(ANewValueRule, HasForgottenAllThatWasNotSeenForLongHoweverManyThereAre) {
    ask({"country", 10s, 60s});

    for (int number = 0; number < 100; ++number)
        see("ann", std::to_string(number), 0s);
    see("ann", "99", 30s);
    see("ann", "98", 60s);
    see("ann", "99", 61s);

    EXPECT_EQ(found(), (std::vector<string>{"moment ann 98"}));
}

TEST_F(ANewValueRule, LearnsNoMoreInAFullGroupAndSaysSoOnce) {
    NewValue wish{"country", 0ms, 60s};
    wish.max_values = 2;
    ask(wish);

    see("ann", "fr", 0s);
    see("ann", "us", 10s);
    see("ann", "de", 20s);
    see("ann", "at", 30s);
    see("ann", "us", 40s);
    see("ann", "at", 60s);  // in place of fr

    EXPECT_EQ(found(), (std::vector<string>{"moment ann fr", "moment ann us", "overflow ann ", "moment ann at"}));
}

TEST_F(ANewValueRule, ShowsTheBeginningOfALongValueButKnowsItWhole) {
    ask({"agent", 0ms, 0ms});

    see("ann", string(99, 'x') + "ä1", 1s);
    see("ann", string(99, 'x') + "ä2", 2s);

    EXPECT_EQ(found(), std::vector<string>(2, "moment ann " + string(99, 'x')));
}

// --- against the plainest way to say it ---

// What is known, as lists that are looked through; what is too old is thrown out first, each time.
class Plain {
public:
    Plain(const NewValue& wish, std::size_t max_groups) : wish_{wish}, max_groups_{max_groups} {}

    void see(const Seen& seen) {
        forget(seen.now);
        if (!seen.values[0]) return;
        if (!began) began = seen.now;
        if (!groups.contains(seen.group) && groups.size() == max_groups_) {
            told.push_back({"overflow", seen.group, seen.time});
            return;
        }
        take(groups[seen.group], seen);
    }
    void forget(Timestamp now) {
        if (wish_.forget_after == 0ms) return;
        for (auto& [name, group] : groups)
            std::erase_if(group.known, [&](const auto& value) { return now - value.second >= wish_.forget_after; });
        std::erase_if(groups, [](const auto& entry) { return entry.second.known.empty(); });
    }

    struct Group {
        std::map<string, Timestamp> known;
        bool was_full = false;
    };
    optional<Timestamp> began;
    std::map<string, Group> groups;
    std::vector<Told> told;

private:
    void take(Group& group, const Seen& seen) {
        const string& value = *seen.values[0];
        const bool is_new = !group.known.contains(value);
        if (is_new && group.known.size() == wish_.max_values) {
            if (!group.was_full) told.push_back({"overflow", seen.group, seen.time});
            group.was_full = true;
            return;
        }
        group.known[value] = seen.now;
        if (is_new && seen.now - *began >= wish_.learn)
            told.push_back({"moment", seen.group, seen.time, 1, value, {seen.seq}});
    }

    NewValue wish_;
    std::size_t max_groups_;
};

std::vector<Seen> random_stream(RandomTimes& times) {
    std::vector<Seen> stream;
    for (int count = 0; count < 250; ++count) {
        Seen seen = times.next();
        seen.group = string(1, static_cast<char>('a' + times.upto(times.upto(25))));
        seen.values.resize(1);
        if (times.upto(9) != 0) seen.values[0] = std::to_string(times.upto(times.upto(30)));
        stream.push_back(seen);
    }
    return stream;
}

TEST(RandomNewValues, AreWhatThePlainestWayFindsHoweverOftenTimeIsTold) {
    std::size_t found = 0;
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        RandomTimes times{seed};
        Rule rule;
        rule.max_groups = 3 + times.upto(30);
        NewValue wish{"f", 1s * times.upto(60), 1s * times.upto(1) * times.upto(200), 2 + times.upto(20)};
        const auto stream = random_stream(times);
        Plain plain{wish, rule.max_groups};
        for (const Seen& seen : stream)
            plain.see(seen);
        found += plain.told.size();

        for (const Stepping stepping : {Stepping::when_it_sees, Stepping::when_due, Stepping::often}) {
            const auto detector = make_new_value(rule, wish);
            const auto told = play(*detector, stream, times.now(), stepping);
            ASSERT_EQ(first_difference(told, plain.told), "") << "seed " << seed;
            if (stepping == Stepping::when_due) {
                plain.forget(times.now());
                ASSERT_EQ(detector->groups(), plain.groups.size()) << "seed " << seed;
            }
        }
    }
    EXPECT_GT(found, 5000U) << "else the streams are no test";
}

}  // namespace
}  // namespace logbeam::alert
