#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

// Finds the events in a body by its brackets and line ends alone, so that each can be judged on its own: whether a
// part is JSON is for its reader to say. Parts of the body, without white space around them.
namespace logbeam::http {

inline constexpr std::size_t most_items = 65'536;  // of one body

// The elements of `[…]`.
[[nodiscard]] Result<std::vector<std::string_view>> array_items(std::string_view body);

// The lines that are not blank.
[[nodiscard]] Result<std::vector<std::string_view>> line_items(std::string_view body);

// Whether the body begins with an object that has a line of its own and more behind it: NDJSON under another name.
[[nodiscard]] bool looks_like_lines(std::string_view body) noexcept;

}  // namespace logbeam::http
