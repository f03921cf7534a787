#include "embed/broker_thread.hpp"

#include "base/signals.hpp"

#include <logbeam/result.hpp>

#include <system_error>

namespace logbeam::embed {

void BrokerThread::start(server::BrokerConfig config) {
    if (thread_.joinable()) return;
    auto made = std::make_unique<server::App>(std::move(config), clock_, log_);
    server::App& app = *made;
    app.post([this](hub::Hub& hub) { observe(hub); });
    *app_.lock() = std::move(made);
    try {
        thread_ = base::thread_without_signals([this, &app] { run(app); });
    } catch (const std::system_error& thrown) {
        app_.lock()->reset();
        throw Failure{{ErrorCode::limit_reached, std::string{"no thread for the broker: "} + thrown.what()}};
    }
}

void BrokerThread::stop() {
    if (!thread_.joinable()) return;
    if (is_this_thread()) {
        throw Failure{{ErrorCode::invalid_option,
                       "Broker::stop was called in one of its handlers and would wait for itself; call it elsewhere"}};
    }
    app_.lock()->get()->stop();
    thread_.join();
    app_.lock()->reset();  // and with it what was asked too late
}

void BrokerThread::run(server::App& app) {
    id_ = std::this_thread::get_id();
    app.run();
    on_end_(*hub_);
    hub_ = nullptr;
    observers_.tell();  // of clients that went with the loop
    id_ = std::thread::id{};
}

void BrokerThread::observe(hub::Hub& hub) {
    hub_ = &hub;
    is_telling_soon_ = false;
    hub.on_burst = [this](const history::Burst& burst) {
        observers_.take_burst(burst);
        tell_soon();
    };
    hub.on_tell = [this](std::string_view type, std::string_view data) {
        observers_.take_told(type, data);
        tell_soon();
    };
}

void BrokerThread::tell_soon() {
    if (is_telling_soon_ || !observers_.has_news()) return;
    is_telling_soon_ = post([this](hub::Hub& /*hub*/) {
        is_telling_soon_ = false;
        observers_.tell();
    });
}

std::string BrokerThread::url() const {
    return app_.with([](const auto& app) { return app ? app->url() : std::string{}; });
}

std::uint16_t BrokerThread::port() const {
    return app_.with([](const auto& app) { return app ? app->port() : std::uint16_t{0}; });
}

std::optional<std::string> BrokerThread::url_with_token() {
    return ask([this](hub::Hub& /*hub*/) {
        server::App* app = app_.with([](const auto& owned) { return owned.get(); });  // lives longer than the thread
        return app->url_with_token();
    });
}

bool BrokerThread::post(std::function<void(hub::Hub&)> act) {
    const auto app = app_.lock();
    if (*app == nullptr) return false;
    (*app)->post(std::move(act));
    return true;
}

}  // namespace logbeam::embed
