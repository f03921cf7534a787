#include "edge/interop.hpp"

#include "support/hub_rig.hpp"
#include "support/recording_port.hpp"
#include "unit/edge/burst_of.hpp"

#include <gmock/gmock.h>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using logbeam::test::HubRig;
using logbeam::test::RecordingPort;
using logbeam::test::text_in;
using testing::IsEmpty;
using testing::SizeIs;

class InteropTest : public testing::Test {
protected:
    void publish(std::string_view json) {
        (void)rig.publish(json).value();
        (void)rig.hub.commit();
    }
    // Once a second, as the broker does.
    void pass_a_second() {
        rig.clock.advance(1s);
        interop->tick();
    }

    HubRig rig;
    RecordingPort port;
    bool leads = true;
    bool has_caught_up = true;
    int taken = 0;
    std::unique_ptr<Interop> interop = std::make_unique<Interop>(
        port, rig.hub, Interop::Settings{.edge = "e1", .url = "http://a/", .version = "logbeam 0.1.0"},
        Interop::Edge{[this] { return leads; }, [this] { return has_caught_up; }, [this] { ++taken; }});
};

TEST_F(InteropTest, TakesEventsOfThePatternIntoTheHub) {
    port.deliver("topic.>", "topic.orders", R"({"id":"1","type":"order","data":{"n":1},"clientId":"c1"})");

    ASSERT_THAT(rig.taken(), SizeIs(1));
    const auto event = Event::parse(rig.taken()[0]).value();
    EXPECT_EQ(event.id, "1");
    EXPECT_EQ(event.topic, "orders");
    EXPECT_EQ(event.source, "nats");
    EXPECT_EQ(event.client_id, "c1");
    EXPECT_EQ(event.metadata, (Fields{{"bridged", "e1"}}));
    EXPECT_EQ(taken, 1);
}

TEST_F(InteropTest, GivesWhatTheHubDeliversToBothBridges) {
    port.deliver("control.*", "control.connect", R"({"clientId":"c1","topic":"orders"})");

    publish(R"({"id":"1","topic":"orders","type":"order"})");

    ASSERT_THAT(port.sent_to("topic.orders"), SizeIs(1));
    EXPECT_EQ(port.asked.at(0).letter.subject, "logbeam.json.orders");
}

TEST_F(InteropTest, GivesNothingWhileItCatchesUp) {
    port.deliver("control.*", "control.connect", R"({"clientId":"c1","topic":"orders"})");
    has_caught_up = false;

    publish(R"({"topic":"orders","type":"order"})");

    EXPECT_THAT(port.sent_to("topic.orders"), IsEmpty());
    EXPECT_THAT(port.asked, IsEmpty());
}

TEST_F(InteropTest, TellsHowTheEdgeDoes) {
    publish(R"({"topic":"orders","type":"order"})");
    publish(R"({"topic":"orders","type":"order"})");
    pass_a_second();

    const auto info = parse_edge_report(port.sent_to(Presence::subject).at(0).body).value().status;
    EXPECT_EQ(info.id, "e1");
    EXPECT_EQ(info.url, "http://a/");
    EXPECT_EQ(info.events_per_second, 2);
    EXPECT_EQ(info.last_seq, 2u);
    EXPECT_TRUE(info.leads);
    EXPECT_TRUE(info.is_caught_up);
    EXPECT_EQ(interop->fleet().own().id, "e1");
    interop->say_goodbye();
    EXPECT_EQ(text_in(port.sent.back().body, "goodbye"), "true");
}

TEST_F(InteropTest, TellsAgainWhenTheConnectionIsBack) {
    pass_a_second();
    port.observer.on_open();
    pass_a_second();

    EXPECT_THAT(port.sent_to(Presence::subject), SizeIs(2));
}

TEST_F(InteropTest, LeavesNothingBehindWhenItGoes) {
    interop.reset();

    publish(R"({"topic":"orders","type":"order"})");
    port.observer.on_open();

    EXPECT_THAT(port.sent, IsEmpty());
    EXPECT_THAT(port.subscriptions, IsEmpty());
}

}  // namespace
}  // namespace logbeam::edge
