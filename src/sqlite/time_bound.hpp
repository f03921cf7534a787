#pragma once

#include <logbeam/timestamp.hpp>

#include <optional>
#include <string_view>

// SQL compares times as texts. What a text, whole or cut off anywhere, says about the moments whose texts stand before or
// behind it; nothing when it says nothing. SQL compares once more, so a bound may let too many through.
namespace logbeam::sqlite {

// No event whose time is written `>= text` was earlier.
[[nodiscard]] std::optional<Timestamp> earliest_from(std::string_view text);

// No event whose time is written `<= text` was later.
[[nodiscard]] std::optional<Timestamp> latest_to(std::string_view text);

}  // namespace logbeam::sqlite
