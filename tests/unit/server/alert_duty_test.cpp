#include "server/alert_duty.hpp"

#include "server/log.hpp"
#include "store/memory_state.hpp"
#include "support/hub_rig.hpp"
#include "unit/server/yaml_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace logbeam::server {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

struct AnAlertDuty : ::testing::Test, logbeam::test::HubRig {
    AnAlertDuty() {
        hub.on_burst.emplace_back([this](const history::Burst& burst) { duty.see(burst); });
    }
    static Notifying::Keeping keeping() { return {std::make_unique<store::MemoryState>(), {}}; }
    BrokerConfig its_config() {
        BrokerConfig made;
        made.rules = rules.path();
        return made;
    }
    void fail() {
        (void)publish(R"({"topic":"a","type":"x","data":{"level":"error","message":"boom"}})");
        (void)hub.commit();
    }

    test::YamlFile rules{"rules: [{name: errors, kind: match, when: level:error}]\n"};
    const BrokerConfig config = its_config();
    Log log{{}, clock, [](const std::string& /*line*/) {}};
    AlertDuty duty{config, "http://here/", {history, clock, log}, [] {}, {}};
};

TEST_F(AnAlertDuty, JudgesNothingBeforeItsTurn) {
    fail();

    EXPECT_EQ(duty.here(), nullptr);
    EXPECT_THAT(duty.take_told(), IsEmpty());
    EXPECT_EQ(duty.elsewhere(), "alerts are not judged yet");
}

TEST_F(AnAlertDuty, JudgesInItsTurnWhatCameBefore) {
    fail();
    ASSERT_TRUE(duty.begin(keeping()).ok());

    EXPECT_THAT(duty.take_told(), SizeIs(1));
    ASSERT_NE(duty.here(), nullptr);
    EXPECT_THAT(duty.here()->engine.judges(), SizeIs(1));
}

TEST_F(AnAlertDuty, SaysWhomToAskWhenItsTurnIsOver) {
    ASSERT_TRUE(duty.begin(keeping()).ok());
    duty.send_elsewhere([] { return std::string{"ask the other"}; });
    duty.end();
    fail();

    EXPECT_EQ(duty.here(), nullptr);
    EXPECT_EQ(duty.elsewhere(), "ask the other");
    EXPECT_THAT(duty.take_told(), IsEmpty());
}

TEST_F(AnAlertDuty, BeginsWhenTheRulesCanBeReadAgain) {
    rules.write("rules: [{name: errors");
    EXPECT_FALSE(duty.begin(keeping()).ok());
    duty.tick();
    EXPECT_EQ(duty.here(), nullptr);
    rules.write("rules: [{name: errors, kind: match, when: level:error}]\n");
    duty.tick();

    EXPECT_NE(duty.here(), nullptr);
}

TEST_F(AnAlertDuty, KeepsARuleOfTheProgramForItsTurn) {
    EXPECT_FALSE(duty.add("{name: b, kind: nonsense}").ok());
    ASSERT_TRUE(duty.add("{name: b, kind: match, when: level:warn}").ok());
    ASSERT_TRUE(duty.begin(keeping()).ok());

    EXPECT_THAT(duty.here()->engine.judges(), SizeIs(2));
}

}  // namespace
}  // namespace logbeam::server
