#pragma once

#include "alert/detector.hpp"
#include "unit/alert/verdict_log.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace logbeam::alert::test {

using namespace std::chrono_literals;

// A sighting that keeps what it shows.
struct Seen {
    Timestamp time{};
    Timestamp now{};
    std::uint64_t seq = 0;
    std::size_t query = 0;
    std::string group;
    std::optional<std::string> value;
};
using Stream = std::vector<Seen>;

inline void show(Detector& detector, const Seen& seen, Verdicts& verdicts) {
    const std::vector values{seen.value};
    const auto id = "event-" + std::to_string(seen.seq);
    detector.see({seen.time, seen.seq, id, seen.query, seen.group, &values}, seen.now, verdicts);
}

// How often a detector is told that time goes on.
enum class Pace : std::uint8_t { with_events_only, when_due, all_the_time };

inline void pass(Detector& detector, Timestamp from, Timestamp until, Pace pace, Verdicts& verdicts) {
    const auto often = std::min(until, from + 300ms);
    for (auto now = from; pace == Pace::all_the_time && now <= often; now += 1ms)
        detector.advance(now, verdicts);
    while (pace != Pace::with_events_only && detector.next_due() && *detector.next_due() <= until)
        detector.advance(std::max(from, *detector.next_due()), verdicts);
}

[[nodiscard]] inline std::vector<Verdict> play(Detector& detector, const Stream& stream, Timestamp end, Pace pace) {
    VerdictLog log;
    Timestamp now = stream.front().now;
    detector.advance(now, log);
    std::uint64_t seq = 0;
    for (const Seen& seen : stream) {
        if (seen.seq != seq) pass(detector, now, seen.now, pace, log);
        show(detector, seen, log);
        now = seen.now;
        seq = seen.seq;
    }
    pass(detector, now, end, pace, log);
    detector.advance(end, log);
    return log.said;
}

// What a stream is like. Times are whole milliseconds.
struct StreamLike {
    Span within{};
    std::size_t events = 150;
    int groups = 3;
    int queries = 1;  // 2: some events are of both
    std::vector<std::optional<std::string>> values{std::nullopt};
};

class StreamMaker {
public:
    StreamMaker(const StreamLike& like, std::uint64_t seed) : like_{like}, random_{seed} {}

    [[nodiscard]] Stream make() {
        Stream stream;
        for (std::uint64_t seq = 1; seq <= like_.events; ++seq) {
            now_ += step();
            Seen seen{now_ - lateness(), now_, seq, 0, "g" + std::to_string(up_to(like_.groups - 1)), value()};
            seen.query = static_cast<std::size_t>(up_to(like_.queries - 1));
            stream.push_back(seen);
            if (like_.queries == 1 || seen.query == 1 || up_to(3) == 0) continue;
            seen.query = 1;
            stream.push_back(seen);
        }
        return stream;
    }

private:
    [[nodiscard]] std::int64_t up_to(std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{0, most}(random_);
    }
    [[nodiscard]] Span step() {
        const auto dice = up_to(99);
        if (dice < 2) return std::chrono::hours{1 + up_to(5)};
        if (dice < 8) return Span{up_to(3 * like_.within.count())};
        if (dice < 50) return Span{0};
        return Span{up_to(1 + like_.within.count() / 8)};
    }
    [[nodiscard]] Span lateness() {
        const auto dice = up_to(9);
        if (dice == 0) return Span{up_to(3 * like_.within.count())};
        return Span{dice < 5 ? up_to(like_.within.count() / 2) : 0};
    }
    [[nodiscard]] std::optional<std::string> value() {
        return like_.values[static_cast<std::size_t>(up_to(static_cast<std::int64_t>(like_.values.size()) - 1))];
    }

    const StreamLike like_;
    std::mt19937_64 random_;
    Timestamp now_{std::chrono::hours{500'000}};
};

// What a detector ought to say, found by looking at each millisecond at everything there was. `Naive` has `on_time(now)`
// and `on_event(seen)`, and `on_told(now)` behind the sightings of one event; nothing happens of itself when there was
// no event for `longest`.
template <class Naive>
[[nodiscard]] std::vector<Verdict> expected(Naive naive, const Stream& stream, Timestamp end, Span longest) {
    Timestamp now = stream.front().now;
    const auto go_on = [&](Timestamp until) {
        for (auto time = now + 1ms; time <= std::min(until, now + longest); time += 1ms)
            naive.on_time(time);
        now = until;
    };
    for (std::size_t i = 0; i < stream.size(); ++i) {
        go_on(stream[i].now);
        naive.on_event(stream[i]);
        if (i + 1 == stream.size() || stream[i + 1].seq != stream[i].seq) naive.on_told(stream[i]);
    }
    go_on(end);
    return naive.said;
}

}  // namespace logbeam::alert::test
