#include "alert/kinds/make_detector.hpp"
#include "unit/alert/sightings.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert::test {
namespace {

constexpr Timestamp start{1000h};

Rule spike_rule(std::optional<double> above, std::optional<double> below, std::uint64_t min_count = 0) {
    Rule rule;
    rule.within = 60s;
    rule.kind = Spike{240s, above, below, min_count};
    return rule;
}

struct ASpike : ::testing::Test {
    void watch(const Rule& watched) {
        rule = watched;
        detector = make_spike(rule, std::get<Spike>(rule.kind));
    }
    void come(Timestamp at, int times = 1, const std::string& group = "a") {
        for (int i = 0; i < times; ++i)
            show(*detector, {at, at, ++seq, 0, group, {}}, log);
    }
    // So many each ten seconds.
    void come_steadily(Timestamp from, Timestamp until, int times) {
        for (auto at = from; at < until; at += 10s)
            come(at, times);
    }

    Rule rule;
    std::unique_ptr<Detector> detector;
    VerdictLog log;
    std::uint64_t seq = 0;
};

TEST_F(ASpike, HoldsWhileTheWindowHasMoreThanSoManyTimesTheUsual) {
    watch(spike_rule(2, std::nullopt));
    come_steadily(start, start + 300s, 1);
    EXPECT_TRUE(log.said.empty());

    come(start + 300s, 8);  // 13 in the window, 6 usually
    detector->advance(start + 350s, log);

    ASSERT_EQ(log.said.size(), 2U);
    EXPECT_EQ(log.said[0].said, Said::holds);
    EXPECT_EQ(log.said[0].at, start + 300s);
    EXPECT_DOUBLE_EQ(log.said[0].value, 13.0 / 6);
    EXPECT_EQ(log.said[0].events.size(), 13U);
    EXPECT_EQ(log.said[1], ends("a", start + 310s)) << "that at 250 s has left";
}

TEST_F(ASpike, IsSilentUntilAWholeReferenceAndAWindowArePast) {
    watch(spike_rule(2, std::nullopt));
    come(start);
    come(start + 299s, 50);
    EXPECT_TRUE(log.said.empty());

    detector->advance(start + 300s, log);
    ASSERT_EQ(log.said.size(), 1U);
    EXPECT_EQ(log.said[0].at, start + 300s) << "there was one in the reference that has left it";
    EXPECT_EQ(log.said[0].value, 50);
}

TEST_F(ASpike, NeedsSoManyEvents) {
    watch(spike_rule(2, std::nullopt, 10));
    come_steadily(start, start + 360s, 1);
    come(start + 360s, 3);
    EXPECT_TRUE(log.said.empty());

    come(start + 360s, 5);
    EXPECT_FALSE(log.said.empty());
}

TEST_F(ASpike, HoldsWhileThereAreTooFewUntilThatIsUsual) {
    watch(spike_rule(std::nullopt, 0.5, 3));
    come_steadily(start, start + 360s, 1);
    detector->advance(start + 1h, log);

    ASSERT_EQ(log.said.size(), 2U);
    EXPECT_EQ(log.said[0].said, Said::holds);
    EXPECT_EQ(log.said[0].at, start + 390s) << "two are left, of those at 340 s and 350 s; six are usual";
    EXPECT_EQ(log.said[1].said, Said::ends);
    EXPECT_EQ(log.said[1].at, start + 540s) << "eleven are left of the reference, less than three for each window";
    EXPECT_EQ(detector->groups(), 0U);
}

TEST_F(ASpike, HasAReferenceOfOneWindowAtLeast) {
    auto shorter = spike_rule(2, std::nullopt);
    std::get<Spike>(shorter.kind).reference = 1s;
    watch(shorter);
    come_steadily(start, start + 120s, 1);
    come(start + 120s, 8);

    EXPECT_EQ(log.said.size(), 1U) << "the last of eight is the thirteenth, and six are usual";
}

TEST_F(ASpike, TellsOfGroupsThatItHasNoRoomFor) {
    auto small = spike_rule(2, std::nullopt);
    small.max_groups = 1;
    watch(small);
    come(start, 1, "a");
    come(start, 1, "b");

    EXPECT_EQ(log.said, (std::vector<Verdict>{{Said::overflow, "b", start, 0, {}}}));
}

// By all that has come of each group, in the order in which it came.
struct NaiveSpike {
    struct Group {
        std::vector<Seen> came;
        Timestamp known_from{};
        bool held = false;
    };
    const Rule* rule = nullptr;
    std::map<std::string, Group> groups{};
    std::vector<Verdict> said{};

    [[nodiscard]] const Spike& kind() const { return std::get<Spike>(rule->kind); }
    [[nodiscard]] std::int64_t slices() const { return std::min<std::int64_t>(60, rule->within.count()); }
    [[nodiscard]] std::int64_t times() const { return std::max<std::int64_t>(1, kind().reference / rule->within); }
    [[nodiscard]] std::int64_t slice_of(Timestamp time) const {
        return time.time_since_epoch() / (rule->within / slices());
    }
    [[nodiscard]] bool is_recent(const Seen& seen, Timestamp now) const {
        return slice_of(seen.time) > slice_of(now) - slices();
    }
    [[nodiscard]] bool is_before(const Seen& seen, Timestamp now) const {
        const auto latest = slice_of(now) - slices();
        return slice_of(seen.time) <= latest && slice_of(seen.time) / times() > latest / times() - slices();
    }

    void on_time(Timestamp now) {
        for (auto& [key, group] : groups)
            judge(key, group, now, false);
        std::erase_if(groups, [&](const auto& entry) {
            return std::ranges::none_of(entry.second.came,
                                        [&](const Seen& seen) { return is_recent(seen, now) || is_before(seen, now); });
        });
    }
    void on_event(const Seen& seen) {
        if (!is_recent(seen, seen.now) && !is_before(seen, seen.now)) return;
        Group& group = groups[seen.group];
        if (group.came.empty()) group.known_from = seen.now;
        group.came.push_back(seen);
        judge(seen.group, group, seen.now, true);
    }
    void on_told(const Seen&) {}

    void judge(const std::string& key, Group& group, Timestamp now, bool has_news) {
        const auto count = static_cast<double>(
            std::ranges::count_if(group.came, [&](const Seen& seen) { return is_recent(seen, now); }));
        const auto before = static_cast<double>(
            std::ranges::count_if(group.came, [&](const Seen& seen) { return is_before(seen, now); }));
        const double usual = before / static_cast<double>(times());
        const bool may_speak = now >= group.known_from + rule->within * (times() + 1);
        const bool is = may_speak && is_unusual(count, usual);
        if (is && (has_news || !group.held)) {
            said.push_back(holds(key, now, usual == 0 ? count : count / usual, evidence_of(group, now)));
        }
        if (!is && group.held) said.push_back(ends(key, now));
        group.held = is;
    }
    [[nodiscard]] bool is_unusual(double count, double usual) const {
        const auto fewest = static_cast<double>(std::max<std::uint64_t>(1, kind().min_count));
        if (kind().above && count >= fewest && count > *kind().above * usual) return true;
        return kind().below && usual >= fewest && count < *kind().below * usual;
    }
    [[nodiscard]] std::vector<std::uint64_t> evidence_of(const Group& group, Timestamp now) const {
        std::vector<std::uint64_t> seqs;
        const std::size_t first = group.came.size() > 20 ? group.came.size() - 20 : 0;
        for (std::size_t i = first; i < group.came.size(); ++i) {
            if (is_recent(group.came[i], now)) seqs.push_back(group.came[i].seq);
        }
        return seqs;
    }
};

Rule random_rule(std::mt19937_64& random) {
    const std::array ratios{std::optional{1.5}, std::optional{3.0}, std::optional<double>{}};
    const std::array spans{7ms, 60ms, 120ms};
    auto rule = spike_rule(ratios[random() % 3], std::optional{random() % 2 == 0 ? 0.5 : 0.9}, random() % 4);
    rule.within = spans[random() % spans.size()];
    std::get<Spike>(rule.kind).reference = rule.within * (random() % 9) / 2;
    return rule;
}

void compare(const Rule& rule, const Stream& stream, std::size_t& said_in_all) {
    const auto& kind = std::get<Spike>(rule.kind);
    const auto longest = kind.reference + 4 * rule.within;
    const auto end = stream.back().now + longest;
    const auto wanted = expected(NaiveSpike{&rule}, stream, end, longest);
    for (const Pace pace : {Pace::with_events_only, Pace::when_due, Pace::all_the_time}) {
        const auto detector = make_spike(rule, kind);
        const auto said = play(*detector, stream, end, pace);
        said_in_all += said.size();
        ASSERT_EQ(by_group(said), by_group(wanted));
        ASSERT_TRUE(is_in_order(said));
        ASSERT_EQ(detector->groups(), 0U);
    }
}

TEST(AnySpike, IsWhatCountingAnewAtEachMillisecondFinds) {
    std::mt19937_64 random{13};
    std::size_t said = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto rule = random_rule(random);
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(compare(rule, StreamMaker{{rule.within, 200, 2}, seed}.make(), said));
    }
    EXPECT_GT(said, 1000U);
}

}  // namespace
}  // namespace logbeam::alert::test
