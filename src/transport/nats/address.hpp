#pragma once

#include <logbeam/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::transport {

inline constexpr std::uint16_t default_nats_port = 4222;

// What `nats://` and `tls://` URLs tell: `nats://user:password@one:4222,two:4222`, or `nats://token@one`. A value.
struct NatsAddress {
    std::vector<std::string> servers;  // host:port
    bool is_secure = false;            // tls://
    std::string user;
    std::string password;
    std::string token;

    // Errors name the URL without what stands before its `@`.
    [[nodiscard]] static Result<NatsAddress> parse(std::string_view url);
};

// `host`, `host:port` or a URL of one, as host:port.
[[nodiscard]] Result<std::string> parse_nats_server(std::string_view text);

}  // namespace logbeam::transport
