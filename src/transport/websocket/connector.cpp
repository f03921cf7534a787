#include "transport/websocket/connector.hpp"

#include "transport/websocket/mask_keys.hpp"
#include "transport/websocket/transport.hpp"
#include "transport/websocket/upgrade.hpp"
#include "websocket/handshake.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace logbeam::transport {

namespace {

constexpr std::string_view usual_path = "/ws";

// "/" is what URLs of the realtime pattern end with; it names no place.
std::string path_of(std::string_view path) {
    const auto query = std::min(path.find('?'), path.size());
    const std::string_view place = path.substr(0, query);
    return std::string{place.empty() || place == "/" ? usual_path : place} + std::string{path.substr(query)};
}

std::string without_brackets(const std::string& host) {
    return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

Target target_of(const Url& url) {
    const std::uint16_t port = url.port == 0 ? default_port : url.port;
    return {url.scheme == "wss",
            {without_brackets(url.host), port},
            url.host + ":" + std::to_string(port),
            path_of(url.path)};
}

Connector::Connector(Wire& wire, const Target& target, std::string token, const net::TlsContext* tls,
                     std::size_t attempt)
    : wire_{wire},
      target_{target},
      token_{std::move(token)},
      tls_{tls},
      attempt_{attempt},
      addresses_{addresses_at_once(target.endpoint)} {
    if (addresses_.empty()) {
        resolver_.emplace(target.endpoint);
        wire_.poller.watch(Poller::Source::resolver, resolver_->descriptor(), Poller::Interest::read);
    }
}

Result<bool> Connector::advance(const Poller::Ready& ready) {
    switch (phase_) {
        case Phase::resolving: return take_addresses();
        case Phase::connecting: {
            if (!ready.socket_writes) return false;
            const auto connected = wire_.finish_connect();
            return connected ? begin_stream() : connect_next(connected.error().detail);
        }
        case Phase::securing:
        case Phase::upgrading: return shake_hands(ready);
    }
    return false;
}

std::string Connector::where() const {
    switch (phase_) {
        case Phase::resolving: return "no name server has answered for '" + target_.endpoint.host + "'";
        case Phase::connecting: return target_.authority + " does not answer";
        case Phase::securing: return target_.authority + " does not answer to TLS";
        case Phase::upgrading: return target_.authority + " does not answer the upgrade";
    }
    return {};
}

Result<bool> Connector::take_addresses() {
    if (resolver_) {
        auto answer = resolver_->take();
        if (!answer) return false;
        wire_.poller.forget(resolver_->descriptor());
        resolver_.reset();
        if (!*answer) return answer->error();
        addresses_ = *std::move(*answer);
    }
    phase_ = Phase::connecting;
    return connect_next("it has no address");
}

Result<bool> Connector::connect_next(const std::string& last_problem) {
    std::string problem = last_problem;
    while (tried_ < addresses_.size()) {
        const auto begun = wire_.connect(addresses_[(attempt_ + tried_++) % addresses_.size()]);
        if (begun) return false;
        problem = begun.error().detail;
    }
    return Error{ErrorCode::connection_lost, "cannot connect to " + target_.authority + ": " + problem};
}

Result<bool> Connector::begin_stream() {
    if (tls_ == nullptr) {
        ask_for_upgrade();
        return false;
    }
    phase_ = Phase::securing;
    wire_.stream.secure(*tls_, target_.endpoint.host);
    wire_.flush();
    return false;
}

Result<bool> Connector::shake_hands(const Poller::Ready& ready) {
    bool has_ended = false;
    if (ready.socket_reads) {
        auto received = wire_.stream.receive();
        if (!received) return at_target(received.error());
        answer_.append(received->bytes.data(), received->bytes.size());
        has_ended = received->has_ended;
    }
    if (phase_ == Phase::securing) {
        if (wire_.stream.is_ready()) {
            ask_for_upgrade();
        } else if (has_ended) {
            return at_target({ErrorCode::connection_lost, "it hung up during the TLS handshake"});
        }
        wire_.flush();
        return false;
    }
    wire_.flush();
    const auto upgraded = read_upgrade(answer_, key_, has_ended ? Input::has_ended : Input::goes_on);
    if (!upgraded) return at_target(upgraded.error());
    if (!*upgraded) return false;
    answer_.erase(0, **upgraded);
    return true;
}

void Connector::ask_for_upgrade() {
    phase_ = Phase::upgrading;
    std::array<unsigned char, 16> random{};
    fill_random(random.data(), random.size());
    key_ = websocket::client_key(random);
    wire_.stream.out() += to_text({target_.authority, target_.path, key_, token_});
    wire_.flush();
}

Error Connector::at_target(Error error) const {
    error.detail = target_.authority + ": " + error.detail;
    return error;
}

}  // namespace logbeam::transport
