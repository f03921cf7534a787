#include "alert/kinds/make_detector.hpp"
#include "unit/alert/seen_stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

namespace logbeam::alert {
namespace {

using namespace seen_stream;
using std::string;

struct ACompositeRule : ::testing::Test {
    void ask(Composite wish, std::size_t max_groups = 10) {
        rule.kind = std::move(wish);
        rule.max_groups = max_groups;
        detector = make_composite(rule, std::get<Composite>(rule.kind));
    }
    void see(std::size_t of_rule, const string& alert, const string& state, std::chrono::seconds time,
             const string& group = "g") {
        now = std::max(now, Timestamp{time});
        show(*detector, {Timestamp{time}, group, {state, alert}, of_rule, ++seq, now}, teller);
    }

    Rule rule;
    std::unique_ptr<Detector> detector;
    Teller teller;
    std::uint64_t seq = 0;
    Timestamp now{};
};

TEST_F(ACompositeRule, HoldsWhileAllFire) {
    ask({{"cpu", "disk"}, {}, {}, {}});

    see(0, "x", "firing", 1s);
    see(1, "y", "pending", 2s);
    see(1, "y", "firing", 3s);
    see(0, "z", "firing", 4s);
    see(0, "x", "resolved", 5s);
    see(0, "z", "recovering", 6s);
    see(0, "z", "resolved", 7s);

    EXPECT_EQ(teller.told,
              (std::vector<Told>{{"holds", "g", Timestamp{3s}, 2, "cpu, disk", {1, 3}}, {"ends", "g", Timestamp{7s}}}));
    EXPECT_EQ(detector->groups(), 1U);
    see(1, "y", "resolved", 8s);
    EXPECT_EQ(detector->groups(), 0U);
}

TEST_F(ACompositeRule, HoldsWhileOneOfAnyFires) {
    ask({{}, {"cpu", "disk"}, {}, {}});

    see(1, "y", "firing", 1s);
    see(0, "x", "firing", 2s);
    see(1, "y", "resolved", 3s);
    see(0, "x", "suppressed", 4s);

    EXPECT_EQ(teller.told,
              (std::vector<Told>{{"holds", "g", Timestamp{1s}, 1, "disk", {1}}, {"ends", "g", Timestamp{4s}}}));
}

TEST_F(ACompositeRule, NeedsBothAllAndOneOfAny) {
    ask({{"cpu"}, {"disk", "net"}, {}, {}});

    see(0, "x", "firing", 1s);
    see(2, "y", "firing", 2s);

    EXPECT_EQ(teller.told, (std::vector<Told>{{"holds", "g", Timestamp{2s}, 2, "cpu, net", {1, 2}}}));
}

TEST_F(ACompositeRule, EndsWhereOneOfNoneFiresAndHoldsAgainWhenItDoesNoMore) {
    ask({{"cpu"}, {}, {"deploy"}, {}});

    see(1, "d", "firing", 1s);
    see(0, "x", "firing", 2s);
    see(1, "d", "resolved", 3s);
    see(1, "d", "firing", 4s);

    EXPECT_EQ(teller.told,
              (std::vector<Told>{{"holds", "g", Timestamp{3s}, 1, "cpu", {2}}, {"ends", "g", Timestamp{4s}}}));
}

TEST_F(ACompositeRule, NeverHoldsWhereItOnlyNamesWhatMustNotFire) {
    ask({{}, {}, {"deploy"}, {}});

    see(0, "d", "firing", 1s);
    see(0, "d", "resolved", 2s);

    EXPECT_TRUE(teller.told.empty());
    EXPECT_EQ(detector->groups(), 0U);
}

TEST_F(ACompositeRule, KnowsEachGroupByItself) {
    ask({{"cpu", "disk"}, {}, {}, {}}, 2);

    see(0, "x", "firing", 1s, "g");
    see(1, "y", "firing", 2s, "h");
    see(0, "z", "firing", 3s, "i");
    see(0, "z", "resolved", 3s, "i");
    see(0, "x", "firing", 4s, "h");

    EXPECT_EQ(teller.told, (std::vector<Told>{{"overflow", "i", Timestamp{3s}},
                                              {"holds", "h", Timestamp{4s}, 2, "cpu, disk", {2, 5}}}));
}

TEST_F(ACompositeRule, EndsNothingBeforeItBegan) {
    ask({{"cpu"}, {}, {}, {}});

    see(0, "x", "firing", 5s);
    see(0, "x", "resolved", 4s);

    EXPECT_EQ(teller.told,
              (std::vector<Told>{{"holds", "g", Timestamp{5s}, 1, "cpu", {1}}, {"ends", "g", Timestamp{5s}}}));
}

TEST_F(ACompositeRule, IgnoresWhatTellsNoState) {
    ask({{"cpu"}, {}, {}, {}});

    show(*detector, {Timestamp{1s}, "g", {std::nullopt, "x"}, 0, 1, Timestamp{1s}}, teller);

    EXPECT_TRUE(teller.told.empty());
    EXPECT_EQ(detector->groups(), 0U);
}

TEST_F(ACompositeRule, NamesTheLatestTwentyOfManyAlerts) {
    ask({{"cpu", "disk"}, {}, {}, {}});

    for (int alert = 0; alert < 30; ++alert)
        see(0, std::to_string(alert), "firing", 1s);
    see(1, "y", "firing", 2s);

    ASSERT_EQ(teller.told.size(), 1U);
    EXPECT_EQ(teller.told[0].value, 31);
    EXPECT_EQ(teller.told[0].events.size(), 20U);
    EXPECT_EQ(teller.told[0].events.front(), 12U);
    EXPECT_EQ(teller.told[0].events.back(), 31U);
}

TEST_F(ACompositeRule, TellsOfAnAlertThatItHasNoRoomFor) {
    ask({{"cpu"}, {}, {}, {}});

    for (int alert = 0; alert < 10'000; ++alert)
        see(0, std::to_string(alert), "firing", 1s);
    see(0, "5", "firing", 2s);
    ASSERT_EQ(teller.told.size(), 1U);
    see(0, "one more", "firing", 3s);

    EXPECT_EQ(teller.told.back(), (Told{"overflow", "g", Timestamp{3s}}));
}

// --- against the plainest way to say it ---

// What fires after these, by rule and fingerprint, and since which event: looks all through.
std::map<std::pair<std::size_t, string>, const Seen*> firing_after(const std::vector<const Seen*>& taken) {
    std::map<std::pair<std::size_t, string>, const Seen*> firing;
    for (const Seen* seen : taken) {
        const std::pair alert{seen->query, *seen->values[1]};
        if (*seen->values[0] != "firing" && *seen->values[0] != "recovering") {
            firing.erase(alert);
        } else {
            firing.try_emplace(alert, seen);
        }
    }
    return firing;
}

bool plainly_holds(const std::set<std::size_t>& firing, std::size_t all, std::size_t any, std::size_t none) {
    bool has_any = any == 0;
    for (std::size_t rule = 0; rule < all + any + none; ++rule) {
        if (rule < all && !firing.contains(rule)) return false;
        if (rule >= all + any && firing.contains(rule)) return false;
        if (rule >= all && rule < all + any && firing.contains(rule)) has_any = true;
    }
    return has_any && all + any != 0;
}

class Plain {
public:
    Plain(std::array<std::size_t, 3> rules, std::size_t max_groups) : rules_{rules}, max_groups_{max_groups} {}

    void see(const Seen& seen) {
        auto& taken = taken_[seen.group];
        if (firing_after(taken).empty()) taken.clear();
        const bool is_known = !taken.empty();
        const auto known = std::count_if(taken_.begin(), taken_.end(),
                                         [](const auto& entry) { return !firing_after(entry.second).empty(); });
        taken.push_back(&seen);
        if (!is_known && !firing_after(taken).empty() && known == static_cast<std::ptrdiff_t>(max_groups_)) {
            taken.clear();
            told.push_back({"overflow", seen.group, seen.time});
        }
        judge(seen.group, taken);
    }

    std::vector<Told> told;

private:
    void judge(const string& group, const std::vector<const Seen*>& taken) {
        Told holds{"holds", group, Timestamp::min()};
        std::set<std::size_t> rules;
        std::set<std::pair<Timestamp, std::uint64_t>> events;
        for (const Seen* seen : taken)
            holds.at = std::max(holds.at, seen->time);
        for (const auto& [alert, seen] : firing_after(taken)) {
            const bool is_new = rules.insert(alert.first).second;
            if (alert.first >= rules_[0] + rules_[1]) continue;
            if (is_new) holds.detail += (holds.detail.empty() ? "r" : ", r") + std::to_string(alert.first);
            events.emplace(seen->time, seen->seq);
        }
        for (const auto& [time, seq] : events)
            holds.events.push_back(seq);
        holds.value = static_cast<double>(events.size());

        const bool is = plainly_holds(rules, rules_[0], rules_[1], rules_[2]);
        if (is && holds_.insert(group).second) told.push_back(holds);
        if (!is && holds_.erase(group) != 0) told.push_back({"ends", group, holds.at});
    }

    std::array<std::size_t, 3> rules_;
    std::size_t max_groups_;
    std::map<string, std::vector<const Seen*>> taken_;
    std::set<string> holds_;
};

std::vector<Seen> random_stream(RandomTimes& times, std::size_t rules) {
    static const std::vector<string> states{"pending", "firing", "firing", "recovering", "resolved", "suppressed"};
    std::vector<Seen> stream;
    for (int count = 0; count < 250; ++count) {
        Seen seen = times.next();
        seen.group = string(1, static_cast<char>('g' + times.upto(3)));
        seen.query = times.upto(rules - 1);
        seen.values = {states[times.upto(states.size() - 1)], std::to_string(times.upto(2))};
        stream.push_back(seen);
    }
    return stream;
}

TEST(RandomComposites, HoldWhenLookingAllThroughSaysSo) {
    std::size_t found = 0;
    for (std::uint32_t seed = 0; seed < 400; ++seed) {
        RandomTimes times{seed};
        const std::array rules{times.upto(2), times.upto(2), 1 + times.upto(1)};
        Composite wish;
        for (std::size_t number = 0; number < rules[0] + rules[1] + rules[2]; ++number) {
            auto& list = number < rules[0] ? wish.all_of : number < rules[0] + rules[1] ? wish.any_of : wish.none_of;
            list.push_back("r" + std::to_string(number));
        }
        Rule rule;
        rule.max_groups = 1 + times.upto(4);
        const auto stream = random_stream(times, rules[0] + rules[1] + rules[2]);
        Plain plain{rules, rule.max_groups};
        if (rules[0] + rules[1] != 0) {
            for (const Seen& seen : stream)
                plain.see(seen);
        }
        const auto detector = make_composite(rule, wish);

        const auto told = play(*detector, stream, times.now(), Stepping::when_due);

        ASSERT_EQ(first_difference(told, plain.told), "") << "seed " << seed;
        found += told.size();
    }
    EXPECT_GT(found, 3000U) << "else the streams are no test";
}

}  // namespace
}  // namespace logbeam::alert
