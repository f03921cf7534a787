#include "channel/core.hpp"
#include "channel/environment.hpp"
#include "embed/live_options.hpp"
#include "embed/neighbour.hpp"
#include "embed/stop_wish.hpp"
#include "server/config.hpp"

#include <logbeam/live.hpp>
#include <logbeam/result.hpp>

#include <cstdio>
#include <optional>
#include <utility>

namespace logbeam {
namespace {

constexpr std::chrono::milliseconds limit_of_answer{500};

// The broker that this program is with: its own, or another's.
struct Place {
    std::unique_ptr<Broker> own;
    std::string url;    // of the page
    std::string shown;  // the same for a person, with a token where one is needed
};

std::unique_ptr<Broker> start(BrokerOptions options, const server::ListenAddress& listen) {
    options.listen = server::to_string(listen);
    auto broker = std::make_unique<Broker>(std::move(options));
    broker->start();
    return broker;
}

// Starts first and asks then, so that two programs that come at once do not both find nobody.
std::optional<Place> settle_on(const BrokerOptions& options, const server::ListenAddress& listen) {
    try {
        auto own = start(options, listen);
        std::string url = own->url();
        std::string shown = own->url_with_token();
        return Place{std::move(own), std::move(url), std::move(shown)};
    } catch (const Failure& failure) {
        if (failure.error().code != ErrorCode::address_in_use) throw;
    }
    if (!embed::is_broker_on(listen.port, limit_of_answer)) return std::nullopt;
    const std::string url = "http://127.0.0.1:" + std::to_string(listen.port) + "/";
    return Place{nullptr, url, url};
}

Place settle(const LiveOptions& options, const embed::LiveWish& wish) {
    server::ListenAddress listen = server::parse_listen(options.broker.listen).value();
    listen.port = wish.port.value_or(listen.port);
    const std::uint16_t first = listen.port;
    for (std::uint32_t tried = 0; tried < options.ports && first + tried <= UINT16_MAX; ++tried) {
        listen.port = static_cast<std::uint16_t>(first + tried);
        if (auto place = settle_on(options.broker, listen)) return *std::move(place);
    }
    throw Failure{{ErrorCode::address_in_use, "live(): port " + std::to_string(first) +
                                                  " and those behind it are taken "
                                                  "by other programs; set LOGBEAM_LIVE to a free one, or to off"}};
}

// `http://host:port/` -> `ws://host:port/ws`, with TLS `wss`.
std::string socket_url(const std::string& page) {
    return "ws" + page.substr(4) + "ws";
}

}  // namespace

struct Live::Parts {
    Parts() : connection{channel::Core::make({}, nullptr)} {}
    Parts(Place its_place, ConnectionOptions options)
        : place{std::move(its_place)}, connection{socket_url(place.url), std::move(options)} {}

    Place place;
    Connection connection;  // above the broker, which it says goodbye to
};

Live::Live(LiveOptions options) {
    const auto wish = embed::parse_live_wish(channel::environment("LOGBEAM_LIVE")).value();
    if (wish.is_off || channel::is_switched_off()) {
        parts_ = std::make_unique<Parts>();
        return;
    }
    parts_ = std::make_unique<Parts>(settle(options, wish), std::move(options.connection));
    std::fprintf(stderr, "logbeam: %s\n", parts_->place.shown.c_str());
}

Live::~Live() = default;

Connection& Live::connection() noexcept {
    return parts_->connection;
}

const std::string& Live::url() const noexcept {
    return parts_->place.url;
}

Broker* Live::broker() noexcept {
    return parts_->place.own.get();
}

void Live::wait() const {
    if (!url().empty()) embed::wait_for_stop_wish();
}

}  // namespace logbeam
