#pragma once

#include "store/state_db.hpp"
#include "support/broker_process.hpp"
#include "support/data_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace logbeam::test {

// `logbeam serve --data` that is killed and started again, on the same folder and port. Unsynchronised, but for port and
// url.
class RememberingBroker {
public:
    RememberingBroker() : process_{std::make_unique<BrokerProcess>(std::uint16_t{0}, arguments())} {}

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    void start() { process_ = std::make_unique<BrokerProcess>(port_, arguments()); }
    void kill() {
        process_->kill(SIGKILL);
        EXPECT_EQ(process_->wait(std::chrono::seconds{20}), died_of(SIGKILL));
        process_.reset();
    }

    // Whether its state.db has where the name is to continue.
    [[nodiscard]] bool keeps_position_of(const std::string& name) const {
        const auto state = store::StateDb::open((folder_.path() / "state.db").string());
        const auto kept = state ? (*state)->positions() : state.error();
        return kept && std::any_of(kept->begin(), kept->end(), [&](const auto& each) { return each.name == name; });
    }

    // Of one that was killed: once more, before it may have found out what there is.
    void kill_while_it_starts(std::chrono::microseconds after) const {
        Command command{LOGBEAM_PROGRAM_PATH, {"serve", "--listen", "127.0.0.1:" + std::to_string(port_)}};
        const Arguments more = arguments();
        command.arguments.insert(command.arguments.end(), more.begin(), more.end());
        Child child{command};
        std::this_thread::sleep_for(after);
        child.kill(SIGKILL);
        EXPECT_EQ(child.wait(std::chrono::seconds{20}), died_of(SIGKILL));
    }

private:
    [[nodiscard]] Arguments arguments() const { return {"--data", folder_.path().string()}; }

    DataFolder folder_;
    std::unique_ptr<BrokerProcess> process_;
    const std::uint16_t port_ = process_->port();
    const std::string url_ = process_->url();
};

}  // namespace logbeam::test
