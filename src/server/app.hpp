#pragma once

#include "base/clock.hpp"
#include "server/config.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace logbeam::hub {
class Hub;
}

namespace logbeam::server {

class Log;

// The broker: what it is made of stands in app.cpp, from top to bottom. One thread, the one that calls `run`, owns the
// loop and everything on it; the other functions are for any thread. Setting it up throws Failure.
class App final {
public:
    App(BrokerConfig config, Clock& clock, Log& log);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Until `stop`, and what it asks for is done.
    void run();

    // After `run`: it ended by itself, because the log that it shared with other brokers is another one, and another App is
    // to go on.
    [[nodiscard]] bool wants_new_life() const noexcept;

    // Takes no more connections, sends what waits, says goodbye; ends after `limit` at the latest.
    void stop();

    // Tokens, certificates, limits and origins as they are now; what cannot be read leaves them as they were, which is
    // logged. The rest of the configuration stays.
    void reload(BrokerConfig config);

    // Where it listens, as a browser wants it: `http://127.0.0.1:3030/`.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    // The address with a token that works once, where tokens are needed.
    [[nodiscard]] std::string url_with_token();

    // A rule for alerts, a mapping in YAML. On the loop's thread only.
    [[nodiscard]] Result<void> add_rule(const std::string& rule);

    // Calls `act` on the loop's thread, with what is on it.
    void post(std::function<void(hub::Hub&)> act);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    std::string url_;
    std::uint16_t port_ = 0;
};

}  // namespace logbeam::server
