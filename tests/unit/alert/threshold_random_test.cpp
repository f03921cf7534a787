#include "alert/kinds/make_detector.hpp"
#include "unit/alert/sightings.hpp"
#include "unit/alert/threshold_rule.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert::test {
namespace {

using Value = Threshold::Value;

// By all that has come of each group, in the order in which it came.
struct NaiveThreshold {
    const Rule* rule = nullptr;
    std::map<std::string, std::vector<Seen>> came{};
    std::map<std::string, bool> held{};
    std::map<std::string, bool> doubtful{};          // of those that were held
    std::map<std::string, Timestamp> empty_since{};  // of those
    std::vector<Verdict> said{};

    [[nodiscard]] const Threshold& kind() const { return std::get<Threshold>(rule->kind); }
    [[nodiscard]] std::int64_t slices() const { return std::min<std::int64_t>(60, rule->within.count()); }
    [[nodiscard]] std::int64_t slice_of(Timestamp time) const {
        return time.time_since_epoch() / (rule->within / slices());
    }
    [[nodiscard]] bool is_in(const Seen& seen, Timestamp now) const {
        return slice_of(seen.time) > slice_of(now) - slices();
    }
    [[nodiscard]] bool counts(const Seen& seen) const {
        if (kind().value == Value::count || kind().value == Value::ratio) return true;
        return seen.value && (kind().value == Value::distinct || *seen.value != "text");
    }

    void on_time(Timestamp now) {
        if (slice_of(now) == slice_of(now - 1ms)) return;
        for (auto& [key, all] : came)
            judge(key, now, false);
    }
    void on_event(const Seen& seen) {
        if (is_in(seen, seen.now) && counts(seen)) came[seen.group].push_back(seen);
    }
    void on_told(const Seen& seen) {
        if (is_in(seen, seen.now) && counts(seen)) judge(seen.group, seen.now, true);
    }

    // Of these there is a value of no events, too.
    [[nodiscard]] bool ends_with_nothing() const {
        return kind().value == Value::count || kind().value == Value::distinct || kind().value == Value::sum;
    }
    void doubt(const std::string& key, Timestamp now, bool is_empty) {
        if (!std::exchange(doubtful[key], true)) said.push_back(no_data(key, now));
        if (!is_empty) empty_since.erase(key);
        const auto since = is_empty ? empty_since.try_emplace(key, now).first->second : now;
        if (now < since + 24 * rule->within) return;
        said.push_back(ends(key, now));
        held[key] = doubtful[key] = false;
        empty_since.erase(key);
    }

    void judge(const std::string& key, Timestamp now, bool has_news) {
        std::vector<Seen> window = came[key];
        std::erase_if(window, [&](const Seen& seen) { return !is_in(seen, now); });
        if (window.empty()) came[key].clear();
        const auto value = value_of(window);
        if (!value && held[key] && !ends_with_nothing()) return doubt(key, now, window.empty());
        const bool was_doubtful = std::exchange(doubtful[key], false);
        empty_since.erase(key);
        const bool is = value && logbeam::alert::holds(kind().comparison, *value, kind().limit);
        if (is && (has_news || !held[key] || was_doubtful))
            said.push_back(holds(key, now, *value, evidence_of(key, now)));
        if (!is && held[key]) said.push_back(ends(key, now));
        held[key] = is;
    }
    [[nodiscard]] std::vector<std::uint64_t> evidence_of(const std::string& key, Timestamp now) const {
        auto latest = came.at(key);
        std::erase_if(latest, [](const Seen& seen) { return seen.query == 1; });
        if (latest.size() > 20) latest.erase(latest.begin(), latest.end() - 20);
        std::vector<std::uint64_t> seqs;
        for (const Seen& seen : latest) {
            if (is_in(seen, now)) seqs.push_back(seen.seq);
        }
        return seqs;
    }

    [[nodiscard]] std::optional<double> value_of(const std::vector<Seen>& window) const {
        const auto wholes = static_cast<double>(std::ranges::count(window, 1U, &Seen::query));
        const bool is_ratio = kind().value == Value::ratio;
        const double count = is_ratio ? wholes : static_cast<double>(window.size());
        if (count < static_cast<double>(std::max<std::uint64_t>(1, kind().min_count))) return std::nullopt;
        if (is_ratio) return static_cast<double>(window.size() - static_cast<std::size_t>(wholes)) / wholes;
        if (kind().value == Value::count) return count;
        return kind().value == Value::distinct ? distinct(window) : of_numbers(window);
    }
    [[nodiscard]] static double distinct(const std::vector<Seen>& window) {
        std::map<std::string, int> values;
        for (const Seen& seen : window)
            ++values[*seen.value];
        return static_cast<double>(values.size());
    }
    [[nodiscard]] double of_numbers(const std::vector<Seen>& window) const {
        std::vector<double> numbers;
        for (const Seen& seen : window)
            numbers.push_back(std::stod(*seen.value));
        std::sort(numbers.begin(), numbers.end());
        double sum = 0;
        for (const double number : numbers)
            sum += number;
        const auto size = static_cast<double>(numbers.size());
        const auto rank = static_cast<std::size_t>(std::ceil(size * kind().percent / 100));
        switch (kind().value) {
            case Value::avg: return sum / size;
            case Value::min: return numbers.front();
            case Value::max: return numbers.back();
            case Value::percentile: return numbers[std::max<std::size_t>(rank, 1) - 1];
            default: return sum;
        }
    }
};

// A percentile is what it is called to one percent; all else is exact.
void expect_same(const std::vector<Verdict>& said, const std::vector<Verdict>& wanted, Value value) {
    if (value != Value::percentile) {
        ASSERT_EQ(said, wanted);
        return;
    }
    ASSERT_EQ(said.size(), wanted.size());
    for (std::size_t i = 0; i < said.size(); ++i) {
        auto nearly = said[i];
        ASSERT_NEAR(nearly.value, wanted[i].value, std::abs(wanted[i].value) / 100);
        nearly.value = wanted[i].value;
        ASSERT_EQ(nearly, wanted[i]);
    }
}

struct Round {
    std::string name;
    Value value;
    std::vector<double> limits;
    std::vector<std::optional<std::string>> fields;
};

const std::vector<Round> rounds{
    {"count", Value::count, {0, 1, 3, 8, 15}, {std::nullopt}},
    {"distinct", Value::distinct, {0, 1, 3, 5}, {"a", "b", "c", "d", "e", "f", "text", std::nullopt}},
    {"sum", Value::sum, {0, 5, 10.25}, {"1", "2.5", "-3", "0.25", "1e1", "text", std::nullopt}},
    {"avg", Value::avg, {0, 1, 2.5}, {"1", "2.5", "-3", "0.25", "1e1", "text", std::nullopt}},
    {"min", Value::min, {-5, 0, 0.25, 1}, {"1", "2.5", "-3", "0.25", "1e1", "text", std::nullopt}},
    {"max", Value::max, {0, 1, 2.5, 7}, {"1", "2.5", "-3", "0.25", "1e1", "text", std::nullopt}},
    {"percentile", Value::percentile, {-1, 5, 50, 500}, {"1", "10", "100", "1000", "-7", "text", std::nullopt}},
    {"ratio", Value::ratio, {0.2, 0.5, 0.7, 1}, {std::nullopt}},
};

Rule random_rule(const Round& round, std::mt19937_64& random) {
    const std::array spans{7ms, 60ms, 120ms, 600ms};
    auto rule = threshold_rule(round.value, static_cast<Comparison>(random() % 4),
                               round.limits[random() % round.limits.size()], random() % 3);
    rule.within = spans[random() % spans.size()];
    std::get<Threshold>(rule.kind).percent = std::array{50.0, 95.0, 99.0}[random() % 3];
    return rule;
}

void compare(const Rule& rule, const Stream& stream, std::size_t& said_in_all) {
    const auto& kind = std::get<Threshold>(rule.kind);
    const auto end = stream.back().now + 30 * rule.within;
    const auto wanted = by_group(expected(NaiveThreshold{&rule}, stream, end, rule.within * 30));
    for (const Pace pace : {Pace::with_events_only, Pace::when_due, Pace::all_the_time}) {
        const auto detector = make_threshold(rule, kind);
        const auto said = play(*detector, stream, end, pace);
        said_in_all += said.size();
        ASSERT_TRUE(is_in_order(said));
        ASSERT_EQ(detector->groups(), 0U);
        auto got = by_group(said);
        ASSERT_EQ(got.size(), wanted.size());
        for (const auto& [group, verdicts] : wanted)
            ASSERT_NO_FATAL_FAILURE(expect_same(got[group], verdicts, kind.value));
    }
}

void PrintTo(const Round& round, std::ostream* out) {  // NOLINT(readability-identifier-naming): gtest names it
    *out << round.name;
}

struct AnyThreshold : ::testing::TestWithParam<Round> {};

TEST_P(AnyThreshold, IsWhatCountingAnewAtEachMillisecondFinds) {
    std::mt19937_64 random{11};
    std::size_t said = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto rule = random_rule(GetParam(), random);
        const int queries = GetParam().value == Value::ratio ? 2 : 1;
        const auto stream = StreamMaker{{rule.within, 120, 3, queries, GetParam().fields}, seed}.make();
        SCOPED_TRACE(seed);
        ASSERT_NO_FATAL_FAILURE(compare(rule, stream, said));
    }
    EXPECT_GT(said, 1000U);
}

INSTANTIATE_TEST_SUITE_P(OfEachValue, AnyThreshold, ::testing::ValuesIn(rounds),
                         [](const auto& made) { return made.param.name; });

}  // namespace
}  // namespace logbeam::alert::test
