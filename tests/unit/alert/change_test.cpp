#include "alert/kinds/make_detector.hpp"
#include "unit/alert/seen_stream.hpp"

#include <gtest/gtest.h>

#include <map>

namespace logbeam::alert {
namespace {

using namespace seen_stream;
using std::optional;
using std::string;

struct AChangeRule : ::testing::Test {
    void ask(Change change, std::size_t max_groups = 10) {
        rule.kind = std::move(change);
        rule.max_groups = max_groups;
        detector = make_change(rule, std::get<Change>(rule.kind));
    }
    void see(const string& group, optional<string> value, std::chrono::seconds time) {
        now = std::max(now, Timestamp{time});
        show(*detector, {Timestamp{time}, group, {std::move(value)}, 0, ++seq, now}, teller);
    }

    Rule rule;
    std::unique_ptr<Detector> detector;
    Teller teller;
    std::uint64_t seq = 0;
    Timestamp now{};
};

TEST_F(AChangeRule, FindsAnotherValueThanTheLastOfTheGroup) {
    ask({"region", {}, {}});

    see("a", "eu-1", 1s);
    see("b", "us-1", 2s);
    see("a", "eu-1", 3s);
    see("a", "eu-2", 4s);
    see("b", "us-1", 5s);
    see("a", "eu-1", 6s);

    EXPECT_EQ(teller.told, (std::vector<Told>{{"moment", "a", Timestamp{4s}, 1, "was eu-1, is eu-2", {4}},
                                              {"moment", "a", Timestamp{6s}, 1, "was eu-2, is eu-1", {6}}}));
    EXPECT_EQ(detector->groups(), 2U);
}

TEST_F(AChangeRule, FindsOnlyWhatLeavesAValue) {
    ask({"state", "up", {}});

    see("a", "up", 1s);
    see("a", "down", 2s);
    see("a", "gone", 3s);

    EXPECT_EQ(teller.told, (std::vector<Told>{{"moment", "a", Timestamp{2s}, 1, "was up, is down", {2}}}));
}

TEST_F(AChangeRule, FindsOnlyWhatComesToAValue) {
    ask({"state", {}, "gone"});

    see("a", "gone", 1s);
    see("a", "down", 2s);
    see("a", "gone", 3s);

    EXPECT_EQ(teller.told, (std::vector<Told>{{"moment", "a", Timestamp{3s}, 1, "was down, is gone", {3}}}));
}

TEST_F(AChangeRule, IgnoresWhatIsOlderThanTheNewest) {
    ask({"region", {}, {}});

    see("a", "x", 5s);
    see("a", "y", 4s);
    see("a", "x", 6s);
    see("a", "y", 6s);  // as old as the newest is not older

    EXPECT_EQ(teller.told, (std::vector<Told>{{"moment", "a", Timestamp{6s}, 1, "was x, is y", {4}}}));
}

TEST_F(AChangeRule, IgnoresAnEventWithoutTheField) {
    ask({"region", {}, {}});

    see("a", "x", 1s);
    see("a", std::nullopt, 3s);
    see("a", "y", 2s);
    see("b", std::nullopt, 3s);

    EXPECT_EQ(teller.told.size(), 1U);
    EXPECT_EQ(detector->groups(), 1U);
}

TEST_F(AChangeRule, CutsLongValuesBetweenCharactersButComparesThemWhole) {
    ask({"region", string(99, 'x') + "ä1", {}});

    see("a", string(99, 'x') + "ä1", 1s);
    see("a", string(99, 'x') + "ä2", 2s);
    see("a", string(99, 'x') + "ä3", 3s);  // its `from` is another

    ASSERT_EQ(teller.told.size(), 1U);
    EXPECT_EQ(teller.told[0].detail, "was " + string(99, 'x') + ", is " + string(99, 'x'));
}

TEST_F(AChangeRule, TellsOfAGroupThatItHasNoRoomFor) {
    ask({"region", {}, {}}, 1);

    see("a", "x", 1s);
    see("b", "x", 2s);
    see("b", "y", 3s);
    see("a", "y", 4s);

    EXPECT_EQ(teller.told, (std::vector<Told>{{"overflow", "b", Timestamp{2s}},
                                              {"overflow", "b", Timestamp{3s}},
                                              {"moment", "a", Timestamp{4s}, 1, "was x, is y", {4}}}));
}

// --- against the plainest way to say it ---

// Looks the whole stream through, again for each event.
std::vector<Told> expected(const std::vector<Seen>& stream, const Change& change, std::size_t max_groups) {
    std::vector<Told> told;
    std::map<string, std::vector<const Seen*>> taken;  // of each group, in the order of time
    for (const Seen& seen : stream) {
        if (!seen.values[0]) continue;
        if (!taken.contains(seen.group) && taken.size() == max_groups) {
            told.push_back({"overflow", seen.group, seen.time});
            continue;
        }
        auto& before = taken[seen.group];
        if (!before.empty() && seen.time < before.back()->time) continue;
        const auto is = *seen.values[0];
        const auto was = before.empty() ? is : *before.back()->values[0];
        if (is != was && was == change.from.value_or(was) && is == change.to.value_or(is))
            told.push_back({"moment", seen.group, seen.time, 1, "was " + was + ", is " + is, {seen.seq}});
        before.push_back(&seen);
    }
    return told;
}

std::vector<Seen> random_stream(RandomTimes& times) {
    std::vector<Seen> stream;
    for (int count = 0; count < 200; ++count) {
        Seen seen = times.next();
        seen.group = string(1, static_cast<char>('a' + times.upto(4)));
        seen.values.resize(1);
        if (times.upto(9) != 0) seen.values[0] = string(1, static_cast<char>('x' + times.upto(2)));
        stream.push_back(seen);
    }
    return stream;
}

TEST(RandomChanges, AreWhatLookingAllThroughFinds) {
    std::size_t found = 0;
    for (std::uint32_t seed = 0; seed < 500; ++seed) {
        RandomTimes times{seed};
        Rule rule;
        rule.max_groups = 2 + times.upto(4);
        Change change{"f", {}, {}};
        if (times.upto(2) == 0) change.from = "x";
        if (times.upto(2) == 0) change.to = "y";
        const auto stream = random_stream(times);
        const auto detector = make_change(rule, change);

        const auto told = play(*detector, stream, times.now(), Stepping::when_due);

        ASSERT_EQ(first_difference(told, expected(stream, change, rule.max_groups)), "") << "seed " << seed;
        found += told.size();
    }
    EXPECT_GT(found, 1000U) << "else the streams are no test";
}

}  // namespace
}  // namespace logbeam::alert
