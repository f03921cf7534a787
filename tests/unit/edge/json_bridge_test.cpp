#include "edge/json_bridge.hpp"

#include "support/recording_port.hpp"
#include "unit/edge/burst_of.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using logbeam::test::BurstOf;
using logbeam::test::RecordingPort;
using logbeam::test::text_in;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class JsonBridgeTest : public testing::Test {
protected:
    // An event of the topic with this id.
    void happens(const std::string& topic, const std::string& id) {
        bridge.on_burst(BurstOf{R"({"id":")" + id + R"(","topic":")" + topic + R"(","type":"x"})"}.get());
    }
    [[nodiscard]] std::vector<std::string> ids_sent() const {
        std::vector<std::string> ids;
        for (const auto& sent : port.sent)
            ids.push_back(text_in(sent.body, "id"));
        return ids;
    }
    RecordingPort port;
    bool leads = true;
    JsonBridge::Time now{1h};
    JsonBridge bridge{port, {.held_events = 2}, [this] { return leads; }, [this] { return now; }};
};

TEST_F(JsonBridgeTest, AsksWithTheFirstEvent) {
    happens("orders.eu", "1");

    ASSERT_THAT(port.asked, SizeIs(1));
    EXPECT_EQ(port.asked[0].letter.subject, "logbeam.json.orders.eu");
    EXPECT_EQ(text_in(port.asked[0].letter.body, "topic"), "orders.eu");
    EXPECT_EQ(text_in(port.asked[0].letter.body, "seq"), "1");
    EXPECT_THAT(port.sent, IsEmpty());
}

TEST_F(JsonBridgeTest, PublishesNothingMoreWhenNobodyListens) {
    happens("orders", "1");
    happens("orders", "2");
    port.answer(ErrorCode::not_found);
    happens("orders", "3");

    EXPECT_THAT(port.sent, IsEmpty());
    EXPECT_THAT(port.asked, IsEmpty());
    EXPECT_EQ(bridge.counts().unwanted, 1u);
}

TEST_F(JsonBridgeTest, AsksAgainAfterASecond) {
    happens("orders", "1");
    port.answer(ErrorCode::not_found);
    now += 1s;
    happens("orders", "2");

    EXPECT_EQ(text_in(port.asked.at(0).letter.body, "id"), "2");
}

TEST_F(JsonBridgeTest, PublishesInOrderWhenSomebodyListens) {
    happens("orders", "1");
    happens("orders", "2");
    happens("orders", "3");
    port.answer(ErrorCode::timed_out);
    happens("orders", "4");

    EXPECT_THAT(ids_sent(), ElementsAre("2", "3", "4"));
    EXPECT_EQ(bridge.counts().sent, 3u);
}

TEST_F(JsonBridgeTest, TakesAnAnswerForAListener) {
    const RecordingPort::Headers headers{{}};
    const transport::Mail mail{"inbox", "", "{}", headers};
    happens("orders", "1");

    port.answer(&mail);
    happens("orders", "2");

    EXPECT_THAT(ids_sent(), ElementsAre("2"));
}

TEST_F(JsonBridgeTest, StopsWhenTheLastListenerIsGone) {
    happens("orders", "1");
    port.answer(ErrorCode::timed_out);
    now += 5s;
    happens("orders", "2");
    happens("orders", "3");
    port.answer(ErrorCode::not_found);
    happens("orders", "4");

    EXPECT_THAT(ids_sent(), ElementsAre("3"));
}

TEST_F(JsonBridgeTest, HoldsSoMuch) {
    for (const auto* id : {"1", "2", "3", "4"})
        happens("orders", id);
    port.answer(ErrorCode::timed_out);

    EXPECT_THAT(ids_sent(), ElementsAre("2", "3"));
    EXPECT_EQ(bridge.counts().unheld, 1u);
}

TEST_F(JsonBridgeTest, LeavesWhatIsNotForEverybody) {
    happens("private-a", "1");
    happens("presence-a", "2");

    EXPECT_THAT(port.asked, IsEmpty());
}

TEST_F(JsonBridgeTest, PublishesOnlyWhileItLeadsAndHasAConnection) {
    leads = false;
    happens("orders", "1");
    leads = true;
    port.open = false;
    happens("orders", "2");

    EXPECT_THAT(port.asked, IsEmpty());
    EXPECT_EQ(bridge.demand().size(), 0u);
}

TEST_F(JsonBridgeTest, CountsWhatDoesNotGoOut) {
    happens("orders", "1");
    happens("orders", "2");
    port.open = false;
    port.answer(ErrorCode::timed_out);
    port.open = true;
    port.longest = 10;
    happens("orders", "3");

    EXPECT_EQ(bridge.counts().lost, 1u);
    EXPECT_EQ(bridge.counts().too_large, 1u);
}

TEST_F(JsonBridgeTest, RestsWhenTheConnectionIsLost) {
    happens("orders", "1");
    port.answer(ErrorCode::connection_lost);
    happens("orders", "2");

    EXPECT_THAT(port.sent, IsEmpty());
}

TEST_F(JsonBridgeTest, MayGoBeforeAnAnswerComes) {
    auto other = std::make_unique<JsonBridge>(
        port, JsonBridge::Settings{}, [] { return true; }, [this] { return now; });
    other->on_burst(BurstOf{R"({"topic":"orders","type":"x"})"}.get());
    other.reset();

    port.answer(ErrorCode::timed_out);

    EXPECT_THAT(port.sent, IsEmpty());
}

}  // namespace
}  // namespace logbeam::edge
