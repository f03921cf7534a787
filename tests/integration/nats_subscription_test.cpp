#include "support/nats_connection.hpp"
#include "support/nats_server.hpp"
#include "transport/nats/batch_header.hpp"
#include "unit/channel/batches.hpp"

#include <logbeam/event_channel.hpp>
#include <logbeam/realtime_client.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

// What a connection hears from a real nats-server.
namespace logbeam::test {
namespace {

using ::testing::ElementsAre;

struct NatsSubscriptionTest : ::testing::Test {
    NatsSubscriptionTest() {
        ConnectionOptions options = complaints.options();
        options.on_gap = [this](const Gap& gap) { gaps.lock()->push_back(gap.topics + ' ' + gap.reason); };
        connection.emplace(server.url(), options);
        channel.emplace(*connection, "logs.orders");
        subscription = channel->on("*", [this](const Event& event) { heard.lock()->push_back(event.id); });
        EXPECT_TRUE(comes_true([this] { return !server.subscribed("logbeam.event.logs.orders").empty(); }));
    }

    void publish(std::uint64_t first, std::uint64_t events, std::uint64_t previous) {
        const auto batch = channel::make_batch({.first = first, .events = events});
        const transport::BatchHeader header{"me", first, batch->last, events, previous};
        client.publish("logbeam.event.logs.orders", batch->bytes, encode(header));
    }
    [[nodiscard]] std::vector<std::string> ids() {
        return heard.with([](const auto& all) { return all; });
    }
    [[nodiscard]] bool has_heard(std::size_t count) {
        return comes_true([&] { return ids().size() >= count; });
    }

    const NatsServer server;
    NatsClient client{server.url()};
    Complaints complaints;
    Guarded<std::vector<std::string>> heard;
    Guarded<std::vector<std::string>> gaps;
    std::optional<Connection> connection;
    std::optional<EventChannel> channel;
    Subscription subscription;
};

TEST_F(NatsSubscriptionTest, HearsWhatAnotherConnectionPublishes) {
    Connection other{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(other)};

    for (int n = 0; n < 500; ++n) {
        logger.info("n={}", n);
    }

    ASSERT_TRUE(has_heard(500));
    EXPECT_EQ(ids().front(), other.publisher_id() + "-1");
    EXPECT_EQ(ids().back(), other.publisher_id() + "-1f4");
    EXPECT_EQ(connection->stats().gaps, 0U);
}

TEST_F(NatsSubscriptionTest, HearsEachEventOnceAndInOrder) {
    publish(1, 1, 0);
    publish(3, 1, 2);  // before the one in front of it
    publish(1, 1, 0);
    publish(2, 1, 1);
    publish(4, 1, 3);

    ASSERT_TRUE(has_heard(4));
    EXPECT_THAT(ids(), ElementsAre("me-1", "me-2", "me-3", "me-4"));
    EXPECT_EQ(connection->stats().gaps, 0U);
}

TEST_F(NatsSubscriptionTest, IsToldWhatWasLost) {
    publish(1, 2, 0);
    publish(6, 2, 5);

    ASSERT_TRUE(has_heard(4));
    EXPECT_THAT(ids(), ElementsAre("me-1", "me-2", "me-6", "me-7"));
    EXPECT_TRUE(comes_true([&] { return connection->stats().gaps == 1; }));
    EXPECT_THAT(gaps.with([](const auto& all) { return all; }), ElementsAre("logs.orders lost"));
}

TEST_F(NatsSubscriptionTest, GoesOnBehindWhatIsNoBatch) {
    client.publish("logbeam.event.logs.orders", "nonsense", "me 1 1 1 0");
    publish(2, 1, 0);

    ASSERT_TRUE(has_heard(1));
    EXPECT_THAT(ids(), ElementsAre("me-2"));
    EXPECT_TRUE(complaints.has(ErrorCode::malformed_batch));
}

TEST_F(NatsSubscriptionTest, HearsTheEventsOfOtherPrograms) {
    client.publish("logbeam.event.logs.orders", R"({"id":"ext-1","type":"user.created","data":{"name":"Ann"}})");

    ASSERT_TRUE(has_heard(1));
    EXPECT_THAT(ids(), ElementsAre("ext-1"));
}

TEST_F(NatsSubscriptionTest, HearsNothingMoreWhenItEnds) {
    subscription.reset();

    EXPECT_TRUE(comes_true([&] { return server.subscribed("logbeam.event.logs.orders").empty(); }));
}

TEST_F(NatsSubscriptionTest, HearsEveryTopicButTheBrokersThroughAWildcard) {
    RealtimeClient all{*connection};
    const auto everything = all.subscribe(">", [this](const Event& event) { heard.lock()->push_back(event.topic); });
    ASSERT_TRUE(comes_true([this] { return !server.subscribed("logbeam.event.>").empty(); }));

    client.publish("logbeam.event.$sys.drops", R"({"type":"drops"})");
    client.publish("logbeam.event.users.eu", R"({"type":"user.created"})");

    ASSERT_TRUE(has_heard(1));
    EXPECT_THAT(ids(), ElementsAre("users.eu"));
}

}  // namespace
}  // namespace logbeam::test
