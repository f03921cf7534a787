#pragma once

#include "base/guarded.hpp"
#include "support/raw_client.hpp"
#include "unit/channel/temp_folder.hpp"
#include "unit/notify/http_receiver.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::test {

// A rule about errors, a webhook that is told of them and remembers it, and the configuration of a broker with both.
struct ToldByHook : ::testing::Test {
    // Answers each request so, or not at all.
    void listen(std::string answer) {
        receiver = std::make_unique<notify::HttpReceiver>([this, answer](const notify::Received& request) {
            requests.lock()->push_back(request.body);
            return answer;
        });
        channel::write_file(config(), "rules: " + (folder / "rules.yaml") +
                                          "\nnotifiers:\n  - {name: hook, kind: webhook, url: '" + receiver->url() +
                                          "', timeout: 60s}\n");
        write_rules("wait: 0s");
    }
    void write_rules(const std::string& how) const {
        channel::write_file(folder / "rules.yaml", "rules:\n  - name: errors\n    when: level>=error\n    by: service\n"
                                                   "    notify: {to: hook, " +
                                                       how + "}\n");
    }
    [[nodiscard]] std::string config() const { return folder / "logbeam.yaml"; }

    static void fail(std::uint16_t port, const std::string& service) {
        (void)post(port, "/api/events",
                   R"({"topic":"logs.a","type":"x","data":{"level":"error","message":"boom","service":")" + service +
                       "\"}}",
                   "application/json");
    }

    // What was received, once there is so much.
    std::vector<nlohmann::json> received(std::size_t count) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (requests.lock()->size() < count && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        std::vector<nlohmann::json> all;
        for (const std::string& body : *requests.lock())
            all.push_back(nlohmann::json::parse(body));
        return all;
    }

    const channel::TempFolder folder;
    Guarded<std::vector<std::string>> requests;
    std::unique_ptr<notify::HttpReceiver> receiver;
};

}  // namespace logbeam::test
