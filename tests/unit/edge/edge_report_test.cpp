#include "edge/edge_report.hpp"

#include <gmock/gmock.h>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

hub::EdgeInfo status() {
    return {.id = "e1",
            .url = "http://10.0.0.1:3030/",
            .version = "logbeam 0.1.0",
            .started = Timestamp{1'800'000'000s},
            .events_per_second = 12.5,
            .deliveries_per_second = 100,
            .subscribers = 3,
            .clients = 7,
            .last_seq = 4096,
            .is_caught_up = true,
            .leads = true};
}

hub::Registry registry_of(std::size_t count, const std::string& topic = "logs.>") {
    hub::Registry registry;
    for (std::size_t i = 0; i < count; ++i) {
        hub::Client client;
        client.id = "client-" + std::to_string(i);
        client.topics = {topic, "orders"};
        client.since = Timestamp{1'800'000'001s};
        client.events_in = i;
        registry.join(std::move(client));
    }
    return registry;
}

TEST(EdgeReports, AreReadAsTheyWereWritten) {
    const auto messages = encode_report(status(), registry_of(2), 9, {});
    ASSERT_THAT(messages, SizeIs(1));
    const auto report = parse_edge_report(messages[0]).value();

    EXPECT_EQ(report.number, 9u);
    EXPECT_EQ(report.status.id, "e1");
    EXPECT_EQ(report.status.url, "http://10.0.0.1:3030/");
    EXPECT_EQ(report.status.version, "logbeam 0.1.0");
    EXPECT_EQ(report.status.started, status().started);
    EXPECT_EQ(report.status.events_per_second, 12.5);
    EXPECT_EQ(report.status.deliveries_per_second, 100);
    EXPECT_EQ(report.status.subscribers, 3u);
    EXPECT_EQ(report.status.clients, 7u);
    EXPECT_EQ(report.status.last_seq, 4096u);
    EXPECT_TRUE(report.status.is_caught_up);
    EXPECT_TRUE(report.status.leads);
    ASSERT_THAT(report.clients, SizeIs(2));
    EXPECT_EQ(report.clients[1].id, "client-1");
    EXPECT_EQ(report.clients[1].events_in, 1u);
    EXPECT_EQ(report.clients[1].since, Timestamp{1'800'000'001s});
    EXPECT_THAT(report.clients[1].topics, ElementsAre("logs.>", "orders"));
}

TEST(EdgeReports, ComeInPartsThatFitAMessage) {
    const auto messages = encode_report(status(), registry_of(100), 1, {.part_bytes = 8'192});

    EXPECT_GT(messages.size(), 1u);
    std::size_t clients = 0;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        EXPECT_LE(messages[i].size(), 8'192u);
        const auto report = parse_edge_report(messages[i]).value();
        EXPECT_EQ(report.part, i);
        EXPECT_EQ(report.parts, messages.size());
        clients += report.clients.size();
    }
    EXPECT_EQ(clients, 100u);
}

TEST(EdgeReports, TellOfSoManyClients) {
    const auto clients_in = [](const ReportLimits& limits) {
        return parse_edge_report(encode_report(status(), registry_of(10), 1, limits).at(0)).value().clients;
    };

    EXPECT_THAT(clients_in({.clients = 3}), SizeIs(3));
    EXPECT_THAT(clients_in({.bytes = 400}), SizeIs(2));
    EXPECT_THAT(clients_in({.topics_per_client = 1}).at(0).topics, ElementsAre("logs.>"));
}

TEST(EdgeReports, LeaveOutAClientThatFitsNoMessage) {
    const auto messages = encode_report(status(), registry_of(1, std::string(300, 'a')), 1, {.part_bytes = 4'200});

    ASSERT_THAT(messages, SizeIs(1));
    EXPECT_THAT(parse_edge_report(messages[0]).value().clients, SizeIs(0));
}

TEST(EdgeReports, CutTextsThatAreTooLong) {
    const auto report =
        parse_edge_report(R"({"edge":"e","clients":[{"id":")" + std::string(300, 'a') + R"("},7]})").value();

    ASSERT_THAT(report.clients, SizeIs(1));
    EXPECT_EQ(report.clients[0].id, std::string(255, 'a'));
}

TEST(EdgeReports, AreRefusedWhenTheyAreNone) {
    EXPECT_FALSE(parse_edge_report("hello"));
    EXPECT_FALSE(parse_edge_report("[]"));
    EXPECT_FALSE(parse_edge_report("{}"));
    EXPECT_FALSE(parse_edge_report(R"({"edge":""})"));
    EXPECT_FALSE(parse_edge_report(R"({"edge":"e","part":1,"parts":1})"));
    EXPECT_FALSE(parse_edge_report(R"({"edge":"e","part":0,"parts":10001})"));
    EXPECT_FALSE(parse_edge_report(R"({"edge":"e","clients":{}})"));
}

TEST(EdgeReports, MayBeAGoodbye) {
    const auto report = parse_edge_report(encode_goodbye("e1")).value();

    EXPECT_TRUE(report.is_goodbye);
    EXPECT_EQ(report.status.id, "e1");
}

}  // namespace
}  // namespace logbeam::edge
