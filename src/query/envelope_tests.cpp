#include "query/number.hpp"
#include "query/regex.hpp"
#include "query/stands_so.hpp"
#include "query/test.hpp"

#include <logbeam/event.hpp>

#include <utility>

namespace logbeam::query {
namespace {

using Bits = PathSet::Bits;

class SeqTest final : public Test {
public:
    explicit SeqTest(const Term& term) : order_{term.order}, number_{term.number} {}

    bool holds(Reading& reading) const override {
        const auto seq = static_cast<std::int64_t>(reading.subject().seq);  // below 2^53
        return seq != 0 && query::holds(order_, compare(json::Number{seq}, number_));
    }

private:
    Order order_;
    json::Number number_;
};

class HasSeqTest final : public Test {
public:
    bool holds(Reading& reading) const override { return reading.subject().seq != 0; }
};

class TimeTest final : public Test {
public:
    TimeTest(Order order, const TimeRange& range) : order_{order}, range_{range} {}

    bool holds(Reading& reading) const override { return stands_so(order_, reading.subject().time, range_); }

private:
    Order order_;
    TimeRange range_;
};

class LevelTest final : public Test {
public:
    LevelTest(std::uint8_t levels, Bits path) : levels_{levels}, path_{path} {}

    bool holds(Reading& reading) const override {
        if (const auto level = reading.subject().level) return accepts(*level);
        return reading.any_place(path_, [&](std::size_t at) {
            if (reading.json()[at] != '"') return false;
            const auto level = parse_level(reading.text_at(at));
            return level && accepts(*level);
        });
    }

private:
    [[nodiscard]] bool accepts(Level level) const noexcept {
        return (levels_ >> static_cast<unsigned>(level) & 1U) != 0;
    }

    std::uint8_t levels_;
    Bits path_;
};

class TopicTest final : public Test {
public:
    explicit TopicTest(TopicPattern pattern) : pattern_{std::move(pattern)} {}

    bool holds(Reading& reading) const override { return pattern_.matches(reading.subject().topic); }

private:
    TopicPattern pattern_;
};

class TopicRegexTest final : public Test {
public:
    explicit TopicRegexTest(const std::string& expression) : regex_{expression} {}

    bool holds(Reading& reading) const override { return regex_.matches(reading.subject().topic); }

private:
    Regex regex_;
};

constexpr std::uint8_t any_level = (1U << level_count) - 1;
constexpr TimeRange any_time{Timestamp::min(), Timestamp::max()};

}  // namespace

std::unique_ptr<const Test> make_level_test(const Term& term, Bits path) {
    return std::make_unique<LevelTest>(term.kind == Term::Kind::exists ? any_level : term.levels, path);
}

std::unique_ptr<const Test> make_topic_test(const Term& term) {
    if (term.kind == Term::Kind::regex) return std::make_unique<TopicRegexTest>(term.text);
    return std::make_unique<TopicTest>(term.topic.value());
}

std::unique_ptr<const Test> make_time_test(const Term& term) {
    if (term.kind == Term::Kind::exists) return std::make_unique<TimeTest>(Order::equal, any_time);
    return std::make_unique<TimeTest>(term.order, term.time);
}

std::unique_ptr<const Test> make_seq_test(const Term& term) {
    if (term.kind == Term::Kind::exists) return std::make_unique<HasSeqTest>();
    return std::make_unique<SeqTest>(term);
}

}  // namespace logbeam::query
