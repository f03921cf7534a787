#pragma once

#include <string_view>

namespace logbeam::cli {

// Whether people read this descriptor, and whether they want colours (NO_COLOR says no).
[[nodiscard]] bool is_terminal(int descriptor) noexcept;
[[nodiscard]] bool wants_color(int descriptor) noexcept;

// Writes all of it to stdout at once; false: nobody reads any more (the reader of `logbeam tail | head` went away).
[[nodiscard]] bool print(std::string_view text) noexcept;

// A line on stderr, behind the program's name.
void complain(std::string_view text) noexcept;

}  // namespace logbeam::cli
