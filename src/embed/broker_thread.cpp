#include "embed/broker_thread.hpp"

#include "base/signals.hpp"

#include <logbeam/result.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace logbeam::embed {
namespace {

constexpr std::chrono::milliseconds limit_of_silence{250};

// Those that nobody has stopped. Outlives every static object, which may own one of them.
Guarded<std::vector<BrokerThread*>>& running() {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory,cppcoreguidelines-avoid-non-const-global-variables)
    static auto* const all = new Guarded<std::vector<BrokerThread*>>;
    return *all;
}

// `exit` destroys the static objects of libraries that a loop works with: it has to stand still before.
void silence_all() {
    auto silent = running().with([](const auto& threads) {
        std::vector<std::future<void>> all;
        all.reserve(threads.size());
        for (BrokerThread* each : threads)
            all.push_back(each->fall_silent());
        return all;
    });
    for (std::future<void>& each : silent)
        each.wait_for(limit_of_silence);
}

}  // namespace

// Registered before any broker is there: so static ones end first, as usual.
void BrokerThread::be_silent_at_exit() {
    static const int is_registered = std::atexit(&silence_all);
    static_cast<void>(is_registered);
}

std::future<void> BrokerThread::fall_silent() {
    const auto reached = std::make_shared<std::promise<void>>();
    auto is_silent = reached->get_future();
    const bool is_posted = !is_this_thread() && post([reached](hub::Hub& /*hub*/) {
        reached->set_value();
        while (true)
            ::pause();
    });
    is_silent_ = is_posted;
    if (!is_posted) reached->set_value();
    return is_silent;
}

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
    running().lock()->push_back(this);
}

void BrokerThread::stop() {
    if (!thread_.joinable()) return;
    if (is_this_thread()) {
        throw Failure{{ErrorCode::invalid_option,
                       "Broker::stop was called in one of its handlers and would wait for itself; call it elsewhere"}};
    }
    running().with([this](auto& all) { std::erase(all, this); });
    if (is_silent_) {  // the program ends: nobody will do what it is asked any more
        thread_.detach();
        static_cast<void>(app_.lock()->release());
        return;
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
    hub.on_burst.emplace_back([this](const history::Burst& burst) {
        observers_.take_burst(burst);
        tell_soon();
    });
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
    return ask([this](hub::Hub& /*hub*/) { return app_here().url_with_token(); });
}

std::optional<Result<void>> BrokerThread::add_rule(const std::string& yaml, const std::function<void()>& on_added) {
    return ask([this, yaml, on_added](hub::Hub& /*hub*/) {
        auto added = app_here().add_rule(yaml);
        if (added) on_added();
        return added;
    });
}

server::App& BrokerThread::app_here() {
    return *app_.with([](const auto& owned) { return owned.get(); });
}

bool BrokerThread::post(std::function<void(hub::Hub&)> act) {
    const auto app = app_.lock();
    if (*app == nullptr) return false;
    (*app)->post(std::move(act));
    return true;
}

}  // namespace logbeam::embed
