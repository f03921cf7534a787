#pragma once

#include "wire/native_frame.hpp"

#include <logbeam/event.hpp>

#include <ctime>
#include <string>
#include <string_view>

namespace logbeam::cli {

// How events look in a terminal. A value.
struct RenderStyle {
    bool color = false;
    std::tm (*local)(std::time_t) = nullptr;  // a time as the reader's clock shows it
    bool with_date = false;
};

[[nodiscard]] std::tm machine_local(std::time_t time);

// `10:57:33.123 warning logs.orders  slow order ms=91`: one event, its line ends included. What the event brought cannot
// reach the terminal as a control sequence.
[[nodiscard]] std::string render(const Event& event, const RenderStyle& style);

// `12 events missing (lag)`; a gap whose size nobody knows has the count 0.
[[nodiscard]] std::string describe(const wire::Gap& gap);

// `10:57:33.123`, behind the date where the style wants it.
[[nodiscard]] std::string clock_text(Timestamp time, const RenderStyle& style);

// As `render` shows texts: what they hold cannot reach the terminal as a control sequence.
[[nodiscard]] std::string safe_text(std::string_view text);

// The line that stands where events are missing.
[[nodiscard]] std::string render(const wire::Gap& gap, const RenderStyle& style);

}  // namespace logbeam::cli
