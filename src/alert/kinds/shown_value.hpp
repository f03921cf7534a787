#pragma once

#include "json/utf8.hpp"

#include <cstddef>
#include <string_view>

namespace logbeam::alert {

// As much of an event's value as a finding's detail shows.
[[nodiscard]] inline std::string_view shown(std::string_view value) noexcept {
    constexpr std::size_t most_bytes = 100;
    return json::cut_utf8(value, most_bytes);
}

}  // namespace logbeam::alert
