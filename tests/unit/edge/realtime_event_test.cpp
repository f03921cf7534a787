#include "edge/realtime_event.hpp"

#include "unit/edge/burst_of.hpp"

#include <gtest/gtest.h>

namespace logbeam::edge {
namespace {

using logbeam::test::BurstOf;

TEST(RealtimeEventsOfClients, BecomeEventsThatAreMarked) {
    const auto event = read_realtime_event(
        R"( {"id":"1","type":"order","clientId":"c\u0031","topic":"x","seq":7,"data":{"n":1.0},"metadata":{"a":1}} )",
        "edge-1");

    EXPECT_EQ(event->json, R"({"id":"1","type":"order","data":{"n":1.0},"metadata":{"a":1,"bridged":"edge-1"}})");
    EXPECT_EQ(event->client_id, "c1");
}

TEST(RealtimeEventsOfClients, CannotNameAnotherBridge) {
    EXPECT_EQ(read_realtime_event(R"({"metadata":{"bridged":"e9"}})", "e1")->json, R"({"metadata":{"bridged":"e1"}})");
    EXPECT_EQ(read_realtime_event(R"({"metadata":5})", "e1")->json, R"({"metadata":{"bridged":"e1"}})");
}

TEST(RealtimeEventsOfClients, AreObjects) {
    EXPECT_FALSE(read_realtime_event("", "e"));
    EXPECT_FALSE(read_realtime_event("hello", "e"));
    EXPECT_FALSE(read_realtime_event("[1]", "e"));
    EXPECT_FALSE(read_realtime_event(R"({"type":)", "e"));
    EXPECT_EQ(read_realtime_event(R"({"clientId":7})", "e")->client_id, "");
    EXPECT_EQ(read_realtime_event(R"({"clientId":")" + std::string(300, 'c') + R"("})", "e")->client_id, "");
}

TEST(BridgedEvents, AreKnownByTheirMark) {
    const BurstOf burst{R"({"topic":"t","type":"x","metadata":{"bridged":"e1"}})",
                        R"({"topic":"t","type":"x","data":{"metadata":{"bridged":"e1"}}})",
                        R"({"topic":"t","type":"x","metadata":{"more":{"bridged":"e1"}}})",
                        R"({"topic":"t","type":"x"})"};
    std::vector<bool> found;
    for (const auto& entry : burst.get().entries)
        found.push_back(was_bridged(burst.get().text_of(entry), entry.parts));

    EXPECT_EQ(found, (std::vector<bool>{true, false, false, false}));
}

TEST(TextsForThePattern, HaveWhatItKnows) {
    const BurstOf burst{R"({"id":"1","topic":"t","type":"x","source":"s","timestamp":"2026-11-20T10:57:33Z",
                            "data":{"n":1},"metadata":{"a":1}})"};

    const auto& entry = burst.get().entries.front();
    EXPECT_EQ(realtime_text(burst.get().text_of(entry), entry.parts),
              R"({"id":"1","type":"x","source":"s","timestamp":"2026-11-20T10:57:33.000000000Z",)"
              R"("data":{"n":1},"metadata":{"a":1}})");
}

}  // namespace
}  // namespace logbeam::edge
