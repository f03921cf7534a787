#include "http/gate.hpp"

#include "base/ids.hpp"
#include "http/url_text.hpp"
#include "net/digest.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::http {
namespace {

constexpr std::string_view cookie_name = "logbeam_token";
constexpr std::size_t most_sessions = 100;

Origin or_throw(std::optional<Origin> origin, std::string_view text) {
    if (origin) return *std::move(origin);
    throw Failure{
        Error{ErrorCode::invalid_config, "'" + std::string{text} + "': expected scheme://host or scheme://host:port"}};
}

bool is_same(const Origin& left, const Origin& right) noexcept {
    return left.scheme == right.scheme && left.authority.host == right.authority.host &&
           port_of(left.authority, left.scheme) == port_of(right.authority, right.scheme);
}

bool is_web(const Origin& origin) noexcept {
    return origin.scheme == "http" || origin.scheme == "https";
}

// The token of `Bearer …`; another scheme, as a proxy may want it for itself, is nothing to us.
std::string_view bearer_of(std::string_view authorization) noexcept {
    constexpr std::string_view scheme = "bearer ";
    const auto is_equal = [](char wanted, char c) { return wanted == (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); };
    const bool is_bearer = authorization.size() > scheme.size() &&
                           std::equal(scheme.begin(), scheme.end(), authorization.begin(), is_equal);
    return is_bearer ? authorization.substr(scheme.size()) : std::string_view{};
}

// SameSite: no other site's page sends it. HttpOnly: no script reads it.
std::string cookie_of(std::string_view token, bool is_tls) {
    auto cookie = std::string{cookie_name} + "=" + percent_encode(token) + "; Path=/; HttpOnly; SameSite=Strict";
    return is_tls ? cookie + "; Secure" : cookie;
}

Error unauthorized(std::string_view why) {
    return {ErrorCode::unauthorized, std::string{why} + "; send Authorization: Bearer TOKEN or ?token=TOKEN"};
}

template <class Tokens>
auto find_equal(const Tokens& tokens, std::string_view token) {
    return std::find_if(tokens.begin(), tokens.end(),
                        [token](const std::string& each) { return net::constant_time_equal(each, token); });
}

}  // namespace

Gate::Gate(GateOptions options)
    : owner_{hub::rights_of_owner()}, guest_{hub::rights_of_guest()}, nobody_{std::make_shared<const hub::Rights>()} {
    configure(std::move(options));
}

void Gate::configure(GateOptions options) {
    std::optional<Origin> public_origin;
    if (!options.public_url.empty()) public_origin = or_throw(origin_of_url(options.public_url), options.public_url);
    std::vector<Origin> allowed_origins;
    for (const auto& origin : options.allow_origin) {
        allowed_origins.push_back(or_throw(parse_origin(origin), origin));
    }
    options_ = std::move(options);
    public_origin_ = std::move(public_origin);
    allowed_origins_ = std::move(allowed_origins);
}

Result<Admission> Gate::admit(const Head& head) {
    if (auto checked = check_host(head); !checked) return checked.error();
    if (auto checked = check_origin(head); !checked) return checked.error();
    Admission admission;
    admission.cors_origin = head.origin.value_or("");
    if (auto identified = identify(head, admission); !identified) return identified.error();
    return admission;
}

Result<std::string> Gate::admit_preflight(const Head& head) const {
    if (auto checked = check_host(head); !checked) return checked.error();
    if (auto checked = check_origin(head); !checked) return checked.error();
    return std::string{head.origin.value_or("")};
}

Result<void> Gate::check_host(const Head& head) const {
    const auto authority = parse_authority(head.host);
    if (authority) {
        const auto& host = authority->host;
        if (is_ip_address(host) || is_loopback(host)) return {};
        const auto listen = parse_authority(options_.listen_host);
        if (listen && host == listen->host) return {};
        if (public_origin_ && host == public_origin_->authority.host) return {};
    }
    return Error{ErrorCode::host_refused, "Host '" + std::string{head.host} +
                                              "' is not one that this broker answers to; use an IP address, localhost, "
                                              "the name in --listen, or set public_url"};
}

Result<void> Gate::check_origin(const Head& head) const {
    if (!head.origin) return {};
    const auto origin = parse_origin(*head.origin);
    if (origin && is_known_origin(*origin, head)) return {};
    return Error{ErrorCode::origin_refused,
                 "a web page of '" + std::string{*head.origin} + "' may not ask here; name it with --allow-origin"};
}

bool Gate::is_known_origin(const Origin& origin, const Head& head) const {
    const auto is_this = [&origin](const Origin& each) { return is_same(each, origin); };
    if (std::any_of(allowed_origins_.begin(), allowed_origins_.end(), is_this)) return true;
    if (public_origin_ && is_this(*public_origin_)) return true;
    if (!is_web(origin)) return false;
    // The broker's own page. Its scheme may differ from ours where a proxy ends TLS, which leaves host and port alone.
    const auto own = parse_authority(head.host);
    if (own && is_this(Origin{origin.scheme, *own})) return true;
    return is_loopback(origin.authority.host);
}

Gate::Credentials Gate::credentials_of(const Head& head) {
    if (const auto bearer = bearer_of(head.authorization); !bearer.empty()) return {Means::header, std::string{bearer}};
    if (!head.token.empty()) return {Means::address, std::string{head.token}};
    auto cookie = find_cookie(head.cookie, cookie_name);
    if (cookie && !cookie->empty()) return {Means::cookie, *std::move(cookie)};
    return {};
}

Result<void> Gate::identify(const Head& head, Admission& admission) {
    if (options_.find_token) return identify_by_token(head, admission);
    if (head.is_loopback && !head.is_forwarded) {
        admission.rights = owner_;
        return {};
    }
    if (options_.insecure) {
        admission.rights = guest_;
        return {};
    }
    return Error{ErrorCode::forbidden,
                 "only its own machine may use this broker; configure a token file, or --insecure"};
}

Result<void> Gate::identify_by_token(const Head& head, Admission& admission) {
    const auto given = credentials_of(head);
    const bool is_login = given.means == Means::address && head.access == Access::open;
    if (is_login && take_one_time_token(given.token)) {
        admission.rights = owner_;
        admission.login_cookie = cookie_of(begin_session(), head.is_tls);
        return {};
    }
    admission.rights = given.means == Means::nothing ? nullptr : find(given.token);
    if (admission.rights) {
        if (is_login) admission.login_cookie = cookie_of(given.token, head.is_tls);
        return {};
    }
    if (head.access == Access::token) {
        return unauthorized(given.means == Means::nothing ? "a token is wanted" : "the token is not known");
    }
    admission.rights = nobody_;
    return {};
}

Result<hub::SharedRights> Gate::rights_of(std::string_view token) const {
    if (!options_.find_token) return hub::SharedRights{};
    if (auto rights = find(token)) return rights;
    return unauthorized("the token is not known");
}

hub::SharedRights Gate::find(std::string_view token) const {
    if (find_equal(sessions_, token) != sessions_.end()) return owner_;
    return options_.find_token ? options_.find_token(token) : nullptr;
}

std::string Gate::add_one_time_token() {
    // Each id has 65 random bits.
    return one_time_tokens_.emplace_back(base::make_publisher_id() + base::make_publisher_id());
}

bool Gate::take_one_time_token(std::string_view token) {
    const auto found = find_equal(one_time_tokens_, token);
    if (found == one_time_tokens_.end()) return false;
    one_time_tokens_.erase(found);
    return true;
}

std::string Gate::begin_session() {
    if (sessions_.size() == most_sessions) sessions_.pop_front();
    return sessions_.emplace_back(base::make_publisher_id() + base::make_publisher_id());
}

}  // namespace logbeam::http
