#include "support/broker_process.hpp"
#include "support/nats_server.hpp"
#include "support/raw_client.hpp"
#include "unit/channel/temp_folder.hpp"
#include "unit/notify/http_receiver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using notify::http_answer;
using notify::HttpReceiver;
using notify::Received;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Several brokers over one log, with the same rule and the same webhook.
struct NatsAlerts : ::testing::Test {
    void listen(std::string answer) {
        receiver = std::make_unique<HttpReceiver>([this, answer](const Received& request) {
            requests.lock()->push_back(request.body);
            return answer;
        });
        channel::write_file(folder / "logbeam.yaml", "rules: " + (folder / "rules.yaml") +
                                                         "\nnotifiers:\n  - {name: hook, kind: webhook, url: '" +
                                                         receiver->url() + "', timeout: 60s}\n");
        channel::write_file(folder / "rules.yaml", "rules:\n  - name: errors\n    when: level>=error\n    by: service\n"
                                                   "    notify: {to: hook, wait: 0s, group_by: [service]}\n");
    }
    std::unique_ptr<BrokerProcess> start() {
        const Arguments arguments{"--config", folder / "logbeam.yaml", "--nats", server.url()};
        return std::make_unique<BrokerProcess>(std::uint16_t{0}, arguments);
    }
    static bool judges(const BrokerProcess& broker) { return get(broker.port(), "/api/alerts").status == 200; }
    static bool wait_until_it_judges(const BrokerProcess& broker, std::chrono::seconds limit) {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (!judges(broker) && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(20ms);
        return judges(broker);
    }
    static void fail(const BrokerProcess& broker, const std::string& service) {
        (void)post(broker.port(), "/api/events",
                   R"({"topic":"logs.a","type":"x","data":{"level":"error","message":"boom","service":")" + service +
                       "\"}}",
                   "application/json");
    }
    std::vector<nlohmann::json> received(std::size_t count) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (requests.lock()->size() < count && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(5ms);
        std::vector<nlohmann::json> all;
        for (const std::string& body : *requests.lock())
            all.push_back(nlohmann::json::parse(body));
        return all;
    }
    // Without what is marked as a repeat: of a broker that died before it had noted what became of a message.
    std::vector<nlohmann::json> received_first(std::size_t count) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (true) {
            auto all = received(count);
            std::erase_if(all, [](const nlohmann::json& message) { return message["repeat"] == true; });
            if (all.size() >= count || std::chrono::steady_clock::now() > end) return all;
            std::this_thread::sleep_for(20ms);
        }
    }

    const channel::TempFolder folder;
    NatsServer server{{.has_jetstream = true}};
    Guarded<std::vector<std::string>> requests;
    std::unique_ptr<HttpReceiver> receiver;
};

TEST_F(NatsAlerts, AreToldByOneOfTwoBrokers) {
    listen(http_answer("200 OK"));
    const auto one = start();
    ASSERT_TRUE(wait_until_it_judges(*one, 20s));
    const auto two = start();
    fail(*two, "pay");
    EXPECT_THAT(received(1), SizeIs(1));
    std::this_thread::sleep_for(2s);  // the other has had its time

    EXPECT_THAT(received(1), SizeIs(1));
    const auto refused = get(two->port(), "/api/alerts");
    EXPECT_EQ(refused.status, 503);
}

TEST_F(NatsAlerts, AreToldByAnotherWithinTenSecondsOfADeath) {
    listen(http_answer("200 OK"));
    const auto one = start();
    ASSERT_TRUE(wait_until_it_judges(*one, 20s));
    const auto two = start();
    fail(*one, "pay");
    EXPECT_THAT(received(1), SizeIs(1));
    one->kill(SIGKILL);
    fail(*two, "ship");  // in between
    ASSERT_TRUE(wait_until_it_judges(*two, 10s));
    (void)received_first(2);
    std::this_thread::sleep_for(2s);

    const auto told = received_first(2);
    ASSERT_THAT(told, SizeIs(2));
    EXPECT_THAT(told[1]["title"].get<std::string>(), HasSubstr("ship"));
}

TEST_F(NatsAlerts, AreSentAgainAsARepeatWhenTheOneThatSentThemDiedWithoutAnAnswer) {
    listen("");  // nobody answers
    const auto one = start();
    ASSERT_TRUE(wait_until_it_judges(*one, 20s));
    const auto two = start();
    fail(*one, "pay");
    ASSERT_THAT(received(1), SizeIs(1));
    one->kill(SIGKILL);
    const auto told = received(2);

    ASSERT_THAT(told, SizeIs(2));
    EXPECT_EQ(told[1]["key"], told[0]["key"]);
    EXPECT_EQ(told[1]["repeat"], true);
}

TEST_F(NatsAlerts, AreNotToldByOneThatWakesUpWhenAnotherHasTakenOver) {
    listen(http_answer("200 OK"));
    const auto one = start();
    ASSERT_TRUE(wait_until_it_judges(*one, 20s));
    const auto two = start();
    one->kill(SIGSTOP);
    fail(*two, "pay");
    ASSERT_TRUE(wait_until_it_judges(*two, 10s));
    EXPECT_THAT(received(1), SizeIs(1));
    one->kill(SIGCONT);
    std::this_thread::sleep_for(4s);

    EXPECT_THAT(received(1), SizeIs(1));
    EXPECT_EQ(get(one->port(), "/api/alerts").status, 503);
    EXPECT_TRUE(judges(*two));
}

TEST_F(NatsAlerts, ArePassedOnAtOnceByOneThatStops) {
    listen(http_answer("200 OK"));
    const auto one = start();
    ASSERT_TRUE(wait_until_it_judges(*one, 20s));
    const auto two = start();
    std::this_thread::sleep_for(2s);
    one->kill(SIGTERM);

    EXPECT_TRUE(wait_until_it_judges(*two, 5s));
}

}  // namespace
}  // namespace logbeam::test
