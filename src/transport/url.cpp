#include "transport/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace logbeam::transport {

namespace {

bool is_scheme_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+';
}

bool is_host_byte(char c) noexcept {
    return c > ' ' && c != '/' && c != '?' && c != '#' && c != '@' && c != '"' && c != '\\' && c != '\x7f';
}

std::optional<std::uint16_t> parse_port(std::string_view text) noexcept {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port == 0) {
        return std::nullopt;
    }
    return port;
}

Error malformed(std::string_view url, std::string_view why) {
    return {ErrorCode::malformed_url, "'" + std::string{url} + "' " + std::string{why}};
}

}  // namespace

Result<Url> Url::parse(std::string_view text) {
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos || colon == 0) {
        return malformed(text, "has no scheme; write it as ws://host:port");
    }
    Url url;
    url.scheme = text.substr(0, colon);
    if (!std::all_of(url.scheme.begin(), url.scheme.end(), is_scheme_letter)) {
        return malformed(text, "has a malformed scheme; write it as ws://host:port");
    }

    const std::string_view rest = text.substr(colon + 3);
    const std::string_view authority = rest.substr(0, std::min(rest.find_first_of("/?"), rest.size()));
    url.path = rest.substr(authority.size(), rest.find('#') - authority.size());
    if (!std::all_of(url.path.begin(), url.path.end(), [](char c) { return c > ' ' && c != '\x7f'; })) {
        return malformed(text, "has a space, control character or byte beyond ASCII in its path; write it as %20");
    }

    const bool is_ipv6 = !authority.empty() && authority.front() == '[';
    const std::size_t host_end = is_ipv6 ? authority.find(']') + 1 : std::min(authority.find(':'), authority.size());
    if (is_ipv6 && host_end == 0) {
        return malformed(text, "opens an IPv6 address with '[' and does not close it");
    }
    url.host = authority.substr(0, host_end);
    if (url.host.empty()) {
        return malformed(text, "names no host");
    }
    if (!std::all_of(url.host.begin(), url.host.end(), is_host_byte)) {
        return malformed(text, "has a malformed host");
    }
    if (host_end == authority.size()) {
        return url;
    }
    const auto port = authority[host_end] == ':' ? parse_port(authority.substr(host_end + 1)) : std::nullopt;
    if (!port) {
        return malformed(text, "has a malformed port; it is a number from 1 to 65535");
    }
    url.port = *port;
    return url;
}

}  // namespace logbeam::transport
