#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logbeam::hub {

inline constexpr std::size_t longest_name = 255;  // of an id, a type, a source

// Appends the text as it stands between the quotes of a JSON string; what is not UTF-8 becomes U+FFFD.
void append_escaped(std::string_view text, std::string& out);

}  // namespace logbeam::hub
