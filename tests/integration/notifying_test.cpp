#include "support/broker_process.hpp"
#include "support/command.hpp"
#include "support/raw_client.hpp"
#include "support/told_by_hook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

// People who are told of alerts by a broker that is killed, stopped and restarted.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using notify::http_answer;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Notifying : ToldByHook {
    [[nodiscard]] Arguments arguments() const { return {"--data", folder / "data", "--config", config()}; }
};

TEST_F(Notifying, TellsAWebhookAtOnceWhereThereIsNoWait) {
    listen(http_answer("200 OK"));
    BrokerProcess broker{0, arguments()};
    fail(broker.port(), "pay");
    const auto told = received(1);

    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0]["title"], "errors service=pay");
    EXPECT_THAT(told[0]["link"].get<std::string>(),
                HasSubstr(std::to_string(broker.port()) + "/?q=%28level%3E%3Derror%29"));
    EXPECT_EQ(told[0]["repeat"], false);
}

TEST_F(Notifying, SendsAgainAsARepeatWhatWasBeingSentWhenItWasKilled) {
    listen("");  // nobody answers
    {
        BrokerProcess broker{0, arguments()};
        fail(broker.port(), "pay");
        ASSERT_THAT(received(1), SizeIs(1));
        broker.kill(SIGKILL);
    }
    BrokerProcess broker{0, arguments()};
    const auto told = received(2);

    ASSERT_THAT(told, SizeIs(2));
    EXPECT_EQ(told[1]["key"], told[0]["key"]);
    EXPECT_EQ(told[0]["repeat"], false);
    EXPECT_EQ(told[1]["repeat"], true);
}

TEST_F(Notifying, TellsNothingTwiceOfWhatHasArrived) {
    listen(http_answer("200 OK"));
    write_rules("wait: 0s, interval: 0s");
    {
        BrokerProcess broker{0, arguments()};
        fail(broker.port(), "pay");
        ASSERT_THAT(received(1), SizeIs(1));
        while (get(broker.port(), "/api/notifiers").body.find(R"("delivered":1)") == std::string::npos)
            std::this_thread::sleep_for(5ms);
        broker.kill(SIGKILL);
    }
    BrokerProcess broker{0, arguments()};
    fail(broker.port(), "ship");  // what is told next
    const auto told = received(2);

    ASSERT_THAT(told, SizeIs(2));
    EXPECT_EQ(told[1]["title"], "errors: 2 firing");
    EXPECT_EQ(told[1]["repeat"], false);
    EXPECT_NE(told[1]["key"], told[0]["key"]);
}

TEST_F(Notifying, GoesOnInTheMiddleOfAGroupsWait) {
    listen(http_answer("200 OK"));
    write_rules("wait: 3s");
    {
        BrokerProcess broker{0, arguments()};
        fail(broker.port(), "pay");
        while (get(broker.port(), "/api/alerts").body.find("firing") == std::string::npos)
            std::this_thread::sleep_for(5ms);
        broker.kill(SIGKILL);
    }
    BrokerProcess broker{0, arguments()};
    fail(broker.port(), "ship");

    EXPECT_EQ(received(1).at(0)["title"], "errors: 2 firing");
}

TEST_F(Notifying, StopsInTimeWhileNobodyAnswers) {
    listen("");
    BrokerProcess broker{0, arguments()};
    fail(broker.port(), "pay");
    ASSERT_THAT(received(1), SizeIs(1));
    broker.kill(SIGTERM);

    EXPECT_EQ(broker.wait(8s), exit_code(0));
}

TEST_F(Notifying, JudgesOnWhileNobodyAnswers) {
    listen("");
    BrokerProcess broker{0, arguments()};
    fail(broker.port(), "pay");
    ASSERT_THAT(received(1), SizeIs(1));
    fail(broker.port(), "ship");
    const auto end = std::chrono::steady_clock::now() + 20s;
    std::string alerts;
    while (alerts.find("ship") == std::string::npos && std::chrono::steady_clock::now() < end)
        alerts = get(broker.port(), "/api/alerts").body;

    EXPECT_THAT(alerts, HasSubstr(R"("service":"ship")"));
}

TEST_F(Notifying, RefusesARuleThatNamesANotifierThatThereIsNot) {
    listen(http_answer("200 OK"));
    BrokerProcess broker{0, arguments()};
    channel::write_file(folder / "rules.yaml", "rules: [{name: a, when: '*', notify: mail}]\n");

    EXPECT_TRUE(broker.says("there is no notifier 'mail' in the broker's configuration"));
    EXPECT_THAT(get(broker.port(), "/api/alerts").body, HasSubstr(R"("name":"errors")"));
}

TEST_F(Notifying, CanBeTriedFromTheCommandLine) {
    listen(http_answer("200 OK"));

    EXPECT_THAT(printed_by({"alerts", "notify", "hook", "--config", config()}),
                Contains(HasSubstr("webhook 'hook': delivered: 200")));
    EXPECT_THAT(received(1).at(0)["title"], "Test of logbeam");
    EXPECT_THAT(printed_by({"alerts", "notify", "gone", "--config", config()}, 1),
                Contains(HasSubstr("there is no notifier 'gone' in ")));
}

}  // namespace
}  // namespace logbeam::test
