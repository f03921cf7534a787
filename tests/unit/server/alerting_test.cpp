#include "server/alerting.hpp"

#include "support/hub_rig.hpp"
#include "unit/server/yaml_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::server {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct AnAlerting : ::testing::Test, logbeam::test::HubRig {
    AnAlerting() {
        hub.on_burst.emplace_back([this](const history::Burst& burst) {
            if (alerting) alerting->see(burst);
        });
    }
    // As a broker that starts on this history.
    void start() {
        alerting =
            std::make_unique<Alerting>(Alerting::Options{rules.path(), "", {}}, history, clock, [this] { ++woken; });
    }
    void see(std::chrono::seconds from_now, const std::string& host = "eu") {
        (void)publish(R"({"topic":"beats","type":"beat","timestamp":")" + to_rfc3339(clock.wall_now() + from_now) +
                      R"(","data":{"host":")" + host + "\"}}");
        (void)hub.commit();
    }
    // Seconds go by, and the broker notices each of them.
    void pass(int seconds) {
        for (; seconds > 0; --seconds) {
            clock.advance(1s);
            alerting->tick();
        }
    }
    // Types of what was told, which goes into the history.
    std::vector<std::string> told() {
        std::vector<std::string> types;
        for (const Alerting::Told& each : alerting->take_told()) {
            types.push_back(each.type);
            hub.ingest.tell(each.topic, each.type, each.data, each.time, each.id);
        }
        (void)hub.commit();
        return types;
    }

    test::YamlFile rules{"rules: [{name: silent, kind: absence, when: type:beat, by: host, within: 10s}]\n"};
    std::unique_ptr<Alerting> alerting;
    int woken = 0;
};

TEST_F(AnAlerting, LetsTimeGoOnWhereNoEventsCome) {
    start();
    see(0s);
    pass(9);
    EXPECT_THAT(told(), IsEmpty());
    pass(1);

    EXPECT_THAT(told(), ElementsAre("alert.firing"));
    EXPECT_EQ(woken, 1);
}

TEST_F(AnAlerting, LetsTimeGoOnWhereOnlyLateEventsCome) {
    start();
    see(0s);
    for (int second = 0; second < 10; ++second) {
        pass(1);
        see(-60min, "us");
    }

    EXPECT_THAT(told(), ElementsAre("alert.firing"));
}

TEST_F(AnAlerting, DoesNotWaitForeverForATimeThatAnEventMadeUp) {
    see(24h * 1000);
    start();
    see(24h * 1000);
    see(0s);
    pass(10);

    EXPECT_THAT(told(), ElementsAre("alert.firing"));
}

TEST_F(AnAlerting, JudgesThePastOnceMoreAndTellsWhatWasNotTold) {
    see(0s);
    clock.advance(5s);
    start();
    EXPECT_THAT(told(), IsEmpty());
    pass(10);
    EXPECT_THAT(told(), ElementsAre("alert.firing"));
    start();
    pass(10);

    EXPECT_THAT(told(), IsEmpty());
    EXPECT_EQ(alerting->engine().judges()[0]->lifecycle().active(), 1U);
}

TEST_F(AnAlerting, GoesOnInTheMiddleOfAPending) {
    rules.write("rules: [{name: many, kind: threshold, when: type:beat, above: 0, within: 1h, for: 20s}]\n");
    start();
    see(0s);
    pass(5);
    EXPECT_THAT(told(), ElementsAre("alert.pending"));
    see(0s);
    start();
    pass(14);
    EXPECT_THAT(told(), IsEmpty());
    pass(1);

    EXPECT_THAT(told(), ElementsAre("alert.firing"));
}

TEST_F(AnAlerting, GoesOnInTheMiddleOfASequence) {
    rules.write("rules: [{name: pair, kind: sequence, by: host, within: 1m, steps: [{when: type:beat, count: 2}, "
                "{when: type:beat}]}]\n");
    start();
    see(0s);
    pass(1);
    see(0s);
    start();
    EXPECT_THAT(told(), IsEmpty());
    pass(1);
    see(0s);

    EXPECT_THAT(told(), ElementsAre("alert.firing"));
}

TEST_F(AnAlerting, TellsEventsWithTheIdByWhichOtherAlertsNameThem) {
    rules.write("rules: [{name: beats, when: type:beat}, {name: both, kind: composite, all_of: beats}]\n");
    start();
    see(0s);
    const auto all = alerting->take_told();

    ASSERT_EQ(all.size(), 2U);
    EXPECT_THAT(all[1].data, ::testing::HasSubstr(R"("events":[{"seq":0,"id":")" + all[0].id + '"'));
    hub.ingest.tell(all[0].topic, all[0].type, all[0].data, all[0].time, all[0].id);
    EXPECT_THAT(taken().back(), ::testing::StartsWith(R"({"id":")" + all[0].id + '"'));
}

TEST_F(AnAlerting, DoesNothingBeforeTheFirstEvent) {
    start();
    pass(100);

    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AnAlerting, KeepsItsRulesWhereTheirFileIsBroken) {
    start();
    rules.write("rules: [{name: other}]\n");

    EXPECT_TRUE(alerting->has_changed());
    EXPECT_FALSE(alerting->reload());
    EXPECT_FALSE(alerting->has_changed());
    EXPECT_EQ(alerting->engine().judges()[0]->rule().name, "silent");
}

}  // namespace
}  // namespace logbeam::server
