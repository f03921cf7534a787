#include "unit/channel/live_connection.hpp"

#include <logbeam/event_channel.hpp>
#include <logbeam/typed_event.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace logbeam {
namespace {

using channel::Inbox;
using channel::patience;
using channel::wait_until_ready;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Recorder;

struct OrderShipped {
    std::int64_t order_id = 0;
    std::string city;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, city)

ConnectionOptions reporting_to(Inbox<Error>& errors) {
    ConnectionOptions options;
    options.on_error = [&errors](const Error& error) { errors.push(error); };
    return options;
}

// Two connections to one recorder, a channel of the same topic on each.
struct EventChannelTest : ::testing::Test {
    void SetUp() override {
        wait_until_ready(left);
        wait_until_ready(right);
    }

    // Handlers of types that the right channel hears; it is subscribed when this returns.
    [[nodiscard]] Subscription hear_types(EventChannel& channel, Connection& connection, std::string_view type = "*") {
        Subscription subscription = channel.on(type, [this](const Event& event) { types.push(event.type); });
        EXPECT_TRUE(connection.flush(patience));
        return subscription;
    }

    // Declared before the connections whose threads use them.
    Inbox<Error> errors;
    Inbox<std::string> types;
    Inbox<OrderShipped> orders;
    Recorder recorder;
    Connection left{recorder.url(), reporting_to(errors)};
    Connection right{recorder.url(), reporting_to(errors)};
    EventChannel from_left{left, "shop.orders"};
    EventChannel at_right{right, "shop.orders"};
};

TEST_F(EventChannelTest, PublishesTypedEvents) {
    EXPECT_EQ(from_left.publish(OrderShipped{42, "Berlin"}), Publish::queued);

    EXPECT_TRUE(recorder.expect_event("orders.shipped", {{"order_id", 42}, {"city", "Berlin"}}));
    EXPECT_EQ(recorder.events().front().topic, "shop.orders");
}

TEST_F(EventChannelTest, PublishesUntypedEvents) {
    EXPECT_EQ(from_left.publish("orders.shipped", Fields{{"order_id", 42}}), Publish::queued);

    EXPECT_TRUE(recorder.expect_event("orders.shipped", {{"order_id", 42}}));
}

TEST_F(EventChannelTest, PublishesDataThatIsNoObject) {
    from_left.publish("number", 42);
    ASSERT_TRUE(left.flush(patience));

    EXPECT_EQ(recorder.events().front().data, Value{42});
}

TEST_F(EventChannelTest, DropsWhatIsPublishedAfterTheConnectionWasClosed) {
    left.close();

    EXPECT_EQ(from_left.publish(OrderShipped{42, "Berlin"}), Publish::dropped);
    EXPECT_EQ(from_left.publish("orders.shipped", Fields{}), Publish::dropped);
    EXPECT_EQ(left.stats().dropped_for(DropReason::closed), 2U);
}

TEST_F(EventChannelTest, BringsTypedEventsToTheOtherSide) {
    const Subscription subscription =
        at_right.on<OrderShipped>([this](const OrderShipped& order) { orders.push(order); });
    ASSERT_TRUE(right.flush(patience));

    from_left.publish(OrderShipped{42, "Berlin"});

    const auto came = orders.wait_for(1);
    ASSERT_EQ(came.size(), 1U);
    EXPECT_EQ(came.front().order_id, 42);
    EXPECT_EQ(came.front().city, "Berlin");
}

TEST_F(EventChannelTest, BringsTheEnvelopeWhereTheHandlerAsksForIt) {
    Inbox<std::string> publishers;
    const Subscription subscription = at_right.on<OrderShipped>(
        [&](const OrderShipped& /*order*/, const Event& event) { publishers.push(event.client_id); });
    ASSERT_TRUE(right.flush(patience));

    from_left.publish(OrderShipped{42, "Berlin"});

    EXPECT_THAT(publishers.wait_for(1), ElementsAre(left.publisher_id()));
}

TEST_F(EventChannelTest, GoesBothWays) {
    const Subscription there = hear_types(at_right, right);
    const Subscription back =
        at_right.on("ping", [this](const Event& /*event*/) { at_right.publish("pong", Fields{}); });
    const Subscription here = from_left.on("pong", [this](const Event& event) { types.push(event.type); });
    ASSERT_TRUE(left.flush(patience));
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("ping", Fields{});

    EXPECT_THAT(types.wait_for(2), ElementsAre("ping", "pong"));
}

TEST_F(EventChannelTest, BringsEveryTypeToAHandlerOfAnyType) {
    const Subscription subscription = hear_types(at_right, right);

    from_left.publish("one", Fields{});
    from_left.publish(OrderShipped{});

    EXPECT_THAT(types.wait_for(2), ElementsAre("one", "orders.shipped"));
}

TEST_F(EventChannelTest, BringsOnlyTheTypeThatAHandlerAskedFor) {
    const Subscription subscription = hear_types(at_right, right, "wanted");

    from_left.publish("unwanted", Fields{});
    from_left.publish("wanted", Fields{});

    EXPECT_THAT(types.wait_for(1), ElementsAre("wanted"));
}

TEST_F(EventChannelTest, BringsOnlyItsTopic) {
    EventChannel elsewhere{left, "shop.invoices"};
    const Subscription subscription = hear_types(at_right, right);

    elsewhere.publish("unheard", Fields{});
    from_left.publish("heard", Fields{});

    EXPECT_THAT(types.wait_for(1), ElementsAre("heard"));
}

TEST_F(EventChannelTest, ReportsAnEventThatDoesNotReadAsTheType) {
    const Subscription subscription =
        at_right.on<OrderShipped>([this](const OrderShipped& order) { orders.push(order); });
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("orders.shipped", Fields{{"order_id", "forty-two"}, {"city", "Berlin"}});
    from_left.publish(OrderShipped{43, "Paris"});

    EXPECT_EQ(orders.wait_for(1).front().order_id, 43);
    const Error error = errors.wait_for(1).front();
    EXPECT_EQ(error.code, ErrorCode::ill_typed_event);
    EXPECT_THAT(error.detail, HasSubstr("order_id"));
}

TEST_F(EventChannelTest, ReportsAHandlerThatThrows) {
    const Subscription subscription = at_right.on("*", [](const Event& /*event*/) { throw 42; });
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("x", Fields{});

    EXPECT_EQ(errors.wait_for(1).front().code, ErrorCode::handler_threw);
}

TEST_F(EventChannelTest, DoesNotHearItsOwnEvents) {
    const Subscription subscription = hear_types(from_left, left);

    from_left.publish("own", Fields{});
    ASSERT_TRUE(left.flush(patience));
    at_right.publish("other", Fields{});

    EXPECT_THAT(types.wait_for(1), ElementsAre("other"));
}

TEST_F(EventChannelTest, HearsItsOwnEventsWithEcho) {
    EventChannel echoing{left, "shop.orders", Echo::on};
    const Subscription subscription = hear_types(echoing, left);

    echoing.publish("own", Fields{});

    EXPECT_THAT(types.wait_for(1), ElementsAre("own"));
}

TEST_F(EventChannelTest, HearsNothingAfterTheSubscriptionEnded) {
    std::optional<Subscription> ended = hear_types(at_right, right);
    const Subscription stays = at_right.on("last", [this](const Event& event) { types.push("stays " + event.type); });
    ended.reset();
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("last", Fields{});

    EXPECT_THAT(types.wait_for(1), ElementsAre("stays last"));
}

TEST_F(EventChannelTest, TellsTheOtherEndWhenTheLastSubscriptionEnded) {
    { const Subscription subscription = hear_types(at_right, right); }
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("x", Fields{});
    ASSERT_TRUE(left.flush(patience));
    ASSERT_TRUE(right.flush(patience));

    EXPECT_EQ(right.stats().received, 0U);
}

TEST_F(EventChannelTest, LetsASubscriptionEndInsideItsHandler) {
    Subscription subscription;
    std::latch is_set{1};
    subscription = at_right.on("*", [&](const Event& event) {
        is_set.wait();
        subscription.reset();
        types.push(event.type);
    });
    is_set.count_down();
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("first", Fields{});
    ASSERT_EQ(types.wait_for(1).size(), 1U);
    from_left.publish("second", Fields{});
    ASSERT_TRUE(left.flush(patience));

    EXPECT_THAT(types.wait_for(1), ElementsAre("first"));
}

TEST_F(EventChannelTest, MovesASubscription) {
    Subscription first = hear_types(at_right, right);
    Subscription second = std::move(first);

    EXPECT_FALSE(static_cast<bool>(first));
    EXPECT_TRUE(static_cast<bool>(second));
    from_left.publish("x", Fields{});
    EXPECT_THAT(types.wait_for(1), ElementsAre("x"));
}

TEST_F(EventChannelTest, KeepsASubscriptionHarmlessBeyondTheConnection) {
    Subscription subscription;
    {
        Connection brief{recorder.url()};
        EventChannel channel{brief, "shop.orders"};
        subscription = channel.on("*", [](const Event& /*event*/) {});
    }

    subscription.reset();

    EXPECT_FALSE(static_cast<bool>(subscription));
}

TEST_F(EventChannelTest, SubscribesAgainAfterAReconnect) {
    const Subscription subscription = hear_types(at_right, right);
    recorder.disconnect_all();
    // Waits until both have come back; what is on the way meanwhile is not the subject here.
    while (right.stats().reconnects == 0 || left.stats().reconnects == 0) {
        std::this_thread::yield();
    }
    wait_until_ready(right);

    from_left.publish("after", Fields{});

    EXPECT_THAT(types.wait_for(1), ElementsAre("after"));
}

TEST_F(EventChannelTest, ClosesItsConnectionInsideAHandler) {
    Inbox<int> closed;
    const Subscription subscription = at_right.on("close", [&](const Event& /*event*/) {
        right.close();
        closed.push(1);
    });
    ASSERT_TRUE(right.flush(patience));

    from_left.publish("close", Fields{});
    (void)closed.wait_for(1);

    EXPECT_EQ(right.state(), ConnectionState::closed);
}

TEST(EventChannelOfItsOwn, MakesAConnectionFromTheUrl) {
    Recorder recorder;
    EventChannel channel{recorder.url(), "shop.orders"};

    channel.publish(OrderShipped{42, "Berlin"});

    ASSERT_NE(channel.own_connection(), nullptr);
    EXPECT_TRUE(channel.own_connection()->flush(patience));
    EXPECT_TRUE(recorder.expect_event("orders.shipped", {{"order_id", 42}}));
}

TEST(EventChannelOfItsOwn, RefusesAMalformedUrlAndAMalformedTopic) {
    EXPECT_EQ(channel::error_of([] {
                  const EventChannel channel{"nonsense", "shop.orders"};
              }).code,
              ErrorCode::malformed_url);
    EXPECT_EQ(channel::error_of([] {
                  const EventChannel channel{"inproc://x", "two words"};
              }).code,
              ErrorCode::invalid_topic);
}

}  // namespace
}  // namespace logbeam
