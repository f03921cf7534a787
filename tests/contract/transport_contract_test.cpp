#include "support/faulty_transport.hpp"
#include "support/receiver.hpp"
#include "testing/recorder_endpoint.hpp"
#include "transport/in_process.hpp"
#include "transport/transport.hpp"
#include "unit/channel/batches.hpp"
#include "wire/batch_codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

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

// The other end of transports, and what it got.
class OtherEnd {
public:
    virtual ~OtherEnd() = default;

    [[nodiscard]] virtual std::unique_ptr<Transport> make_transport() = 0;
    [[nodiscard]] virtual std::vector<Event> events() const = 0;
    [[nodiscard]] virtual std::vector<wire::ClientFrame> frames() const = 0;  // of all transports, in order
    virtual void hang_up() = 0;
    virtual void refuse(bool refuse) = 0;
};

class InProcessEnd final : public OtherEnd {
public:
    std::unique_ptr<Transport> make_transport() override {
        return make_in_process_transport([this] { return endpoint_; });
    }
    std::vector<Event> events() const override { return endpoint_->recorder.events(); }
    std::vector<wire::ClientFrame> frames() const override { return endpoint_->frames; }
    void hang_up() override { endpoint_->recorder.hang_up_all({ErrorCode::connection_lost, "cut"}); }
    void refuse(bool refuse) override { endpoint_->recorder.refuse_connections(refuse); }

private:
    // The recorder's, with a note of each control frame.
    struct Endpoint final : InProcessEndpoint {
        void on_connect(const std::shared_ptr<InProcessLink>& link, const Greeting& greeting) override {
            recorder.on_connect(link, greeting);
        }
        void on_batch(const std::shared_ptr<InProcessLink>& link, std::string_view bytes) override {
            recorder.on_batch(link, bytes);
        }
        void on_control(const std::shared_ptr<InProcessLink>& link, const wire::ClientFrame& frame) override {
            frames.push_back(frame);
            recorder.on_control(link, frame);
        }
        void on_disconnect(const std::shared_ptr<InProcessLink>& link) override { recorder.on_disconnect(link); }

        testing::RecorderEndpoint recorder;
        std::vector<wire::ClientFrame> frames;
    };

    std::shared_ptr<Endpoint> endpoint_ = std::make_shared<Endpoint>();
};

class FaultlessEnd final : public OtherEnd {
public:
    std::unique_ptr<Transport> make_transport() override {
        auto transport = std::make_unique<test::FaultyTransport>(faults_, receiver_);
        last_ = transport.get();
        return transport;
    }
    std::vector<Event> events() const override { return receiver_.tally().events; }
    std::vector<wire::ClientFrame> frames() const override { return last_->frames; }
    void hang_up() override { faults_.drop_connection = true; }
    void refuse(bool refuse) override { faults_.unreachable = refuse; }

private:
    test::Faults faults_;
    test::Receiver receiver_;
    test::FaultyTransport* last_ = nullptr;
};

// What a transport told, in order.
class Told final : public TransportEvents {
public:
    void on_open(const std::vector<Held>& held) override {
        opened.push_back(held);
        all.emplace_back("open");
    }
    void on_acknowledged(const Held& held) override {
        acknowledged.push_back(held);
        all.emplace_back("acknowledged");
    }
    void on_event(std::uint64_t /*subscription*/, Event /*event*/) override { all.emplace_back("event"); }
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
    explicit Client(OtherEnd& end) : transport{end.make_transport()} {}

    // Drives as long as there is something to do.
    void settle() {
        for (int turn = 0; turn < 10; ++turn) {
            transport->drive();
        }
    }
    void open(std::vector<std::string> publishers = {"me"}) {
        transport->open({std::move(publishers), "orders-api", "token"}, told);
        settle();
    }
    [[nodiscard]] bool send(std::uint64_t first, std::uint64_t events = 1) {
        return transport->send(make_batch({.first = first, .events = events}));
    }

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

    EXPECT_THAT(client.told.all, ElementsAre("open"));
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

    for (std::uint64_t id = 1; id <= 3; ++id) {
        wire::Subscribe subscribe;
        subscribe.id = id;
        subscribe.topics = {"orders"};
        client.transport->send(wire::ClientFrame{subscribe});
    }
    client.transport->send(wire::ClientFrame{wire::Unsubscribe{1}});
    client.settle();

    const auto frames = end->frames();
    ASSERT_THAT(frames, SizeIs(4));
    EXPECT_EQ(std::get<wire::Subscribe>(frames[0]).id, 1U);
    EXPECT_EQ(std::get<wire::Subscribe>(frames[2]).id, 3U);
    EXPECT_EQ(std::get<wire::Unsubscribe>(frames[3]).id, 1U);
}

TEST_P(TransportContract, HasAReadableDescriptorWhenItWantsToBeDriven) {
    client.open();
    ASSERT_TRUE(client.send(1));

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
    EXPECT_EQ(client.told.opened.back().front().counter, 3U);
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

TEST_P(TransportContract, TellsAnotherConnectionWhatIsHeld) {
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

INSTANTIATE_TEST_SUITE_P(Transports, TransportContract,
                         ::testing::Values(NamedEnd{"InProcess", [] { return std::make_unique<InProcessEnd>(); }},
                                           NamedEnd{"Faultless", [] { return std::make_unique<FaultlessEnd>(); }}),
                         [](const auto& tested) { return std::string{tested.param.name}; });

}  // namespace
}  // namespace logbeam::transport
