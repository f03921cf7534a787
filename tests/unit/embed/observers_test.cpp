#include "embed/observers.hpp"

#include "dialect/make_encoder.hpp"
#include "hub/hub.hpp"
#include "store/memory_history.hpp"
#include "support/fake_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

// What a program that embeds the broker is told.
namespace logbeam::embed {
namespace {

using test::FakeClock;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct ObserversTest : ::testing::Test {
    ObserversTest() {
        hub.on_burst.emplace_back([this](const history::Burst& burst) { observers.take_burst(burst); });
        hub.on_tell = [this](std::string_view type, std::string_view data) { observers.take_told(type, data); };
    }

    std::uint64_t publish(const std::string& topic) {
        const std::string json = R"({"type":"shipped","data":{"id":1},"topic":")" + topic + R"("})";
        return hub.ingest.take_event(json, sender, clock.wall_now()).value().seq;
    }
    void note(BrokerEvent what) {
        observers.add(what, [this](const Event& event) { heard.push_back(event.topic + " " + event.type); });
    }
    void commit_and_tell() {
        (void)hub.commit();
        observers.tell();
    }

    FakeClock clock;
    std::vector<std::string> lines;
    server::Log log{{}, clock, [this](const std::string& line) { lines.push_back(line); }};
    store::MemoryHistory history{{}, "epoch"};
    hub::Hub hub{{}, history, dialect::make_encoder, clock};
    hub::SharedRights rights = hub::rights_of_owner();
    hub::Sender sender{"client", "", "", rights.get()};
    Observers observers{clock, log};
    std::vector<std::string> heard;
};

TEST_F(ObserversTest, HearEachMessageOnceItIsCommitted) {
    note(BrokerEvent::message_received);
    publish("orders");
    publish("payments");

    observers.tell();
    EXPECT_THAT(heard, IsEmpty());
    commit_and_tell();

    EXPECT_THAT(heard, ElementsAre("orders shipped", "payments shipped"));
}

TEST_F(ObserversTest, AreGivenTheWholeEvent) {
    Event told;
    observers.add(BrokerEvent::message_received, [&told](const Event& event) { told = event; });
    const auto seq = publish("orders");

    commit_and_tell();

    EXPECT_EQ(told.seq, seq);
    EXPECT_EQ(told.client_id, "client");
    EXPECT_EQ(*told.field("id"), Value{1});
}

TEST_F(ObserversTest, AreNotToldWhatTheHostItselfPublished) {
    note(BrokerEvent::message_received);
    observers.leave_out(publish("own"));
    publish("other");

    commit_and_tell();
    publish("own");
    commit_and_tell();

    EXPECT_THAT(heard, ElementsAre("other shipped", "own shipped"));
}

TEST_F(ObserversTest, AreNotToldWhatTheBrokerSaysAsAMessage) {
    note(BrokerEvent::message_received);
    hub.tell("$sys.log", "logger.info", "{}");

    commit_and_tell();

    EXPECT_THAT(heard, IsEmpty());
}

TEST_F(ObserversTest, HearWhoComesAndWhoGoes) {
    note(BrokerEvent::client_connected);
    note(BrokerEvent::client_disconnected);

    hub.tell("$sys.client.connected", "client.connected", "{}");
    hub.tell("$sys.client.disconnected", "client.disconnected", "{}");
    hub.tell("$sys.drops", "drops", "{}");
    observers.tell();

    EXPECT_THAT(heard,
                ElementsAre("$sys.client.connected client.connected", "$sys.client.disconnected client.disconnected"));
}

TEST_F(ObserversTest, HearOfEachClientWhenMoreComeThanTheBrokerTellsOthers) {
    note(BrokerEvent::client_connected);

    for (std::uint64_t i = 0; i < 2 * hub::Hub::told_per_second; ++i)
        hub.tell("$sys.client.connected", "client.connected", "{}");
    observers.tell();

    EXPECT_EQ(heard.size(), 2 * hub::Hub::told_per_second);
}

TEST_F(ObserversTest, MayPublishAndAskForMore) {
    observers.add(BrokerEvent::message_received, [this](const Event& event) {
        if (event.topic != "orders") return;
        publish("answers");
        note(BrokerEvent::message_received);
    });
    publish("orders");

    commit_and_tell();
    commit_and_tell();

    EXPECT_THAT(heard, ElementsAre("answers shipped"));
}

TEST_F(ObserversTest, ThatThrowAreLoggedAndTheOthersStillHear) {
    observers.add(BrokerEvent::message_received, [](const Event& /*event*/) { throw std::runtime_error{"no disk"}; });
    note(BrokerEvent::message_received);
    publish("orders");

    commit_and_tell();

    EXPECT_THAT(heard, ElementsAre("orders shipped"));
    EXPECT_THAT(lines, ElementsAre(HasSubstr("no disk")));
}

TEST_F(ObserversTest, CostNothingWhereNobodyAsked) {
    publish("orders");

    (void)hub.commit();

    EXPECT_FALSE(observers.has_news());
}

TEST_F(ObserversTest, HearWhatTheBrokerSaysOnATopicOfItsOwn) {
    observers.add("$alerts.errors", [this](const Event& event) { heard.push_back(event.topic + " " + event.type); });
    note(BrokerEvent::message_received);
    (void)hub.ingest.tell("$alerts.errors", "alert.firing", "{}", clock.wall_now());
    (void)hub.ingest.tell("$alerts.others", "alert.firing", "{}", clock.wall_now());
    publish("orders");
    commit_and_tell();

    EXPECT_THAT(heard, ElementsAre("$alerts.errors alert.firing", "orders shipped"));
}

}  // namespace
}  // namespace logbeam::embed
