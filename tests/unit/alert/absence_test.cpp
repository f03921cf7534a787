#include "alert/kinds/make_detector.hpp"
#include "unit/alert/sightings.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert::test {
namespace {

constexpr Timestamp start{1000h};

Rule absence_rule(Span within, std::vector<std::string> keys = {}) {
    Rule rule;
    rule.kind = Absence{std::move(keys)};
    rule.within = within;
    return rule;
}

struct AnAbsence : ::testing::Test {
    void watch(const Rule& watched) {
        rule = watched;
        detector = make_absence(rule, std::get<Absence>(rule.kind));
    }
    void hear(const std::string& group, Timestamp at, Span late = 0ms) {
        show(*detector, {at - late, at, ++seq, 0, group, {}}, log);
    }

    Rule rule;
    std::unique_ptr<Detector> detector;
    VerdictLog log;
    std::uint64_t seq = 0;
};

TEST_F(AnAbsence, BeginsWhenAGroupWasNotHeardOfForAsLongAsTheRuleSays) {
    watch(absence_rule(10s));
    hear("a", start);
    hear("b", start + 5s);

    EXPECT_EQ(detector->next_due(), start + 10s);
    detector->advance(start + 10s - 1ns, log);
    EXPECT_TRUE(log.said.empty());

    detector->advance(start + 20s, log);
    EXPECT_EQ(log.said, (std::vector{holds("a", start + 10s, 10, {1}), holds("b", start + 15s, 10, {2})}));
}

TEST_F(AnAbsence, EndsWhenTheGroupIsHeardOfAgain) {
    watch(absence_rule(10s));
    hear("a", start);
    hear("a", start + 13s);

    EXPECT_EQ(log.said, (std::vector{holds("a", start + 10s, 10, {1}), ends("a", start + 13s)}));
    EXPECT_EQ(detector->next_due(), start + 23s);
}

TEST_F(AnAbsence, IsNotEndedByAnEventThatComesTooLateToMatter) {
    watch(absence_rule(10s));
    hear("a", start);
    hear("a", start + 25s, 20s);
    EXPECT_EQ(log.said.size(), 1U);

    hear("a", start + 26s, 3s);
    EXPECT_EQ(log.said.back(), ends("a", start + 26s));
    detector->advance(start + 1min, log);
    EXPECT_EQ(log.said.back(), holds("a", start + 33s, 10, {3}));
}

TEST_F(AnAbsence, DoesNotBeginAGroupWithAnEventThatIsOlderThanTheSilenceAskedFor) {
    watch(absence_rule(10s));
    hear("a", start, 10s);

    EXPECT_EQ(detector->groups(), 0U);
    EXPECT_EQ(detector->next_due(), std::nullopt);
}

TEST_F(AnAbsence, IsGivenUpAfterALongTime) {
    watch(absence_rule(10s));
    hear("a", start);

    detector->advance(start + 250s - 1ns, log);
    EXPECT_EQ(detector->groups(), 1U);
    detector->advance(start + 1h, log);

    EXPECT_EQ(log.said, (std::vector{holds("a", start + 10s, 10, {1}), ends("a", start + 250s)}));
    EXPECT_EQ(detector->groups(), 0U);
    EXPECT_EQ(detector->next_due(), std::nullopt);
}

TEST_F(AnAbsence, WatchesListedKeysFromTheFirstMomentOnAndNoOthers) {
    watch(absence_rule(10s, {"eu-1", "u\"s"}));
    ASSERT_TRUE(detector->next_due());
    EXPECT_LE(*detector->next_due(), start);

    detector->advance(start, log);
    hear(R"(["eu-1"])", start + 5s);
    hear(R"(["asia"])", start + 5s);
    detector->advance(start + 100h, log);

    EXPECT_EQ(log.said,
              (std::vector{holds(R"(["u\"s"])", start + 10s, 10), holds(R"(["eu-1"])", start + 15s, 10, {1})}));
    EXPECT_EQ(detector->groups(), 2U) << "listed keys are not forgotten";
    hear(R"(["u\"s"])", start + 101h);
    EXPECT_EQ(log.said.back(), ends(R"(["u\"s"])", start + 101h));
}

TEST_F(AnAbsence, TellsOfGroupsThatItHasNoRoomFor) {
    auto small = absence_rule(10s);
    small.max_groups = 1;
    watch(small);
    hear("a", start);
    hear("b", start + 1s);

    EXPECT_EQ(log.said, (std::vector<Verdict>{{Said::overflow, "b", start + 1s, 0, {}}}));
    EXPECT_EQ(detector->groups(), 1U);
}

// By what was heard of each group since it is known.
struct NaiveAbsence {
    struct Group {
        std::vector<Seen> heard;
        bool holds = false;
    };
    Span within{};
    bool is_listed = false;
    std::map<std::string, Group> groups{};
    std::vector<Verdict> said{};

    static const Seen& latest(const Group& group) {
        return *std::max_element(group.heard.begin(), group.heard.end(), [](const Seen& left, const Seen& right) {
            return std::pair{left.time, left.seq} < std::pair{right.time, right.seq};
        });
    }
    void on_time(Timestamp now) {
        for (auto& [key, group] : groups)
            judge(key, group, now);
        std::erase_if(groups, [&](const auto& entry) {
            if (is_listed || now < latest(entry.second).time + 25 * within) return false;
            said.push_back(ends(entry.first, now));
            return true;
        });
    }
    void judge(const std::string& key, Group& group, Timestamp now) {
        const bool is_silent = now >= latest(group).time + within;
        if (is_silent && !group.holds) {
            const auto seq = latest(group).seq;
            said.push_back(holds(key, now, std::chrono::duration<double>{within}.count()));
            if (seq != 0) said.back().events.push_back(seq);
        }
        if (!is_silent && group.holds) said.push_back(ends(key, now));
        group.holds = is_silent;
    }
    void on_event(const Seen& seen) {
        if (!groups.contains(seen.group) && (is_listed || seen.time + within <= seen.now)) return;
        groups[seen.group].heard.push_back(seen);
        judge(seen.group, groups[seen.group], seen.now);
    }
    void on_told(const Seen&) {}
};

void compare(const Rule& rule, const Stream& stream, const NaiveAbsence& naive) {
    const auto end = stream.back().now + 10s;
    const auto wanted = expected(naive, stream, end, rule.within * 30);
    for (const Pace pace : {Pace::with_events_only, Pace::when_due, Pace::all_the_time}) {
        const auto detector = make_absence(rule, std::get<Absence>(rule.kind));
        const auto said = play(*detector, stream, end, pace);
        ASSERT_EQ(by_group(said), by_group(wanted));
        ASSERT_TRUE(is_in_order(said));
        ASSERT_EQ(detector->groups(), naive.groups.size()) << "those listed, and no others";
    }
}

TEST(AnyAbsence, IsWhatLookingAtEachMillisecondFinds) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Span within{20 + static_cast<int>(seed % 3) * 40};
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(compare(absence_rule(within), StreamMaker{{within}, seed}.make(), {within}));
    }
}

TEST(AnyAbsence, OfListedKeysIsWhatLookingAtEachMillisecondFinds) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Span within{50};
        auto rule = absence_rule(within, {"g1", "never"});
        rule.max_groups = 2;
        auto stream = StreamMaker{{within}, seed}.make();
        for (Seen& seen : stream)
            seen.group = "[\"" + seen.group + "\"]";
        Seen armed{};
        armed.time = stream.front().now;
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(
            compare(rule, stream, {within, true, {{"[\"g1\"]", {{armed}}}, {"[\"never\"]", {{armed}}}}}));
    }
}

}  // namespace
}  // namespace logbeam::alert::test
