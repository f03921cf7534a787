#include "transport/nats/address.hpp"

#include "transport/url.hpp"

#include <algorithm>

namespace logbeam::transport {

namespace {

constexpr std::string_view scheme_end = "://";

// Without its scheme, if it has one.
std::string_view behind_scheme(std::string_view text) {
    const auto at = text.find(scheme_end);
    return at == std::string_view::npos ? text : text.substr(at + scheme_end.size());
}

Error refused(std::string_view server, std::string_view why) {
    return {ErrorCode::malformed_url, "'nats://" + std::string{server} + "' " + std::string{why}};
}

void take_login(std::string_view login, NatsAddress& address) {
    const auto colon = login.find(':');
    if (colon == std::string_view::npos) {
        address.token = login;
        return;
    }
    address.user = login.substr(0, colon);
    address.password = login.substr(colon + 1);
}

}  // namespace

Result<std::string> parse_nats_server(std::string_view text) {
    const std::string_view server = behind_scheme(text);
    if (server.find('@') != std::string_view::npos) {
        return refused(server.substr(server.rfind('@') + 1), "has a user of its own; say it once, in the first server");
    }
    const auto url = Url::parse("nats://" + std::string{server});
    if (!url) return url.error();
    if (!url->path.empty() && url->path != "/") return refused(server, "has a path; NATS has none, leave it out");
    return url->host + ':' + std::to_string(url->port == 0 ? default_nats_port : url->port);
}

Result<NatsAddress> NatsAddress::parse(std::string_view url) {
    NatsAddress address;
    address.is_secure = url.starts_with("tls://");
    std::string_view rest = behind_scheme(url);
    if (const auto first_end = rest.substr(0, rest.find(',')); first_end.find('@') != std::string_view::npos) {
        const auto at = first_end.rfind('@');
        take_login(first_end.substr(0, at), address);
        rest.remove_prefix(at + 1);
    }
    while (true) {
        const auto comma = std::min(rest.find(','), rest.size());
        auto server = parse_nats_server(rest.substr(0, comma));
        if (!server) return server.error();
        address.servers.push_back(std::move(*server));
        if (comma == rest.size()) return address;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace logbeam::transport
