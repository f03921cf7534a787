#include "alert/rule_file.hpp"
#include "unit/http/broker_rig.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace logbeam::http {
namespace {

using test::at;
using test::json_of;

struct AlertsRoute : test::BrokerRig, ::testing::Test {
    AlertsRoute() {
        alerts.reload(
            alert::parse_rules("rules: [{name: errors, when: level:error, by: host}]\n", "rules.yaml", {}).value());
    }
    void see(std::string_view text) {
        query::Subject subject{text, "logs.a", Level::error, 7, Timestamp{std::chrono::seconds{10}}};
        subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
        alerts.see(subject, "p-7");
    }
};

TEST_F(AlertsRoute, ShowAlertsThatStandAndTheRules) {
    see(R"({"data":{"host":"eu","message":"failed"}})");

    const Value answer = json_of(get("/api/alerts"));

    EXPECT_EQ(at(answer, "alerts", 0, "state"), Value{"firing"});
    EXPECT_EQ(at(answer, "alerts", 0, "by", "host"), Value{"eu"});
    EXPECT_EQ(at(answer, "alerts", 0, "message"), Value{"errors: failed"});
    EXPECT_EQ(at(answer, "rules", 0, "name"), Value{"errors"});
    EXPECT_EQ(at(answer, "rules", 0, "matched"), Value{1});
}

TEST_F(AlertsRoute, ShowNothingOfWhatTheClientMayNotHear) {
    see(R"({"data":{"host":"eu","message":"failed"}})");
    hub::Rights rights;
    rights.subscribe = {TopicPattern{"logs.>"}};
    request.rights = std::make_shared<const hub::Rights>(rights);

    EXPECT_EQ(get("/api/alerts").body, R"({"alerts":[],"rules":[]})");
}

}  // namespace
}  // namespace logbeam::http
