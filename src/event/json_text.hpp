#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

// Small tools that leave JSON as it is written, where building a Value would cost digits or time.
namespace logbeam::event {

// How long the array or object is with which the text begins, by its brackets alone; 0 when it does not end.
[[nodiscard]] std::size_t container_bytes(std::string_view text) noexcept;

[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

// From here on the text must be JSON that json::check has approved.

// Calls `take(quoted key, value)` for each member of an object; both are parts of it.
void for_each_member(std::string_view object,
                     const std::function<void(std::string_view key, std::string_view value)>& take);

// The value without white space between its parts: itself, or a copy appended to `scratch`.
[[nodiscard]] std::string_view compact(std::string_view value, std::string& scratch);

// What a string in quotes says: a part of it, or a copy appended to `scratch`, never longer than it. Escapes that are none
// are read as something, without harm.
[[nodiscard]] std::string_view unquoted(std::string_view string, std::string& scratch);

}  // namespace logbeam::event
