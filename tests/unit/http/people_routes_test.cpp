#include "alert/rule_file.hpp"
#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>

// Silences, acknowledgements and notifiers.
namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::json_of;
using ::testing::HasSubstr;
using ::testing::Not;

struct PeopleRoutes : test::BrokerRig, ::testing::Test {
    PeopleRoutes() {
        alerts.reload(
            alert::parse_rules("rules: [{name: errors, when: level:error, by: host}]\n", "rules.yaml", {}).value());
        see(R"({"data":{"host":"eu","message":"failed"}})");
        see(R"({"data":{"host":"us","message":"failed"}})");
    }
    void see(std::string_view text) {
        query::Subject subject{text, "logs.a", Level::error, 7, Timestamp{10s}};
        subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
        alerts.see(subject, "p-7");
    }
    std::string fingerprint_of(int place) {
        return *at(json_of(get("/api/alerts")), "alerts", place, "fingerprint").as_string();
    }
    std::string silence(std::string_view body) {
        const Response answer = post("/api/silences", body);
        EXPECT_EQ(answer.status, 200) << answer.body;
        const Value value = json_of(answer);
        return at(value, "id").as_string() == nullptr ? std::string{} : *at(value, "id").as_string();
    }
    Response acknowledge(std::string_view body) {
        return ask("PUT", "/api/alerts/acknowledgement", "application/json", body);
    }
    // Who may read everything, and is no admin.
    void read_only() {
        hub::Rights rights;
        rights.user = "bob";
        rights.subscribe = {TopicPattern{">"}, TopicPattern{"$alerts.>"}};
        request.rights = std::make_shared<const hub::Rights>(rights);
    }
};

TEST_F(PeopleRoutes, MuteWhatASilenceMatches) {
    const auto id = silence(R"({"matchers":"host=eu","for":"2h","comment":"known"})");
    const Value answer = json_of(get("/api/silences"));

    EXPECT_EQ(at(answer, "silences", 0, "id"), Value{id});
    EXPECT_EQ(at(answer, "silences", 0, "state"), Value{"active"});
    EXPECT_EQ(at(answer, "silences", 0, "mutes"), Value{1});
    EXPECT_EQ(at(answer, "silences", 0, "comment"), Value{"known"});
    EXPECT_EQ(at(answer, "silences", 0, "until"), Value{to_rfc3339(clock.wall_now() + 2h)});
    const auto shown = get("/api/alerts").body;
    EXPECT_THAT(shown, HasSubstr(R"("muted":"silence","silence":")" + id + "\""));
    EXPECT_EQ(shown.find(R"("muted")"), shown.rfind(R"("muted")"));
}

TEST_F(PeopleRoutes, EndASilence) {
    const auto id = silence(R"({"matchers":"host=eu","for":"2h"})");
    clock.advance(1s);

    EXPECT_EQ(ask("DELETE", "/api/silences?id=" + id, "", "").status, 200);
    EXPECT_EQ(ask("DELETE", "/api/silences?id=" + id, "", "").status, 404);
    EXPECT_EQ(at(json_of(get("/api/silences")), "silences", 0, "state"), Value{"over"});
    EXPECT_THAT(get("/api/alerts").body, Not(HasSubstr("muted")));
}

TEST_F(PeopleRoutes, ShowASilenceThatIsToCome) {
    const auto from = to_rfc3339(clock.wall_now() + 1h);
    const auto until = to_rfc3339(clock.wall_now() + 2h);
    (void)silence(R"({"matchers":"host=eu","from":")" + from + R"(","until":")" + until + R"("})");

    EXPECT_EQ(at(json_of(get("/api/silences")), "silences", 0, "state"), Value{"waiting"});
    EXPECT_THAT(get("/api/alerts").body, Not(HasSubstr("muted")));
}

TEST_F(PeopleRoutes, PreviewWhatASilenceWouldMute) {
    const Value answer = json_of(post("/api/silences/preview", R"({"matchers":"rule=err*  host!=us"})"));

    EXPECT_EQ(at(answer, "matchers"), Value{"rule=err* host!=us"});
    EXPECT_EQ(at(answer, "mutes", 0, "by", "host"), Value{"eu"});
    EXPECT_EQ(at(answer, "mutes", 1), Value{});
    EXPECT_EQ(at(json_of(get("/api/silences")), "silences", 0), Value{});
}

TEST_F(PeopleRoutes, SayWhatIsWrongWithASilence) {
    EXPECT_THAT(post("/api/silences", R"({"matchers":"host","for":"2h"})").body, HasSubstr("matchers: "));
    EXPECT_THAT(post("/api/silences", R"({"matchers":"host=eu"})").body, HasSubstr("for: expected for how long"));
    EXPECT_THAT(post("/api/silences", R"({"matchers":"host=eu","for":"soon"})").body,
                HasSubstr("for: expected a span"));
    EXPECT_THAT(post("/api/silences", R"({"matchers":"host=eu","for":"2h","until":"2026-11-20T12:00:00Z"})").body,
                HasSubstr("stands beside until"));
    EXPECT_THAT(post("/api/silences", R"({"matchers":"","for":"2h"})").body, HasSubstr("rule=* is every alert"));
    EXPECT_THAT(post("/api/silences", R"({"matchers":"host=eu","until":"1970-01-01T00:00:00Z"})").body,
                HasSubstr("ends after it begins"));
    EXPECT_EQ(post("/api/silences", "[]").status, 400);
    EXPECT_EQ(post("/api/silences", "{}", "text/plain").status, 415);
    EXPECT_EQ(ask("DELETE", "/api/silences", "", "").status, 400);
}

TEST_F(PeopleRoutes, AcknowledgeAnAlert) {
    const auto fingerprint = fingerprint_of(0);
    EXPECT_EQ(acknowledge(R"({"fingerprint":")" + fingerprint + R"(","comment":"on it"})").status, 200);
    const auto shown = get("/api/alerts").body;

    EXPECT_THAT(shown, HasSubstr(R"("muted":"acknowledgement","acknowledgement":{"by":"","comment":"on it","at":)"));
    EXPECT_EQ(ask("DELETE", "/api/alerts/acknowledgement?fingerprint=" + fingerprint, "", "").status, 200);
    EXPECT_EQ(ask("DELETE", "/api/alerts/acknowledgement?fingerprint=" + fingerprint, "", "").status, 404);
    EXPECT_THAT(get("/api/alerts").body, Not(HasSubstr("muted")));
}

TEST_F(PeopleRoutes, SnoozeAnAlert) {
    EXPECT_EQ(acknowledge(R"({"fingerprint":")" + fingerprint_of(0) + R"(","for":"1h"})").status, 200);
    EXPECT_THAT(get("/api/alerts").body, HasSubstr(R"("until":")" + to_rfc3339(clock.wall_now() + 1h)));
    clock.advance(1h);

    EXPECT_THAT(get("/api/alerts").body, Not(HasSubstr("muted")));
}

TEST_F(PeopleRoutes, AcknowledgeNothingThatDoesNotFire) {
    EXPECT_EQ(acknowledge(R"({"fingerprint":"0000"})").status, 404);
    EXPECT_THAT(acknowledge("{}").body, HasSubstr("fingerprint: is missing"));
}

TEST_F(PeopleRoutes, LeaveChangesToAdmins) {
    const auto fingerprint = fingerprint_of(0);
    const auto id = silence(R"({"matchers":"host=eu","for":"2h"})");
    read_only();

    EXPECT_EQ(post("/api/silences", R"({"matchers":"host=eu","for":"2h"})").status, 403);
    EXPECT_EQ(ask("DELETE", "/api/silences?id=" + id, "", "").status, 403);
    EXPECT_EQ(acknowledge(R"({"fingerprint":")" + fingerprint + R"("})").status, 403);
    EXPECT_EQ(ask("DELETE", "/api/alerts/acknowledgement?fingerprint=" + fingerprint, "", "").status, 403);
    EXPECT_EQ(post("/api/notifiers/test?name=ops", "").status, 403);
    EXPECT_EQ(get("/api/silences").status, 200);
    EXPECT_EQ(get("/api/notifiers").status, 200);
}

TEST_F(PeopleRoutes, CountOnlyAlertsThatWhoAsksMayHear) {
    (void)silence(R"({"matchers":"host=eu","for":"2h"})");
    allow_only("a", "logs.>");

    EXPECT_EQ(at(json_of(get("/api/silences")), "silences", 0, "mutes"), Value{0});
    EXPECT_EQ(at(json_of(post("/api/silences/preview", R"({"matchers":"host=eu"})")), "mutes", 0), Value{});
}

TEST_F(PeopleRoutes, TestANotifier) {
    const Response answer = post("/api/notifiers/test?name=ops", "");
    EXPECT_EQ(answer.status, 202);
    while (sent.lock()->empty())
        std::this_thread::yield();

    EXPECT_THAT(sent.lock()->front(), HasSubstr("A test of this notifier; nothing is wrong."));
    EXPECT_EQ(post("/api/notifiers/test?name=gone", "").status, 404);
    EXPECT_EQ(post("/api/notifiers/test", "").status, 400);
}

TEST_F(PeopleRoutes, AreCounted) {
    (void)post("/api/notifiers/test?name=ops", "");
    while (dispatcher.status().front().counts.delivered == 0)
        std::this_thread::yield();
    const std::string metrics = get("/metrics").body;

    EXPECT_THAT(metrics, HasSubstr(R"(logbeam_notifications_total{notifier="ops",outcome="delivered"} 1)"));
    EXPECT_THAT(metrics, HasSubstr(R"(logbeam_notifications_total{notifier="ops",outcome="no_room"} 0)"));
    EXPECT_THAT(metrics, HasSubstr("logbeam_unlisted_alerts_total 0\n"));
}

TEST_F(PeopleRoutes, ShowNotifiersAndWhatBecameOfWhatTheySent) {
    (void)post("/api/notifiers/test?name=ops", "");
    while (dispatcher.status().front().counts.delivered == 0)
        std::this_thread::yield();
    const Value answer = json_of(get("/api/notifiers"));

    EXPECT_EQ(at(answer, "notifiers", 0, "name"), Value{"ops"});
    EXPECT_EQ(at(answer, "notifiers", 0, "kind"), Value{"topic"});
    EXPECT_EQ(at(answer, "notifiers", 0, "delivered"), Value{1});
    EXPECT_EQ(at(answer, "deliveries", 0, "outcome"), Value{"delivered"});
    EXPECT_EQ(at(answer, "deliveries", 0, "notifier"), Value{"ops"});
}

}  // namespace
}  // namespace logbeam::http
