#include "unit/http/broker_rig.hpp"

namespace logbeam::http {
namespace {

using test::at;
using test::BrokerRig;
using test::header_of;
using test::json_of;

TEST(Router, AnswersAnUnknownPathWithANumberedError) {
    BrokerRig broker;

    const auto answer = broker.get("/api/nothing");

    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_EQ(at(json_of(answer), "error"), Value{171});
    EXPECT_EQ(at(json_of(answer), "name"), Value{"not_found"});
    EXPECT_EQ(at(json_of(answer), "mayRetry"), Value{false});
}

TEST(Router, SaysWhomToAskOfAlertsWhereAnotherBrokerJudgesThem) {
    BrokerRig broker;
    broker.alert_place.is_elsewhere = true;

    for (const char* path :
         {"/api/alerts", "/api/alerts/partial", "/api/silences", "/api/notifiers", "/api/rules?name=a"}) {
        const auto answer = broker.get(path);
        EXPECT_EQ(answer.status, 503) << path;
        EXPECT_EQ(at(json_of(answer), "detail"), Value{"alerts are judged by 'two'"}) << path;
    }
    EXPECT_EQ(broker.get("/metrics").status, 200);
    EXPECT_EQ(broker.get("/api/stats").status, 200);
}

TEST(Router, NamesTheMethodsOfAPathThatHasOthers) {
    BrokerRig broker;

    const auto answer = broker.ask("DELETE", "/api/events", "", "");

    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(header_of(answer, "Allow"), "POST, GET, HEAD, OPTIONS");
    EXPECT_EQ(at(json_of(answer), "name"), Value{"method_not_allowed"});
}

TEST(Router, AnswersHeadAsGetAndOptionsWithTheMethods) {
    BrokerRig broker;

    EXPECT_EQ(broker.ask("HEAD", "/api/stats", "", "").status, 200);
    const auto options = broker.ask("OPTIONS", "/metrics", "", "");
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(header_of(options, "Allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(broker.ask("OPTIONS", "/nothing", "", "").status, 404);
}

TEST(Router, LetsNoCacheKeepAnswersAndNoBrowserGuessTheirType) {
    BrokerRig broker;

    const auto answer = broker.get("/api/stats");

    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
}

TEST(Router, ServesThePageWithARevalidatingCache) {
    BrokerRig broker;

    const auto answer = broker.get("/");

    EXPECT_EQ(answer.static_body, "<h1>");
    EXPECT_EQ(header_of(answer, "ETag"), "\"tag\"");
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-cache");
    EXPECT_NE(header_of(answer, "Content-Security-Policy"), "");
    EXPECT_EQ(header_of(answer, "Referrer-Policy"), "no-referrer");

    broker.request.if_none_match = "\"tag\"";
    EXPECT_EQ(broker.get("/").status, 304);
    EXPECT_EQ(broker.get("/").static_body, "");
}

TEST(Router, LetsHashedFilesBeKept) {
    BrokerRig broker;
    broker.page.path = "/assets/app-1a2b.js";

    EXPECT_EQ(header_of(broker.get("/assets/app-1a2b.js"), "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(broker.get("/assets/other.js").status, 404);
}

TEST(Router, OpensOnlyWhatIsNobodysSecret) {
    for (const auto* path : {"/", "/client.js", "/assets/app.js", "/healthz", "/readyz"}) {
        EXPECT_EQ(access_of(path), Access::open) << path;
    }
    for (const auto* path : {"/api/events", "/api/topics", "/api/clients", "/api/stats", "/api/views", "/api/views/a",
                             "/metrics", "/events", "/ws", "/nothing", "/assets", "//", ""}) {
        EXPECT_EQ(access_of(path), Access::token) << path;
    }
}

}  // namespace
}  // namespace logbeam::http
