#include "http/authority.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace logbeam::http {
namespace {

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool is_scheme_byte(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

bool is_name_byte(char c) noexcept {
    return is_scheme_byte(lower(c)) || c == '_';
}

std::optional<in_addr> read_v4(std::string_view host) noexcept {
    in_addr address{};
    if (::inet_pton(AF_INET, std::string{host}.c_str(), &address) != 1) return std::nullopt;
    return address;
}

std::optional<in6_addr> read_v6(std::string_view host) noexcept {
    in6_addr address{};
    if (::inet_pton(AF_INET6, std::string{host}.c_str(), &address) != 1) return std::nullopt;
    return address;
}

// Behind the host: nothing, or a colon and a number.
std::optional<std::uint16_t> parse_port(std::string_view text) noexcept {
    if (text.empty()) return 0;
    std::uint16_t port = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + 1, end, port);
    if (text.front() != ':' || error != std::errc{} || stopped != end || port == 0) return std::nullopt;
    return port;
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text) {
    const bool has_brackets = !text.empty() && text.front() == '[';
    const auto host_end = std::min(has_brackets ? text.find(']') : text.find(':'), text.size());
    const auto host = text.substr(has_brackets ? 1 : 0, host_end - (has_brackets ? 1 : 0));
    if (has_brackets && (host_end == text.size() || !read_v6(host))) return std::nullopt;
    if (!has_brackets && !std::all_of(host.begin(), host.end(), is_name_byte)) return std::nullopt;
    const auto port = parse_port(text.substr(std::min(host_end + (has_brackets ? 1 : 0), text.size())));
    if (host.empty() || !port) return std::nullopt;
    return Authority{lowered(host), *port};
}

std::optional<Origin> parse_origin(std::string_view text) {
    const auto colon = text.find("://");
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    auto scheme = lowered(text.substr(0, colon));
    auto authority = parse_authority(text.substr(colon + 3));
    if (!authority || !std::all_of(scheme.begin(), scheme.end(), is_scheme_byte)) return std::nullopt;
    return Origin{std::move(scheme), *std::move(authority)};
}

std::optional<Origin> origin_of_url(std::string_view url) {
    const auto scheme_end = url.find("://");
    if (scheme_end == std::string_view::npos) return std::nullopt;
    return parse_origin(url.substr(0, url.find('/', scheme_end + 3)));
}

std::uint16_t port_of(const Authority& authority, std::string_view scheme) noexcept {
    if (authority.port != 0) return authority.port;
    if (scheme == "https" || scheme == "wss") return 443;
    return scheme == "http" || scheme == "ws" ? 80 : 0;
}

bool is_ip_address(std::string_view host) noexcept {
    return read_v4(host) || read_v6(host);
}

bool is_loopback(std::string_view host) noexcept {
    if (host == "localhost") return true;
    if (const auto v4 = read_v4(host)) return ntohl(v4->s_addr) >> 24 == 127;
    const auto v6 = read_v6(host);
    if (!v6) return false;
    std::array<unsigned char, 16> bytes{};
    std::copy_n(reinterpret_cast<const unsigned char*>(&*v6), bytes.size(), bytes.begin());
    const bool begins_with_zeros = std::all_of(bytes.begin(), bytes.begin() + 10, [](auto byte) { return byte == 0; });
    const bool is_mapped = begins_with_zeros && bytes[10] == 0xff && bytes[11] == 0xff;
    return is_mapped ? bytes[12] == 127 : IN6_IS_ADDR_LOOPBACK(&*v6);
}

}  // namespace logbeam::http
