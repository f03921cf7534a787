#pragma once

#include "base/clock.hpp"
#include "hub/hub.hpp"
#include "server/app.hpp"
#include "server/config.hpp"
#include "server/log.hpp"

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace logbeam::test {

// A real broker on a free port of this machine, on a thread of this process. Its time may be the test's: then the test
// moves the clock on the broker's thread (`on_hub`), and within a second the broker does what is due.
class BrokerRig {
public:
    explicit BrokerRig(server::BrokerConfig config = {}, std::uint16_t port = 0)
        : BrokerRig{std::move(config), port, nullptr} {}
    BrokerRig(server::BrokerConfig config, Clock& clock) : BrokerRig{std::move(config), 0, &clock} {}
    ~BrokerRig() { stop(); }
    BrokerRig(const BrokerRig&) = delete;
    BrokerRig& operator=(const BrokerRig&) = delete;

    void stop() {
        if (!loop_.joinable()) return;
        app_->stop();
        loop_.join();
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return app_->port(); }
    [[nodiscard]] std::string url(std::string_view scheme = "ws") const {
        return std::string{scheme} + "://127.0.0.1:" + std::to_string(port());
    }
    [[nodiscard]] server::App& app() noexcept { return *app_; }
    [[nodiscard]] std::string log() const {
        return lines_.with([](const std::string& all) { return all; });
    }

    // What `act(hub)` returns, on the broker's thread.
    template <class Act>
    auto on_hub(Act act) {
        std::promise<decltype(act(std::declval<hub::Hub&>()))> result;
        auto answer = result.get_future();
        app_->post([&](hub::Hub& hub) { result.set_value(act(hub)); });
        return answer.get();
    }
    [[nodiscard]] hub::Counters counters() {
        return on_hub([](hub::Hub& hub) { return hub.counters; });
    }

private:
    BrokerRig(server::BrokerConfig config, std::uint16_t port, Clock* clock)
        : clock_{clock == nullptr ? &system_clock_ : clock} {
        config.listen = {"127.0.0.1", port};
        log_ = std::make_unique<server::Log>(server::LogOptions{}, *clock_, [this](const std::string& line) {
            lines_.with([&](std::string& all) { all += line; });
        });
        app_ = std::make_unique<server::App>(std::move(config), *clock_, *log_);
        loop_ = std::thread{[this] { app_->run(); }};
    }

    SystemClock system_clock_;
    Clock* const clock_;
    Guarded<std::string> lines_;
    std::unique_ptr<server::Log> log_;
    std::unique_ptr<server::App> app_;
    std::thread loop_;
};

}  // namespace logbeam::test
