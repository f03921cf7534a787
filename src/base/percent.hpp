#pragma once

#include <string>
#include <string_view>

namespace logbeam::base {

// For an address: everything but letters, digits and `-._~` becomes `%XX`.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace logbeam::base
