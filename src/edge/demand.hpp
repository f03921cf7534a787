#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace logbeam::edge {

// Which topics somebody listens to: asked with an event now and then, remembered in between. Bounded. Unsynchronised; time
// comes in.
class Demand final {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Limits {
        std::size_t topics = 10'000;
        std::chrono::milliseconds rest{1'000};       // of a topic that nobody listened to
        std::chrono::milliseconds ask_again{5'000};  // of one that somebody did
    };
    enum class Step : std::uint8_t {
        leave,  // nobody listens
        ask,    // with this event; `answered` follows
        hold,   // until `answered`
        send,
    };

    Demand() : Demand(Limits{}) {}
    explicit Demand(Limits limits) : limits_{limits} {}

    // What to do with an event of the topic.
    [[nodiscard]] Step next(std::string_view topic, Time now);

    void answered(std::string_view topic, bool somebody, Time now);

    // Once a second: forgets topics without events.
    void tick(Time now);

    [[nodiscard]] std::size_t size() const noexcept { return topics_.size(); }
    [[nodiscard]] std::uint64_t without_room() const noexcept { return without_room_; }  // events

private:
    enum class State : std::uint8_t { resting, asking, listened, asking_again };
    struct Topic {
        State state = State::asking;
        Time until{};  // of resting and listened
    };

    const Limits limits_;
    std::map<std::string, Topic, std::less<>> topics_;
    std::uint64_t without_room_ = 0;
};

}  // namespace logbeam::edge
