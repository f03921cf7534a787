#include "alert/rule_file.hpp"
#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace logbeam::http {
namespace {

using test::at;
using test::json_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct RulesRoutes : test::BrokerRig, ::testing::Test {
    RulesRoutes() {
        alerts.reload(alert::parse_rules("rules: [{name: errors, when: level:error}]\n", "rules/a.yaml", {}).value());
    }
    Response put(std::string_view target, std::string_view body, std::string_view type = "application/json") {
        return ask("PUT", target, type, body);
    }
    void become(bool is_admin, std::string_view hears) {
        hub::Rights rights;
        rights.user = "alice";
        rights.admin = is_admin;
        rights.subscribe.emplace_back(hears);
        request.rights = std::make_shared<const hub::Rights>(std::move(rights));
    }
};

TEST_F(RulesRoutes, ShowHowARuleIsWritten) {
    const Value answer = json_of(get("/api/rules?name=errors"));

    EXPECT_EQ(at(answer, "name"), Value{"errors"});
    EXPECT_EQ(at(answer, "file"), Value{"rules/a.yaml"});
    EXPECT_EQ(at(answer, "line"), Value{1});
    EXPECT_EQ(at(answer, "yaml"), Value{"{name: errors, when: level:error}"});
    EXPECT_EQ(at(answer, "can_change"), Value{true});
    EXPECT_EQ(at(answer, "why_not"), Value{});
}

TEST_F(RulesRoutes, SayWhyARuleCannotBeChanged) {
    rule_files.why_not = "it stands with others";
    EXPECT_EQ(at(json_of(get("/api/rules?name=errors")), "why_not"), Value{"it stands with others"});

    become(false, "$alerts.errors");
    const Value answer = json_of(get("/api/rules?name=errors"));
    EXPECT_EQ(at(answer, "can_change"), Value{false});
    EXPECT_EQ(at(answer, "why_not"), Value{"rules are changed by admins"});
}

TEST_F(RulesRoutes, ShowNoRuleThatTheClientMayNotHearOf) {
    EXPECT_EQ(get("/api/rules?name=other").status, 404);
    become(false, "logs.>");
    EXPECT_EQ(get("/api/rules?name=errors").status, 404);
}

TEST_F(RulesRoutes, WriteARuleForAnAdminAndSayWhere) {
    become(true, "logs.>");

    const auto answer = put("/api/rules?name=errors", R"({"yaml":"name: errors\nwhen: other"})");

    EXPECT_EQ(answer.body, R"({"name":"errors","file":"rules/errors.yaml"})");
    EXPECT_THAT(rule_files.asked, ElementsAre("put errors name: errors\nwhen: other alice 10.0.0.1"));
}

TEST_F(RulesRoutes, RemoveARuleForAnAdmin) {
    become(true, "logs.>");

    EXPECT_EQ(ask("DELETE", "/api/rules?name=errors", "", "").status, 200);
    EXPECT_THAT(rule_files.asked, ElementsAre("remove errors alice"));
}

TEST_F(RulesRoutes, ChangeNothingForAnybodyElse) {
    become(false, "$alerts.>");

    EXPECT_EQ(put("/api/rules?name=errors", R"({"yaml":"name: errors"})").status, 403);
    EXPECT_EQ(ask("DELETE", "/api/rules?name=errors", "", "").status, 403);
    EXPECT_THAT(rule_files.asked, IsEmpty());
}

TEST_F(RulesRoutes, RefuseWhatIsNoRule) {
    EXPECT_EQ(put("/api/rules", R"({"yaml":""})").status, 400);
    EXPECT_EQ(put("/api/rules?name=..%2Fa", R"({"yaml":""})").status, 400);
    EXPECT_EQ(put("/api/rules?name=a", "{}").status, 400);
    EXPECT_EQ(put("/api/rules?name=a", R"({"yaml":""})", "text/plain").status, 415);
    EXPECT_EQ(put("/api/rules?name=a", R"({"yaml":")" + std::string(70'000, ' ') + "\"}").status, 413);
    EXPECT_EQ(get("/api/rules").status, 400);
    EXPECT_THAT(rule_files.asked, IsEmpty());
}

TEST_F(RulesRoutes, TellWhatIsWrongWithARuleAsAnErrorOfTheRequest) {
    rule_files.answer = Error{ErrorCode::invalid_config, "unknown key 'wihtin' (yaml:2)"};

    const auto answer = put("/api/rules?name=errors", R"({"yaml":"name: errors"})");

    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("unknown key 'wihtin' (yaml:2)"));
}

}  // namespace
}  // namespace logbeam::http
