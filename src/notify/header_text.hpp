#pragma once

#include <string>
#include <string_view>

namespace logbeam::notify {

// The text as a word for a header of HTTP or mail: letters, digits, '.', '_' and '-' as they are, any other byte as `=`
// and two digits, so that different texts are different words.
[[nodiscard]] std::string header_word(std::string_view text);

// `=` and two digits, as MIME writes a byte.
[[nodiscard]] std::string hex_byte(char byte);

}  // namespace logbeam::notify
