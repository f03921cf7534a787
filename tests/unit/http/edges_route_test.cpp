#include "unit/http/broker_rig.hpp"

#include <gtest/gtest.h>

#include <chrono>

// /api/edges, and /api/clients of a broker that is one of several
namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::BrokerRig;
using test::json_of;
using test::size_of;

hub::Client client_of(const std::string& id, const std::string& topic) {
    hub::Client client;
    client.id = id;
    client.topics = {topic};
    return client;
}

class TwoEdges final : public hub::Fleet {
public:
    [[nodiscard]] hub::EdgeInfo own() const override {
        return {.id = "e1", .url = "http://one/", .started = Timestamp{1'800'000'000s}, .leads = true};
    }
    void for_each_other(const std::function<void(const hub::EdgeInfo& edge, const std::vector<hub::Client>& clients)>&
                            take) const override {
        take({.id = "e2", .events_per_second = 12.5, .clients = 7, .last_seq = 5, .is_caught_up = true},
             {client_of("bob", "orders"), client_of("cat", "presence-room")});
    }
};

TEST(Edges, AreListedThisOneFirst) {
    const TwoEdges fleet;
    BrokerRig broker{&fleet};

    const auto answer = json_of(broker.get("/api/edges"));

    EXPECT_EQ(at(answer, "edges", 0, "id"), Value{"e1"});
    EXPECT_EQ(at(answer, "edges", 0, "url"), Value{"http://one/"});
    EXPECT_EQ(at(answer, "edges", 0, "is_this"), Value{true});
    EXPECT_EQ(at(answer, "edges", 0, "leads"), Value{true});
    EXPECT_EQ(at(answer, "edges", 0, "started"), Value{to_rfc3339(Timestamp{1'800'000'000s})});
    EXPECT_EQ(at(answer, "edges", 1, "id"), Value{"e2"});
    EXPECT_EQ(at(answer, "edges", 1, "is_this"), Value{false});
    EXPECT_EQ(at(answer, "edges", 1, "is_caught_up"), Value{true});
    EXPECT_EQ(at(answer, "edges", 1, "events_per_second"), Value{12.5});
    EXPECT_EQ(at(answer, "edges", 1, "clients"), Value{7});
    EXPECT_EQ(at(answer, "edges", 1, "last_seq"), Value{5});
}

TEST(Edges, AreNoneWhereTheBrokerIsAlone) {
    BrokerRig broker;

    EXPECT_EQ(broker.get("/api/edges").body, R"({"edges":[]})");
}

TEST(Edges, AreForAdmins) {
    const TwoEdges fleet;
    BrokerRig broker{&fleet};
    broker.allow_only(">", ">");

    EXPECT_EQ(broker.get("/api/edges").status, 403);
}

TEST(ClientsOfAFleet, AreListedWithTheirEdges) {
    const TwoEdges fleet;
    BrokerRig broker{&fleet};
    broker.hub.clients.join(client_of("ann", "logs.>"));

    const auto answer = json_of(broker.get("/api/clients"));

    EXPECT_EQ(at(answer, "clients", 0, "id"), Value{"ann"});
    EXPECT_EQ(at(answer, "clients", 0, "edge"), Value{"e1"});
    EXPECT_EQ(at(answer, "clients", 1, "id"), Value{"bob"});
    EXPECT_EQ(at(answer, "clients", 1, "edge"), Value{"e2"});
    EXPECT_EQ(size_of(at(answer, "clients")), 3u);
}

TEST(ClientsOfAFleet, OfATopicAreThoseWhoSubscribedIt) {
    const TwoEdges fleet;
    BrokerRig broker{&fleet};
    broker.allow_only(">", "presence-room");

    const auto answer = json_of(broker.get("/api/clients?topic=presence-room"));

    EXPECT_EQ(size_of(at(answer, "clients")), 1u);
    EXPECT_EQ(at(answer, "clients", 0, "id"), Value{"cat"});
}

TEST(ClientsOfABrokerThatIsAlone, NameNoEdge) {
    BrokerRig broker;
    broker.hub.clients.join(client_of("ann", "logs.>"));

    EXPECT_EQ(at(json_of(broker.get("/api/clients")), "clients", 0, "edge"), Value{});
}

}  // namespace
}  // namespace logbeam::http
