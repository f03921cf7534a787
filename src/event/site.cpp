#include "event/site.hpp"

#include "base/hash.hpp"

#include <array>

namespace logbeam::event {

std::uint64_t site_hash(std::string_view file, std::uint32_t line, std::string_view function) noexcept {
    const std::array<char, 6> line_bytes{'\0',
                                         static_cast<char>(line & 0xFF),
                                         static_cast<char>(line >> 8 & 0xFF),
                                         static_cast<char>(line >> 16 & 0xFF),
                                         static_cast<char>(line >> 24),
                                         '\0'};
    const auto with_file = base::stable_hash(file);
    const auto with_line = base::stable_hash({line_bytes.data(), line_bytes.size()}, with_file);
    return base::stable_hash(function, with_line);
}

std::string site_text(std::uint64_t hash) {
    return base::hex16(hash);
}

}  // namespace logbeam::event
