#pragma once

#include "cli/line_splitter.hpp"

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// How far a search is.
struct SearchState {
    std::uint64_t blocks = 0;  // of the range
    std::uint64_t done = 0;    // read or passed over
    std::uint64_t damaged = 0;
    std::uint64_t events = 0;  // looked at
    std::uint64_t matched = 0;
};

// Reads `format=stream` of GET /api/events, piece by piece. Unsynchronised.
class EventStream {
public:
    using TakeEvent = std::function<void(std::string_view canonical)>;
    using TakeState = std::function<void(const SearchState& state)>;

    EventStream(TakeEvent take_event, TakeState take_state)
        : take_event_{std::move(take_event)}, take_state_{std::move(take_state)} {}

    void receive(std::string_view bytes);

    // Whether the last line came; without it the answer was broken off.
    [[nodiscard]] bool is_done() const noexcept { return is_done_; }
    [[nodiscard]] const SearchState& state() const noexcept { return state_; }
    [[nodiscard]] std::optional<std::uint64_t> next() const noexcept { return next_; }

private:
    static constexpr std::size_t longest_line = 64 << 20;

    void take_line(std::string_view line);
    void take_state(const Value& said);

    const TakeEvent take_event_;
    const TakeState take_state_;
    LineSplitter lines_{longest_line};
    SearchState state_;
    std::optional<std::uint64_t> next_;
    bool is_done_ = false;
};

}  // namespace logbeam::cli
