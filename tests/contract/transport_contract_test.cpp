#include "contract/transport_ends.hpp"
#include "transport/transport.hpp"
#include "unit/channel/batches.hpp"
#include "wire/batch_codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#ifdef LOGBEAM_NATS
#include "contract/nats_ends.hpp"
#endif

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// What every transport promises to the connection that uses it.
namespace logbeam::transport {
namespace {

using channel::make_batch;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// What a transport told, in order.
class Told final : public TransportEvents {
public:
    void on_open(const Opened& told) override {
        opened.push_back(told.held);
        all.emplace_back("open");
    }
    void on_acknowledged(const Held& held) override {
        acknowledged.push_back(held);
        all.emplace_back("acknowledged");
    }
    void on_subscribed(std::uint64_t /*subscription*/, std::uint64_t /*seq*/) override {}
    void on_event(std::uint64_t /*subscription*/, Event /*event*/) override { all.emplace_back("event"); }
    void on_gap(std::uint64_t /*subscription*/, const wire::Gap& /*gap*/) override { all.emplace_back("gap"); }
    void on_failed(const wire::Failed& /*failed*/) override { all.emplace_back("failed"); }
    void on_closed(const Error& reason) override {
        closed.push_back(reason);
        all.emplace_back("closed");
    }

    std::vector<std::vector<Held>> opened;
    std::vector<Held> acknowledged;
    std::vector<Error> closed;
    std::vector<std::string> all;
};

// One end of a conversation.
struct Client {
    explicit Client(OtherEnd& other) : end{other}, transport{end.make_transport()} {}

    void settle() { end.settle(*transport); }
    void open(std::vector<std::string> publishers = {"me"}) {
        transport->open({std::move(publishers), "orders-api", "token"}, told);
        settle();
    }
    [[nodiscard]] bool send(std::uint64_t first, std::uint64_t events = 1) {
        return transport->send(make_batch({.first = first, .events = events}));
    }

    OtherEnd& end;
    Told told;
    std::unique_ptr<Transport> transport;
};

using MakeEnd = std::function<std::unique_ptr<OtherEnd>()>;

struct NamedEnd {
    const char* name;
    MakeEnd make;
};

void PrintTo(const NamedEnd& end, std::ostream* out) {
    *out << end.name;
}

struct TransportContract : ::testing::TestWithParam<NamedEnd> {
    std::unique_ptr<OtherEnd> end = GetParam().make();
    Client client{*end};
};

std::vector<std::string> ids(const std::vector<Event>& events) {
    std::vector<std::string> all;
    for (const Event& event : events) {
        all.push_back(event.id);
    }
    return all;
}

TEST_P(TransportContract, OpensAndSaysThatTheOtherEndHoldsNothing) {
    client.open();

    ASSERT_THAT(client.told.all, ElementsAre("open"));
    ASSERT_THAT(client.told.opened.front(), SizeIs(1));
    EXPECT_EQ(client.told.opened.front().front().publisher, "me");
    EXPECT_EQ(client.told.opened.front().front().counter, 0U);
}

TEST_P(TransportContract, SaysThatItIsClosedWhenItCannotOpen) {
    end->refuse(true);

    client.open();

    EXPECT_THAT(client.told.all, ElementsAre("closed"));
}

TEST_P(TransportContract, OpensAfterItCouldNot) {
    end->refuse(true);
    client.open();
    end->refuse(false);

    client.open();

    EXPECT_THAT(client.told.all, ElementsAre("closed", "open"));
}

TEST_P(TransportContract, BringsBatchesOnceAndInOrder) {
    client.open();

    EXPECT_TRUE(client.send(1, 2));
    EXPECT_TRUE(client.send(3));
    EXPECT_TRUE(client.send(4));
    client.settle();

    EXPECT_THAT(ids(end->events()), ElementsAre("me-1", "me-2", "me-3", "me-4"));
}

TEST_P(TransportContract, AcknowledgesUpToTheLastCounter) {
    client.open();
    ASSERT_TRUE(client.send(1, 2) && client.send(3, 3));
    client.settle();

    ASSERT_FALSE(client.told.acknowledged.empty());
    EXPECT_EQ(client.told.acknowledged.back().publisher, "me");
    EXPECT_EQ(client.told.acknowledged.back().counter, 5U);
}

TEST_P(TransportContract, AcknowledgesOnlyWhenDriven) {
    client.open();

    ASSERT_TRUE(client.send(1));

    EXPECT_THAT(client.told.acknowledged, IsEmpty());
}

TEST_P(TransportContract, AcknowledgesABatchThatOnlyTellsAHole) {
    client.open();
    const wire::Hole hole{1, 3, DropReason::filtered, channel::levels(Level::info, 3)};
    ASSERT_TRUE(client.transport->send(make_batch({.events = 0, .holes = {hole}})));
    client.settle();

    ASSERT_FALSE(client.told.acknowledged.empty());
    EXPECT_EQ(client.told.acknowledged.back().counter, 3U);
}

TEST_P(TransportContract, BringsControlFramesInOrder) {
    client.open();

    for (const std::uint64_t id : {1, 2, 3}) {
        wire::Subscribe subscribe;
        subscribe.id = id;
        subscribe.topics = {"orders." + std::to_string(id)};
        client.transport->send(wire::ClientFrame{subscribe});
    }
    client.transport->send(wire::ClientFrame{wire::Unsubscribe{1}});
    client.settle();

    EXPECT_THAT(end->wanted(), ElementsAre("orders.2", "orders.3"));
}

TEST_P(TransportContract, HasAReadableDescriptorWhenItWantsToBeDriven) {
    client.open();
    ASSERT_TRUE(client.send(1));

    end->turn();
    const int descriptor = client.transport->descriptor();
    pollfd wait{descriptor, POLLIN, 0};
    const bool is_readable = descriptor >= 0 && ::poll(&wait, 1, 5'000) == 1;

    EXPECT_TRUE(descriptor == -1 || is_readable);
}

TEST_P(TransportContract, HasNoReadableDescriptorWhenAllIsDone) {
    client.open();
    ASSERT_TRUE(client.send(1));
    client.settle();

    const int descriptor = client.transport->descriptor();
    pollfd wait{descriptor, POLLIN, 0};

    EXPECT_EQ(::poll(&wait, 1, 0), 0);
}

TEST_P(TransportContract, TakesNoBatchWhileItIsNotOpen) {
    EXPECT_FALSE(client.send(1));

    client.open();
    client.transport->close();

    EXPECT_FALSE(client.send(1));
    EXPECT_THAT(end->events(), IsEmpty());
}

TEST_P(TransportContract, ToleratesControlFramesWhileItIsNotOpen) {
    client.transport->send(wire::ClientFrame{wire::Ping{}});
    client.transport->drive();

    EXPECT_THAT(client.told.all, IsEmpty());
}

TEST_P(TransportContract, TellsNothingAfterItWasClosed) {
    client.open();
    ASSERT_TRUE(client.send(1));

    client.transport->close();
    client.settle();

    EXPECT_THAT(client.told.all, ElementsAre("open"));
}

TEST_P(TransportContract, OpensAgainAfterItWasClosed) {
    client.open();
    ASSERT_TRUE(client.send(1, 3));
    client.transport->close();

    client.open();

    EXPECT_THAT(client.told.all, ElementsAre("open", "open"));
}

TEST_P(TransportContract, SaysOnceThatTheOtherEndHungUp) {
    client.open();

    end->hang_up();
    client.settle();

    EXPECT_THAT(client.told.all, ElementsAre("open", "closed"));
    EXPECT_FALSE(client.send(1));
}

TEST_P(TransportContract, OpensAgainAfterTheOtherEndHungUp) {
    client.open();
    ASSERT_TRUE(client.send(1, 2));
    client.settle();
    end->hang_up();
    client.settle();

    client.open();
    ASSERT_TRUE(client.send(3));
    client.settle();

    EXPECT_EQ(client.told.opened.back().front().counter, 2U);
    EXPECT_THAT(ids(end->events()), ElementsAre("me-1", "me-2", "me-3"));
}

// Where the other end itself knows how far it holds each publisher. NATS does not: there what was not acknowledged goes
// again, and a stream or a receiver drops it.
struct RememberingEndContract : TransportContract {};

TEST_P(RememberingEndContract, TellsAfterItWasClosedWhatIsHeld) {
    client.open();
    ASSERT_TRUE(client.send(1, 3));
    client.transport->close();

    client.open();

    EXPECT_EQ(client.told.opened.back().front().counter, 3U);
}

TEST_P(RememberingEndContract, TellsAnotherConnectionWhatIsHeld) {
    client.open();
    ASSERT_TRUE(client.send(1, 4));
    client.settle();
    client.transport->close();

    Client next{*end};
    next.open({"someone", "me"});

    ASSERT_THAT(next.told.opened, SizeIs(1));
    const auto& held = next.told.opened.front();
    ASSERT_THAT(held, SizeIs(2));
    EXPECT_EQ(held[0].publisher, "someone");
    EXPECT_EQ(held[0].counter, 0U);
    EXPECT_EQ(held[1].publisher, "me");
    EXPECT_EQ(held[1].counter, 4U);
}

TEST_P(TransportContract, LetsABatchComeAgainWithoutDoublingItsEvents) {
    client.open();

    ASSERT_TRUE(client.send(1, 2) && client.send(1, 2));
    client.settle();

    EXPECT_THAT(ids(end->events()), ElementsAre("me-1", "me-2"));
    EXPECT_EQ(client.told.acknowledged.back().counter, 2U);
}

const NamedEnd in_process{"InProcess", [] { return std::make_unique<InProcessEnd>(); }};
const NamedEnd web_socket{"WebSocket", [] { return std::make_unique<WebSocketEnd>(); }};
const NamedEnd broker{"Broker", [] { return std::make_unique<BrokerEnd>(); }};
const NamedEnd faultless{"Faultless", [] { return std::make_unique<FaultlessEnd>(); }};

const auto name_of = [](const auto& tested) { return std::string{tested.param.name}; };

INSTANTIATE_TEST_SUITE_P(Transports, TransportContract, ::testing::Values(in_process, web_socket, broker, faultless),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Transports, RememberingEndContract,
                         ::testing::Values(in_process, web_socket, broker, faultless), name_of);

#ifdef LOGBEAM_NATS
INSTANTIATE_TEST_SUITE_P(Nats, TransportContract,
                         ::testing::Values(NamedEnd{"Core", [] { return std::make_unique<NatsCoreEnd>(); }},
                                           NamedEnd{"Stream", [] { return std::make_unique<NatsStreamEnd>(); }}),
                         name_of);
#endif

}  // namespace
}  // namespace logbeam::transport
