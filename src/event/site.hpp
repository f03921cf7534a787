#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::event {

// Names the place of a log call: the same for the same place in every run and on every machine.
[[nodiscard]] std::uint64_t site_hash(std::string_view file, std::uint32_t line, std::string_view function) noexcept;

// As it stands in `data.site`: sixteen hexadecimal digits.
[[nodiscard]] std::string site_text(std::uint64_t hash);

}  // namespace logbeam::event
