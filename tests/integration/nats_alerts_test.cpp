#include "support/broker_process.hpp"
#include "support/nats_server.hpp"
#include "support/raw_client.hpp"
#include "support/told_by_hook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using notify::http_answer;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Several brokers over one log, with the same rule and the same webhook.
struct NatsAlerts : ToldByHook {
    void listen(std::string answer) {
        ToldByHook::listen(std::move(answer));
        write_rules("wait: 0s, group_by: [service]");
    }
    std::unique_ptr<BrokerProcess> start() {
        const Arguments arguments{"--config", config(), "--nats", server.url()};
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
        ToldByHook::fail(broker.port(), service);
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

    NatsServer server{{.has_jetstream = true}};
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
