#include "transport/in_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::transport {
namespace {

using ::testing::ElementsAre;

// Welcomes whoever comes, and notes what happens.
class NotingEndpoint final : public InProcessEndpoint {
public:
    void on_connect(const std::shared_ptr<InProcessLink>& link, const Greeting& greeting) override {
        notes.push_back("connect " + greeting.source);
        links.push_back(link);
        link->welcome({});
    }
    void on_batch(const std::shared_ptr<InProcessLink>& /*link*/, std::string_view bytes) override {
        notes.push_back("batch " + std::string{bytes});
    }
    void on_control(const std::shared_ptr<InProcessLink>& /*link*/, const wire::ClientFrame& /*frame*/) override {
        notes.push_back("control");
    }
    void on_disconnect(const std::shared_ptr<InProcessLink>& /*link*/) override { notes.push_back("disconnect"); }

    std::vector<std::string> notes;
    std::vector<std::shared_ptr<InProcessLink>> links;
};

// Notes what the transport tells.
class NotingEvents final : public TransportEvents {
public:
    void on_open(const Opened& opened) override { notes.push_back("open" + opened.epoch); }
    void on_acknowledged(const Held& held) override { notes.push_back("held " + std::to_string(held.counter)); }
    void on_subscribed(std::uint64_t subscription, std::uint64_t seq) override {
        notes.push_back("subscribed " + std::to_string(subscription) + " " + std::to_string(seq));
    }
    void on_gap(std::uint64_t subscription, const wire::Gap& gap) override {
        notes.push_back("gap " + std::to_string(subscription) + " " + std::to_string(gap.count));
    }
    void on_failed(const wire::Failed& failed) override { notes.push_back("failed " + failed.detail); }
    void on_event(std::uint64_t subscription, Event event) override {
        notes.push_back("event " + std::to_string(subscription) + " " + event.type);
    }
    void on_closed(const Error& reason) override { notes.push_back("closed " + reason.detail); }

    std::vector<std::string> notes;
};

struct InProcessTest : ::testing::Test {
    std::shared_ptr<NotingEndpoint> endpoint = std::make_shared<NotingEndpoint>();
    NotingEvents events;
    std::unique_ptr<Transport> transport = make_in_process_transport([this] { return endpoint; });
    Greeting greeting{{"me"}, "orders-api", ""};
};

bool is_readable(int descriptor, int timeout_ms = 0) {
    pollfd wait{descriptor, POLLIN, 0};
    return ::poll(&wait, 1, timeout_ms) == 1;
}

TEST_F(InProcessTest, IsAwayWhereThereIsNoEndpoint) {
    endpoint.reset();

    transport->open(greeting, events);

    EXPECT_THAT(events.notes, ElementsAre("closed the in-process broker is not running"));
}

TEST_F(InProcessTest, OpensOnceTheEndpointHasWelcomedIt) {
    transport->open(greeting, events);
    transport->drive();

    EXPECT_THAT(endpoint->notes, ElementsAre("connect orders-api"));
    EXPECT_THAT(events.notes, ElementsAre("open"));
}

TEST_F(InProcessTest, TellsWhereASubscriptionBeginsWhatItMissesAndWhatIsRefused) {
    transport->open(greeting, events);
    const auto& link = endpoint->links.front();

    link->subscribed(2, 100);
    link->tell_gap(2, {9, 101, 110, 7, "lag"});
    link->fail({17, 102, "invalid_topic", "no topic", false});
    transport->drive();

    EXPECT_THAT(events.notes, ElementsAre("open", "subscribed 2 100", "gap 2 7", "failed no topic"));
}

TEST_F(InProcessTest, TellsWhatTheEndpointSaysInOrder) {
    transport->open(greeting, events);

    endpoint->links.front()->acknowledge({"me", 3});
    Event event;
    event.type = "shipped";
    endpoint->links.front()->deliver(7, event);
    transport->drive();

    EXPECT_THAT(events.notes, ElementsAre("open", "held 3", "event 7 shipped"));
}

TEST_F(InProcessTest, IsClosedWhenTheEndpointHangsUp) {
    transport->open(greeting, events);

    endpoint->links.front()->hang_up({ErrorCode::refused, "go away"});
    endpoint->links.front()->acknowledge({"me", 3});
    transport->drive();
    transport->drive();

    EXPECT_THAT(events.notes, ElementsAre("open", "closed go away"));
    EXPECT_THAT(endpoint->notes, ElementsAre("connect orders-api", "disconnect"));
}

TEST_F(InProcessTest, OpensAgainAfterTheEndpointHungUp) {
    transport->open(greeting, events);
    endpoint->links.front()->hang_up({ErrorCode::refused, "go away"});
    transport->drive();

    transport->open(greeting, events);
    transport->drive();

    EXPECT_THAT(events.notes, ElementsAre("open", "closed go away", "open"));
}

TEST_F(InProcessTest, FindsTheEndpointAnewAtEachOpening) {
    auto first = std::move(endpoint);
    transport->open(greeting, events);
    EXPECT_THAT(events.notes, ElementsAre("closed the in-process broker is not running"));

    endpoint = first;
    transport->open(greeting, events);
    transport->drive();

    EXPECT_EQ(events.notes.back(), "open");
}

TEST_F(InProcessTest, SaysGoodbyeWhenItIsDestroyed) {
    transport->open(greeting, events);

    transport.reset();

    EXPECT_THAT(endpoint->notes, ElementsAre("connect orders-api", "disconnect"));
}

TEST(InProcessLink, HasAReadableDescriptorWhileSomethingWaits) {
    InProcessLink link;
    EXPECT_FALSE(is_readable(link.descriptor()));

    link.acknowledge({"me", 1});
    link.acknowledge({"me", 2});
    EXPECT_TRUE(is_readable(link.descriptor()));

    EXPECT_EQ(link.take().size(), 2U);
    EXPECT_FALSE(is_readable(link.descriptor()));
}

TEST(InProcessLink, TellsEveryMessageByItsDescriptor) {
    constexpr std::size_t count = 20'000;
    InProcessLink link;
    std::thread broker{[&] {
        for (std::size_t number = 0; number < count; ++number) {
            link.acknowledge({"me", number});
        }
    }};

    std::size_t taken = 0;
    while (taken < count && is_readable(link.descriptor(), 5'000)) {
        taken += link.take().size();
    }
    broker.join();

    EXPECT_EQ(taken, count);
}

TEST(EndpointName, IsFoundWhileTheEndpointLives) {
    auto endpoint = std::make_shared<NotingEndpoint>();

    EXPECT_TRUE(publish_endpoint("lives", endpoint));
    EXPECT_EQ(find_endpoint("lives"), endpoint);

    endpoint.reset();
    EXPECT_EQ(find_endpoint("lives"), nullptr);
}

TEST(EndpointName, IsRefusedWhenItIsTaken) {
    const auto first = std::make_shared<NotingEndpoint>();
    const auto second = std::make_shared<NotingEndpoint>();

    EXPECT_TRUE(publish_endpoint("taken", first));
    EXPECT_FALSE(publish_endpoint("taken", second));
    EXPECT_EQ(find_endpoint("taken"), first);
}

TEST(EndpointName, MayBeTakenAgainAfterItsEndpointEnded) {
    (void)publish_endpoint("again", std::make_shared<NotingEndpoint>());
    const auto second = std::make_shared<NotingEndpoint>();

    EXPECT_TRUE(publish_endpoint("again", second));
    EXPECT_EQ(find_endpoint("again"), second);
}

TEST(EndpointName, OfNobodyIsNotFound) {
    EXPECT_EQ(find_endpoint("nobody"), nullptr);
}

}  // namespace
}  // namespace logbeam::transport
