#pragma once

#include <logbeam/result.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace logbeam::embed {

// What LOGBEAM_LIVE asks for.
struct LiveWish {
    bool is_off = false;
    std::optional<std::uint16_t> port;
};

// `off`, `0` and `false` switch it off; otherwise a port, or nothing.
[[nodiscard]] Result<LiveWish> parse_live_wish(const std::optional<std::string>& value);

}  // namespace logbeam::embed
