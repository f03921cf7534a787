#pragma once

#include <logbeam/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::transport {

// `scheme://host:port/rest`, as far as connections need it. A value.
struct Url {
    std::string scheme;
    std::string host;
    std::uint16_t port = 0;  // 0: the scheme's usual one
    std::string path;        // from the first '/' or '?' on, with the query

    [[nodiscard]] static Result<Url> parse(std::string_view text);
};

}  // namespace logbeam::transport
