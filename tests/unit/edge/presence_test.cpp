#include "edge/presence.hpp"

#include "support/fake_clock.hpp"
#include "support/recording_port.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using logbeam::test::RecordingPort;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class PresenceTest : public testing::Test {
protected:
    void pass(std::chrono::milliseconds span) {
        clock.advance(span);
        presence.tick();
    }
    hub::Client& join(hub::Registry& clients, const std::string& id) {
        hub::Client client;
        client.id = id;
        return clients.join(std::move(client));
    }
    void say(const std::string& body) { port.deliver(Presence::subject, Presence::subject, body); }
    // Another edge with these clients tells of itself.
    void tell(const std::string& edge, std::initializer_list<std::string> clients) {
        hub::Registry its;
        for (const auto& id : clients)
            join(its, id);
        for (const auto& body : encode_report({.id = edge}, its, ++reports, {}))
            say(body);
    }
    [[nodiscard]] std::map<std::string, std::string> others() const {
        std::map<std::string, std::string> found;
        presence.for_each_other([&found](const hub::EdgeInfo& edge, const std::vector<hub::Client>& clients) {
            std::string& ids = found[edge.id];
            for (const auto& client : clients)
                ids += client.id + " ";
        });
        return found;
    }

    logbeam::test::FakeClock clock;
    RecordingPort port;
    hub::Registry registry;
    hub::EdgeInfo status{.url = "http://a/"};
    std::uint64_t reports = 0;
    Presence presence{port, clock, {.edge = "e1", .edges = 2}, registry, [this] { return status; }};
};

TEST_F(PresenceTest, IsToldAtOnceAndEveryFiveSeconds) {
    presence.tick();
    EXPECT_EQ(port.sent.size(), 1u);
    pass(4s);
    EXPECT_EQ(port.sent.size(), 1u);
    pass(1s);
    EXPECT_EQ(port.sent.size(), 2u);
    const auto report = parse_edge_report(port.sent[1].body).value();
    EXPECT_EQ(report.status.id, "e1");
    EXPECT_EQ(report.status.url, "http://a/");
}

TEST_F(PresenceTest, IsToldWhenSomethingChangedAtMostOnceASecond) {
    presence.tick();
    hub::Client& ann = join(registry, "ann");
    pass(500ms);
    EXPECT_EQ(port.sent.size(), 1u);
    pass(500ms);
    EXPECT_EQ(port.sent.size(), 2u);
    ann.topics.emplace_back("orders");
    pass(1s);
    EXPECT_EQ(port.sent.size(), 3u);
    status.leads = true;
    pass(1s);
    EXPECT_EQ(port.sent.size(), 4u);
    ann.events_in = 7;
    pass(1s);
    EXPECT_EQ(port.sent.size(), 4u);
}

TEST_F(PresenceTest, IsToldMoreSeldomWhenThereIsMuchToTell) {
    Presence slow{port, clock, {.edge = "e3", .bytes_per_second = 100}, registry, [this] { return status; }};
    slow.tick();
    join(registry, "ann");
    clock.advance(1s);
    slow.tick();
    EXPECT_EQ(port.sent.size(), 1u);
    clock.advance(5s);
    slow.tick();

    EXPECT_EQ(port.sent.size(), 2u);
}

TEST_F(PresenceTest, IsToldInMessagesThatTheServerTakes) {
    port.longest = 5'000;
    for (int i = 0; i < 50; ++i)
        join(registry, "client-" + std::to_string(i));

    presence.tick();

    EXPECT_GT(port.sent.size(), 5u);
    for (const auto& sent : port.sent)
        EXPECT_LE(sent.body.size(), 5'000u);
}

TEST_F(PresenceTest, WaitsForAConnection) {
    port.open = false;
    presence.tick();
    EXPECT_EQ(presence.counts().told, 0u);
    port.open = true;
    presence.on_open();
    presence.tick();

    EXPECT_EQ(presence.counts().told, 1u);
}

TEST_F(PresenceTest, KnowsTheClientsOfOtherEdges) {
    tell("e2", {"bob", "cat"});
    tell("e3", {});
    EXPECT_THAT(others(), ElementsAre(Pair("e2", "bob cat "), Pair("e3", "")));
    tell("e2", {"cat"});

    EXPECT_THAT(others(), ElementsAre(Pair("e2", "cat "), Pair("e3", "")));
}

TEST_F(PresenceTest, AnswersAnEdgeThatIsNew) {
    presence.tick();
    tell("e2", {});
    pass(1s);

    EXPECT_EQ(port.sent.size(), 2u);
}

TEST_F(PresenceTest, KeepsTheLastWholeReport) {
    hub::Registry many;
    for (int i = 0; i < 30; ++i)
        join(many, "c");
    const auto parts = encode_report({.id = "e2", .last_seq = 5}, many, 2, {.part_bytes = 6'000});
    ASSERT_GT(parts.size(), 2u);
    reports = 0;
    tell("e2", {"old"});

    say(parts[0]);
    say(parts[0]);
    EXPECT_THAT(others(), ElementsAre(Pair("e2", "old ")));
    for (std::size_t i = 1; i < parts.size(); ++i)
        say(parts[i]);
    EXPECT_EQ(others()["e2"].size(), 60u);
}

TEST_F(PresenceTest, ForgetsAnEdgeThatIsSilent) {
    tell("e2", {"bob"});
    pass(14s);
    EXPECT_EQ(others().size(), 1u);
    pass(1s);

    EXPECT_THAT(others(), IsEmpty());
}

TEST_F(PresenceTest, ForgetsAnEdgeThatSaysGoodbye) {
    tell("e2", {"bob"});
    say(encode_goodbye("e2"));
    say(encode_goodbye("e9"));
    EXPECT_THAT(others(), IsEmpty());

    presence.say_goodbye();
    EXPECT_TRUE(parse_edge_report(port.sent.back().body).value().is_goodbye);
}

TEST_F(PresenceTest, KnowsItself) {
    join(registry, "ann");

    EXPECT_EQ(presence.own().id, "e1");
    EXPECT_EQ(presence.own().clients, 1u);
    tell("e1", {"imposter"});
    EXPECT_THAT(others(), IsEmpty());
}

TEST_F(PresenceTest, HasRoomForSoManyEdgesAndCountsNonsense) {
    tell("e2", {});
    tell("e3", {});
    tell("e4", {});
    say("hello");

    EXPECT_EQ(others().size(), 2u);
    EXPECT_EQ(presence.counts().without_room, 1u);
    EXPECT_EQ(presence.counts().malformed, 1u);
    EXPECT_EQ(presence.counts().heard, 3u);
}

}  // namespace
}  // namespace logbeam::edge
