#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

// A broker with a data directory: what it still knows after it was started again.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawWebSocket;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct ABrokerThatRemembers : ::testing::Test {
    ABrokerThatRemembers() { start(); }

    void start() {
        server::BrokerConfig config;
        config.store.data_dir = folder / "data";
        config.store.min_free = 1;
        config.store.exclude = {"topic:noise"};
        broker = std::make_unique<BrokerRig>(config);
    }
    void restart() {
        broker.reset();
        start();
    }
    void publish(int n, const std::string& topic = "a") {
        const std::string event = R"({"topic":")" + topic + R"(","data":{"n":)" + std::to_string(n) + "}}";
        ASSERT_EQ(test::post(broker->port(), "/api/events", event).status, 200);
    }
    [[nodiscard]] std::string epoch() {
        return broker->on_hub([](hub::Hub& hub) { return hub.ingest.epoch(); });
    }
    [[nodiscard]] std::string past() { return test::get(broker->port(), "/api/events?topic=a").body; }

    struct Client : RawWebSocket {
        explicit Client(BrokerRig& broker) : RawWebSocket{broker.port(), "/ws"} {
            send_text(R"({"kind":"hello","version":1})");
            (void)next();
        }
        // Everything up to the answer of a ping.
        [[nodiscard]] std::string all() {
            send_text(R"({"kind":"ping","ref":99})");
            std::string text;
            while (const auto message = next()) {
                if (message->find(R"("ref":99)") != std::string::npos) break;
                text += *message + "\n";
            }
            return text;
        }
    };

    const channel::TempFolder folder;
    std::unique_ptr<BrokerRig> broker;
};

TEST_F(ABrokerThatRemembers, HasItsEventsAndItsEpochWhenItIsStartedAgain) {
    publish(1);
    publish(2);
    const std::string before = epoch();

    restart();
    publish(3);

    EXPECT_EQ(epoch(), before);
    EXPECT_THAT(past(), AllOf(HasSubstr(R"("n":1)"), HasSubstr(R"("n":2)"), HasSubstr(R"("seq":3)")));
}

TEST_F(ABrokerThatRemembers, ContinuesASubscriptionAcrossItsRestart) {
    publish(1);
    publish(2);
    const std::string position = R"({"seq":1,"epoch":")" + epoch() + R"("})";
    restart();
    Client client{*broker};

    client.send_text(R"({"kind":"subscribe","id":1,"topics":["a"],"from":)" + position + "}");
    publish(3);

    EXPECT_THAT(client.next().value_or(""), HasSubstr("subscribed"));
    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("n":2)"));
    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("n":3)"));
}

TEST_F(ABrokerThatRemembers, StoresNoEventOfAPublisherTwiceAcrossItsRestart) {
    test::WirePublisher me{"me"};
    const std::string first = me.events(3, "a").seal();
    {
        Client client{*broker};
        client.send_binary(first);
        EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("counter":3)"));
    }
    restart();

    Client client{*broker};
    client.send_binary(first);

    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("counter":3)"));
    EXPECT_EQ(broker->counters().duplicates, 3U);
    const std::string stored = past();
    std::size_t events = 0;
    for (std::size_t at = 0; (at = stored.find(R"("topic":"a")", at)) != std::string::npos; ++at)
        ++events;
    EXPECT_EQ(events, 3U);
}

TEST_F(ABrokerThatRemembers, GivesEventsWithoutANumberNewIdsAfterItsRestart) {
    const auto id_of = [](const std::string& answer) {
        const std::size_t at = answer.find(R"("id":")");
        return answer.substr(at, answer.find(',', at) - at);
    };
    const std::string event = R"({"topic":"a"})";
    const std::string before = id_of(test::post(broker->port(), "/api/events", event).body);

    restart();

    EXPECT_NE(id_of(test::post(broker->port(), "/api/events", event).body), before);
}

TEST_F(ABrokerThatRemembers, ContinuesANameWhereItWasAcknowledged) {
    const std::string subscribe = R"({"kind":"subscribe","id":1,"topics":["a"],"name":"audit","from":{"last":1000}})";
    for (int n = 1; n <= 3; ++n)
        publish(n);
    {
        Client client{*broker};
        client.send_text(subscribe);
        (void)client.next_with(R"("n":3)");
        client.send_text(R"({"kind":"acknowledge","id":1,"seq":2})");
        (void)client.all();
    }
    restart();

    Client client{*broker};
    client.send_text(subscribe);

    EXPECT_THAT(client.next().value_or(""), AllOf(StartsWith(R"({"kind":"subscribed")"), HasSubstr(R"("seq":2)")));
    EXPECT_THAT(client.next().value_or(""), AllOf(HasSubstr(R"("n":3)"), Not(HasSubstr(R"("n":2)"))));
}

TEST_F(ABrokerThatRemembers, RefusesToBeTheSecondOneInItsDirectory) {
    try {
        BrokerRig second{[&] {
            server::BrokerConfig config;
            config.store.data_dir = folder / "data";
            return config;
        }()};
        FAIL() << "it started";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().code, ErrorCode::store_in_use);
        EXPECT_THAT(failure.what(), HasSubstr(folder / "data"));
    }
}

TEST_F(ABrokerThatRemembers, DeliversButDoesNotKeepWhatIsExcluded) {
    Client client{*broker};
    client.send_text(R"({"kind":"subscribe","id":1,"topics":["noise"]})");
    (void)client.next();

    publish(7, "noise");

    EXPECT_THAT(client.next().value_or(""), HasSubstr(R"("n":7)"));
    EXPECT_THAT(test::get(broker->port(), "/api/events?topic=noise").body, Not(HasSubstr(R"("n":7)")));
    EXPECT_EQ(broker->counters().excluded, 1U);
}

TEST_F(ABrokerThatRemembers, RefusesAnAcknowledgementOfASubscriptionWithoutAName) {
    Client client{*broker};
    client.send_text(R"({"kind":"subscribe","id":1,"topics":["a"]})");
    (void)client.next();

    client.send_text(R"({"kind":"acknowledge","id":1,"seq":2})");

    EXPECT_THAT(client.next().value_or(""), HasSubstr("unknown_subscription"));
}

}  // namespace
}  // namespace logbeam
