#include "unit/channel/live_connection.hpp"

#include <logbeam/realtime_client.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam {
namespace {

using namespace std::chrono_literals;
using channel::EnvironmentVariable;
using channel::error_of;
using channel::Inbox;
using channel::patience;
using channel::quiet;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Recorder;

struct RealtimeClientTest : ::testing::Test {
    void SetUp() override {
        ASSERT_TRUE(publisher.init(patience).ok());
        ASSERT_TRUE(client.init(patience).ok());
    }
    // Until the other end knows of all subscriptions.
    void settle() { ASSERT_TRUE(client.connection().flush(patience)); }

    [[nodiscard]] EventHandler noting() {
        return [this](const Event& event) { heard.push(event.topic + " " + event.type); };
    }

    Inbox<std::string> heard;
    Recorder recorder;
    RealtimeClient publisher{recorder.url(), quiet()};
    RealtimeClient client{recorder.url(), quiet()};
};

TEST_F(RealtimeClientTest, PublishesToAnyTopic) {
    EXPECT_EQ(publisher.publish("orders", "shipped", Fields{{"order_id", 42}}), Publish::queued);
    EXPECT_EQ(publisher.publish("invoices", "paid", Fields{}), Publish::queued);

    EXPECT_TRUE(recorder.expect_event("shipped", {{"order_id", 42}}));
    EXPECT_TRUE(recorder.expect_event("paid", {}));
}

TEST_F(RealtimeClientTest, BringsEventsOfAPatternToItsHandler) {
    const Subscription subscription = client.subscribe("orders.*", noting());
    settle();

    publisher.publish("orders.eu", "shipped", Fields{});
    publisher.publish("invoices.eu", "paid", Fields{});
    publisher.publish("orders.us", "shipped", Fields{});

    EXPECT_THAT(heard.wait_for(2), ElementsAre("orders.eu shipped", "orders.us shipped"));
}

TEST_F(RealtimeClientTest, BringsEventsToTheHandlersOfTheEmitterByType) {
    client.subscribe("orders");
    client.subscribe("invoices");
    const Subscription subscription = client.emitter().subscribe("paid", noting());
    settle();

    publisher.publish("orders", "shipped", Fields{});
    publisher.publish("invoices", "paid", Fields{});

    EXPECT_THAT(heard.wait_for(1), ElementsAre("invoices paid"));
}

TEST_F(RealtimeClientTest, BringsEveryTypeToAnEmitterHandlerOfAny) {
    client.subscribe("orders");
    const Subscription subscription = client.emitter().subscribe("*", noting());
    settle();

    publisher.publish("orders", "placed", Fields{});
    publisher.publish("orders", "shipped", Fields{});

    EXPECT_THAT(heard.wait_for(2), ElementsAre("orders placed", "orders shipped"));
}

TEST_F(RealtimeClientTest, BringsNothingOfTopicsThatItUnsubscribedFrom) {
    client.subscribe("orders");
    client.subscribe("invoices");
    const Subscription subscription = client.emitter().subscribe("*", noting());
    client.unsubscribe("orders");
    settle();

    publisher.publish("orders", "shipped", Fields{});
    publisher.publish("invoices", "paid", Fields{});

    EXPECT_THAT(heard.wait_for(1), ElementsAre("invoices paid"));
}

TEST_F(RealtimeClientTest, StaysSubscribedWhileOneOfTwoIsLeft) {
    client.subscribe("orders");
    client.subscribe("orders");
    const Subscription subscription = client.emitter().subscribe("*", noting());
    client.unsubscribe("orders");
    settle();

    publisher.publish("orders", "shipped", Fields{});

    EXPECT_THAT(heard.wait_for(1), ElementsAre("orders shipped"));
}

TEST_F(RealtimeClientTest, ToleratesUnsubscribingFromWhatItNeverHeard) {
    client.unsubscribe("never");
    settle();

    EXPECT_EQ(client.connection().state(), ConnectionState::connected);
}

TEST_F(RealtimeClientTest, DoesNotHearItsOwnEvents) {
    client.subscribe("orders");
    const Subscription subscription = client.emitter().subscribe("*", noting());
    settle();

    client.publish("orders", "own", Fields{});
    settle();
    publisher.publish("orders", "other", Fields{});

    EXPECT_THAT(heard.wait_for(1), ElementsAre("orders other"));
}

TEST_F(RealtimeClientTest, SharesAConnection) {
    RealtimeClient shared{client.connection()};

    EXPECT_EQ(&shared.connection(), &client.connection());
    EXPECT_TRUE(shared.init(patience).ok());
}

TEST_F(RealtimeClientTest, RefusesMalformedTopics) {
    EXPECT_EQ(error_of([&] { client.subscribe("two words"); }).code, ErrorCode::invalid_topic);
}

TEST(RealtimeClientInit, TimesOutWithAClearErrorWhenNobodyIsThere) {
    RealtimeClient client{"inproc://nobody", quiet()};

    const auto connected = client.init(1ms);

    ASSERT_FALSE(connected.ok());
    EXPECT_EQ(connected.error().message(), "timed_out (122): not connected after 1 ms; events are queued meanwhile");
}

TEST(RealtimeClientInit, FailsAtOnceWhenTheConnectionIsClosed) {
    Recorder recorder{quiet()};
    RealtimeClient client{recorder.connection()};
    recorder.connection().close();

    const auto connected = client.init(patience);

    ASSERT_FALSE(connected.ok());
    EXPECT_EQ(connected.error().code, ErrorCode::connection_lost);
}

TEST(RealtimeClientFromEnvironment, TakesTheUrlOfTheTransport) {
    Recorder recorder;
    const EnvironmentVariable transport{"REALTIME_TRANSPORT", "websocket"};
    const EnvironmentVariable url{"WEBSOCKET_URL", recorder.url()};
    RealtimeClient client = RealtimeClient::from_environment(quiet());

    EXPECT_TRUE(client.init(patience).ok());
}

TEST(RealtimeClientFromEnvironment, IsAWebsocketWhenNothingIsSaid) {
    Recorder recorder;
    const EnvironmentVariable transport{"REALTIME_TRANSPORT", ""};
    const EnvironmentVariable url{"WEBSOCKET_URL", recorder.url()};
    RealtimeClient client = RealtimeClient::from_environment(quiet());

    EXPECT_TRUE(client.init(patience).ok());
}

TEST(RealtimeClientFromEnvironment, TakesTheNatsUrlForNats) {
    Recorder recorder;
    const EnvironmentVariable transport{"REALTIME_TRANSPORT", "nats"};
    const EnvironmentVariable url{"NATS_URL", recorder.url()};
    const EnvironmentVariable other{"WEBSOCKET_URL", "nonsense"};
    RealtimeClient client = RealtimeClient::from_environment(quiet());

    EXPECT_TRUE(client.init(patience).ok());
}

TEST(RealtimeClientFromEnvironment, RefusesAnUnknownTransport) {
    const EnvironmentVariable transport{"REALTIME_TRANSPORT", "pigeon"};

    const Error error = error_of([] { (void)RealtimeClient::from_environment(); });

    EXPECT_EQ(error.message(), "invalid_option (103): REALTIME_TRANSPORT is 'pigeon'; it is websocket or nats");
}

}  // namespace
}  // namespace logbeam
