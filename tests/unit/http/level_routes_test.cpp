#include "hub/levels.hpp"
#include "unit/http/broker_rig.hpp"

#include <gtest/gtest.h>

// /api/levels, /api/level
namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::json_of;
using test::size_of;

struct Port final : hub::LevelPort {
    void set_level(const wire::SetLevel& wish) override { asked.push_back(wish); }

    std::vector<wire::SetLevel> asked;
};

struct LevelRoutes : test::BrokerRig, ::testing::Test {
    void connect(const std::string& source) {
        hub::Client client;
        client.id = "id of " + source;
        client.source = source;
        const wire::Loggers loggers{{{"net", LoggerLevel::debug, wire::LevelChange{LoggerLevel::info, Timestamp{60s}}},
                                     {"", LoggerLevel::off, {}}},
                                    0};
        hub::note_loggers(hub, hub.clients.join(client), loggers, port);
    }
    std::string problem(std::string_view body) {
        const auto answer = post("/api/level", body);
        return std::to_string(answer.status) + " " + std::string{*at(json_of(answer), "detail").as_string()};
    }

    Port port;
};

TEST_F(LevelRoutes, ListLoggersOfProgramsThatLetThemBeSet) {
    connect("api");
    hub.clients.join({});

    const auto answer = json_of(get("/api/levels"));

    EXPECT_EQ(size_of(at(answer, "publishers")), 1U);
    EXPECT_EQ(at(answer, "publishers", 0, "source"), Value{"api"});
    EXPECT_EQ(at(answer, "publishers", 0, "asked"), Value{0});
    EXPECT_EQ(at(answer, "publishers", 0, "loggers", 0, "name"), Value{"net"});
    EXPECT_EQ(at(answer, "publishers", 0, "loggers", 0, "level"), Value{"debug"});
    EXPECT_EQ(at(answer, "publishers", 0, "loggers", 0, "was"), Value{"info"});
    EXPECT_EQ(at(answer, "publishers", 0, "loggers", 0, "until"), Value{"1970-01-01T00:01:00.000000000Z"});
    EXPECT_EQ(at(answer, "publishers", 0, "loggers", 1, "level"), Value{"off"});
}

TEST_F(LevelRoutes, AskForALevel) {
    connect("api");

    const auto response = post("/api/level", R"({"source":"api","logger":"net","level":"warn","for":"90s"})");

    EXPECT_EQ(response.status, 202);
    EXPECT_EQ(at(json_of(response), "asked", 0, "publisher"), Value{"id of api"});
    EXPECT_EQ(at(json_of(response), "for_ms"), Value{90'000});
    ASSERT_EQ(port.asked.size(), 1U);
    EXPECT_EQ(port.asked[0].logger, "net");
    EXPECT_EQ(port.asked[0].level, LoggerLevel::warning);
    EXPECT_EQ(port.asked[0].duration, 90s);
}

TEST_F(LevelRoutes, AskForFiveMinutesAndAllLoggersUnlessMoreIsSaid) {
    connect("api");

    EXPECT_EQ(post("/api/level", R"({"publisher":"id of api","level":"off"})").status, 202);

    EXPECT_EQ(port.asked.at(0).logger, std::nullopt);
    EXPECT_EQ(port.asked.at(0).duration, 5min);
}

TEST_F(LevelRoutes, AskForTheDefaultLoggerByItsEmptyName) {
    connect("api");

    const auto response = post("/api/level", R"({"source":"api","logger":"","level":"debug"})");

    EXPECT_EQ(at(json_of(response), "logger"), Value{""});
    EXPECT_EQ(port.asked.at(0).logger, "");
}

TEST_F(LevelRoutes, AskForTheLevelThatWasBefore) {
    connect("api");

    const auto response = post("/api/level", R"({"source":"api","level":"back"})");

    EXPECT_EQ(at(json_of(response), "level"), Value{"back"});
    EXPECT_EQ(port.asked.at(0).duration, 0s);
}

TEST_F(LevelRoutes, SayWhatIsWrong) {
    connect("api");

    EXPECT_EQ(problem("[]"), "400 expected an object");
    EXPECT_EQ(problem(R"({"level":"info"})"), "400 expected a source or a publisher");
    EXPECT_EQ(problem(R"({"source":"api"})"), "400 level: is missing");
    EXPECT_EQ(problem(R"({"source":"api","level":"loud"})"),
              "400 level: expected trace, debug, info, warning, error, critical, off or back");
    EXPECT_EQ(problem(R"({"source":"api","level":"info","for":"long"})"),
              "400 for: expected a span such as 90s, 5m or 2h");
    EXPECT_EQ(problem(R"({"source":"web","level":"info"})"), "404 no program 'web' is connected");
    EXPECT_EQ(ask("POST", "/api/level", "text/plain", R"({"source":"api","level":"info"})").status, 415);
    EXPECT_TRUE(port.asked.empty());
}

TEST_F(LevelRoutes, AreForAdminsAndForWhoMayHearOfIt) {
    connect("api");
    allow_only(">", ">");

    EXPECT_EQ(post("/api/level", R"({"source":"api","level":"off"})").status, 403);
    EXPECT_EQ(get("/api/levels").status, 403);
    EXPECT_TRUE(port.asked.empty());

    allow_only(">", "$sys.>");
    EXPECT_EQ(get("/api/levels").status, 200);
}

}  // namespace
}  // namespace logbeam::http
