#include "hub/levels.hpp"

#include "support/hub_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::hub {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Port final : LevelPort {
    void set_level(const wire::SetLevel& wish) override { asked.push_back(wish); }

    std::vector<wire::SetLevel> asked;
};

struct Levels : test::HubRig, ::testing::Test {
    Client& connect(const std::string& id, const std::string& source) {
        Client client;
        client.id = id;
        client.source = source;
        return hub.clients.join(client);
    }
    static LevelWish wish(const std::string& source) {
        LevelWish wish;
        wish.source = source;
        wish.level = {"net", LoggerLevel::debug, 5min};
        wish.by = "ann";
        return wish;
    }
    static wire::Logger logger(LoggerLevel level, std::optional<wire::LevelChange> change = {}) {
        return {"net", level, change};
    }
    // Types and messages of what was told.
    std::vector<std::string> told() {
        (void)hub.commit();
        std::vector<std::string> all;
        for (const std::string& text : remembered()) {
            const Event event = Event::parse(text).value();
            if (event.topic == topic_of_levels) all.push_back(event.type + ": " + std::string{event.message()});
        }
        return all;
    }

    Port port;
};

TEST_F(Levels, AreAskedOfEveryProgramOfTheSourceThatAllowsIt) {
    note_loggers(hub, connect("p1", "api"), {{logger(LoggerLevel::info)}, 0}, port);
    note_loggers(hub, connect("p2", "api"), {{}, 0}, port);
    note_loggers(hub, connect("p3", "web"), {{}, 0}, port);
    connect("p4", "api");

    const auto asked = ask_for_level(hub, wish("api"));

    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->size(), 2U);
    EXPECT_EQ(asked->at(0).publisher, "p1");
    EXPECT_EQ(asked->at(0).asked, 1U);
    EXPECT_EQ(port.asked.size(), 2U);
    EXPECT_THAT(told(), ElementsAre("level.asked: 'net' of api asked to log from debug on for 300 s by ann"));
}

TEST_F(Levels, AreToldWithTheLoggersThatWereMeant) {
    note_loggers(hub, connect("p1", "api"), {{logger(LoggerLevel::info)}, 0}, port);
    LevelWish all = wish("api");
    all.level.logger.reset();
    LevelWish nameless = wish("api");
    nameless.level.logger = "";

    (void)ask_for_level(hub, all);
    (void)ask_for_level(hub, nameless);

    EXPECT_THAT(told(), ElementsAre("level.asked: all loggers of api asked to log from debug on for 300 s by ann",
                                    "level.asked: the default logger of api asked to log from debug on for 300 s "
                                    "by ann"));
}

TEST_F(Levels, AreRefusedInAWayThatSaysWhy) {
    EXPECT_EQ(ask_for_level(hub, wish("api")).error().message(), "not_found (171): no program 'api' is connected");

    connect("p1", "api");
    const auto refused = ask_for_level(hub, wish("api"));

    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
    EXPECT_THAT(refused.error().detail, HasSubstr("api does not allow it; its program says so with"));
}

TEST_F(Levels, AreToldWhenTheyChangeAndWhenTheyReturn) {
    Client& api = connect("p1", "api");
    note_loggers(hub, api, {{logger(LoggerLevel::info)}, 0}, port);
    EXPECT_THAT(told(), ElementsAre());

    note_loggers(hub, api, {{logger(LoggerLevel::debug, wire::LevelChange{LoggerLevel::info, Timestamp{60s}})}, 1},
                 port);
    note_loggers(hub, api, {{logger(LoggerLevel::info)}, 1}, port);
    note_loggers(hub, api, {{logger(LoggerLevel::error)}, 1}, port);  // the program itself

    EXPECT_THAT(told(),
                ElementsAre("level.changed: 'net' of api logs from debug on, was info, until 1970-01-01T00:01:00Z",
                            "level.returned: 'net' of api is back at info",
                            "level.changed: 'net' of api logs from error on, was info"));
    EXPECT_EQ(api.loggers->answered, 1U);
}

}  // namespace
}  // namespace logbeam::hub
