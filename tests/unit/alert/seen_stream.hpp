#pragma once

#include "alert/detector.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

// What tests show a detector, and what it says.
namespace logbeam::alert::seen_stream {

using namespace std::chrono_literals;
using Values = std::vector<std::optional<std::string>>;

struct Seen {
    Timestamp time{};
    std::string group;
    Values values{};
    std::size_t query = 0;
    std::uint64_t seq = 0;
    Timestamp now{};  // when it comes, by the time of events
};

struct Told {
    std::string what;  // moment, holds, ends, overflow
    std::string group;
    Timestamp at{};
    double value = 0;
    std::string detail{};
    std::vector<std::uint64_t> events{};

    friend bool operator==(const Told& left, const Told& right) = default;
    friend std::ostream& operator<<(std::ostream& out, const Told& told) {
        out << told.what << " of " << told.group << " at " << told.at.time_since_epoch() / 1ms << "ms: " << told.value
            << " \"" << told.detail << "\" by";
        for (const auto seq : told.events)
            out << ' ' << seq;
        return out;
    }
};

// Writes down what it is told.
class Teller final : public Verdicts {
public:
    void on_moment(const Finding& finding) override { add("moment", finding); }
    void on_holds(const Finding& finding) override { add("holds", finding); }
    void on_ends(std::string_view group, Timestamp at) override { told.push_back({"ends", std::string{group}, at}); }
    void on_no_data(std::string_view group, Timestamp at) override {
        told.push_back({"no data", std::string{group}, at});
    }
    void on_unreadable() override { ++unreadable; }
    void on_overflow(std::string_view group, Timestamp at) override {
        told.push_back({"overflow", std::string{group}, at});
    }

    std::vector<Told> told;
    std::uint64_t unreadable = 0;

private:
    void add(std::string what, const Finding& finding) {
        Told& last = told.emplace_back(
            Told{std::move(what), std::string{finding.group}, finding.at, finding.value, finding.detail});
        for (const EventRef& event : finding.events)
            last.events.push_back(event.seq);
    }
};

inline void show(Detector& detector, const Seen& seen, Verdicts& verdicts) {
    const std::string id = "id-" + std::to_string(seen.seq);
    detector.see({seen.time, seen.seq, id, seen.query, seen.group, &seen.values}, seen.now, verdicts);
}

// How often the detector is told of the time.
enum class Stepping { when_it_sees, when_due, often };

inline void step(Detector& detector, Timestamp from, Timestamp to, Stepping stepping, Verdicts& verdicts) {
    if (stepping == Stepping::when_due) {
        for (auto due = detector.next_due(); due && *due <= to; due = detector.next_due())
            detector.advance(from = std::max(*due, from), verdicts);
    } else if (stepping == Stepping::often) {
        const auto wide = std::max<Timestamp::duration>((to - from) / 50, 1ms);
        for (int steps = 0; from < to; ++steps) {
            detector.advance(from, verdicts);
            from += steps < 200 ? 1ms : wide;
        }
    }
}

// All that it says to a stream and, in the end, to the time that has passed by then.
inline std::vector<Told> play(Detector& detector, const std::vector<Seen>& stream, Timestamp end, Stepping stepping) {
    Teller teller;
    Timestamp last = stream.empty() ? end : stream.front().now;
    for (const Seen& seen : stream) {
        step(detector, last, seen.now, stepping, teller);
        show(detector, seen, teller);
        last = seen.now;
    }
    step(detector, last, end, stepping, teller);
    detector.advance(end, teller);
    return std::move(teller.told);
}

// Empty where there is none.
inline std::string first_difference(const std::vector<Told>& told, const std::vector<Told>& expected) {
    const auto [one, other] = std::mismatch(told.begin(), told.end(), expected.begin(), expected.end());
    if (one == told.end() && other == expected.end()) return "";
    std::ostringstream text;
    text << "number " << one - told.begin() << " is ";
    one == told.end() ? text << "missing" : text << *one;
    text << ", not ";
    other == expected.end() ? text << "missing" : text << *other;
    return text.str();
}

// A stream made up, the same for the same seed: mostly in order, some late, with a jump of hours now and then.
class RandomTimes {
public:
    explicit RandomTimes(std::uint32_t seed) : random_{seed} {}

    std::size_t upto(std::size_t most) { return std::uniform_int_distribution<std::size_t>{0, most}(random_); }

    // The time of the next event, and when it comes.
    Seen next() {
        if (upto(2) != 0) now_ += std::chrono::milliseconds{upto(3000)};
        if (upto(150) == 0) now_ += std::chrono::hours{1 + upto(5)};
        const auto late = upto(4) == 0 ? std::chrono::milliseconds{upto(upto(9) == 0 ? 40'000 : 3000)} : 0ms;
        Seen seen;
        seen.time = now_ - late;
        seen.seq = ++seq_;
        seen.now = now_;
        return seen;
    }

    [[nodiscard]] Timestamp now() const { return now_; }

private:
    std::mt19937 random_;
    std::uint64_t seq_ = 0;
    Timestamp now_{std::chrono::hours{480'000}};
};

}  // namespace logbeam::alert::seen_stream
