#pragma once

#include "net/tls.hpp"
#include "transport/url.hpp"
#include "transport/websocket/address.hpp"
#include "transport/websocket/resolver.hpp"
#include "transport/websocket/wire.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::transport {

// Where a URL leads. A value.
struct Target {
    bool is_secure = false;
    Endpoint endpoint;
    std::string authority;  // host:port, as in the URL
    std::string path;
};

[[nodiscard]] Target target_of(const Url& url);

// Opens a WebSocket step by step: looks the host up, connects to one address after the other, shakes hands for TLS and
// for the upgrade. Confined.
class Connector final {
public:
    // `attempt` chooses the address to begin with, so that one which answers nothing does not stand in the way for ever.
    // `tls` is nullptr for a plain one. Throws Failure when the system has no descriptors to give.
    Connector(Wire& wire, const Target& target, std::string token, const net::TlsContext* tls, std::size_t attempt);

    // Goes as far as it can. True when frames may flow.
    [[nodiscard]] Result<bool> advance(const Poller::Ready& ready);

    // What came behind the answer to the upgrade.
    [[nodiscard]] std::string take_rest() { return std::move(answer_); }

    // What it is waiting for, for who loses patience.
    [[nodiscard]] std::string where() const;

    void release_after_fork() noexcept {
        if (resolver_) resolver_->release_after_fork();
    }

private:
    enum class Phase : std::uint8_t { resolving, connecting, securing, upgrading };

    [[nodiscard]] Result<bool> take_addresses();
    [[nodiscard]] Result<bool> connect_next(const std::string& last_problem);
    [[nodiscard]] Result<bool> begin_stream();
    [[nodiscard]] Result<bool> shake_hands(const Poller::Ready& ready);
    void ask_for_upgrade();
    [[nodiscard]] Error at_target(Error error) const;

    Wire& wire_;
    const Target& target_;
    const std::string token_;
    const net::TlsContext* const tls_;
    const std::size_t attempt_;
    Phase phase_ = Phase::resolving;
    std::optional<Resolver> resolver_;
    std::vector<Address> addresses_;
    std::size_t tried_ = 0;  // of them
    std::string key_;
    std::string answer_;
};

}  // namespace logbeam::transport
