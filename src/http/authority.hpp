#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Names of hosts as `Host` and `Origin` have them. Pure.
namespace logbeam::http {

struct Authority {
    std::string host;        // in lower case, an IPv6 address without its brackets
    std::uint16_t port = 0;  // 0: none is named
};

// `host`, `host:port`, `[v6]:port`; nothing for any other form.
[[nodiscard]] std::optional<Authority> parse_authority(std::string_view text);

struct Origin {
    std::string scheme;
    Authority authority;
};

// `scheme://host[:port]`; what else an Origin may say, such as `null`, is nothing.
[[nodiscard]] std::optional<Origin> parse_origin(std::string_view text);

// Of an address such as `https://logs.example.com/at/a/path`.
[[nodiscard]] std::optional<Origin> origin_of_url(std::string_view url);

// The port that is meant: the named one or the scheme's.
[[nodiscard]] std::uint16_t port_of(const Authority& authority, std::string_view scheme) noexcept;

// Four decimal numbers or an IPv6 address: what no name server can point elsewhere.
[[nodiscard]] bool is_ip_address(std::string_view host) noexcept;

// `localhost`, 127.0.0.0/8, ::1.
[[nodiscard]] bool is_loopback(std::string_view host) noexcept;

}  // namespace logbeam::http
