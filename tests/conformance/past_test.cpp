#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

// What a broker says about the past, and how it goes over into the present.
namespace logbeam {
namespace {

using test::BrokerRig;
using test::RawClient;
using test::RawWebSocket;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Past : ::testing::Test {
    explicit Past(server::BrokerConfig config = {}) : broker{std::move(config)} {}

    // Events on topic `a`, `n` counting up from `from`.
    void publish(int count, int from = 0) {
        std::string lines;
        for (int n = from; n < from + count; ++n) {
            lines += R"({"topic":"a","type":"logger.)" + std::string{n % 10 == 0 ? "error" : "info"} +
                     R"(","data":{"message":"number )" + std::to_string(n) + R"(","n":)" + std::to_string(n) + "}}\n";
        }
        ASSERT_EQ(test::post(broker.port(), "/api/events", lines, "application/x-ndjson").status, 200);
    }
    [[nodiscard]] test::RawAnswer get(std::string_view target, std::string_view headers = {}) {
        return test::get(broker.port(), target, headers);
    }
    static long lines_in(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

    BrokerRig broker;
};

TEST_F(Past, IsFoundByAQuery) {
    publish(100);

    const auto answer = get("/api/events?query=level%3Aerror+n%3E50&limit=2");

    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, AllOf(HasSubstr(R"("n":90)"), HasSubstr(R"("n":80)"), Not(HasSubstr(R"("n":70)"))));
}

TEST_F(Past, SaysAtWhichCharacterAQueryIsWrong) {
    const auto answer = get("/api/events?query=level%3Awarnign");

    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("malformed_query"), HasSubstr("at character 7: unknown level 'warnign', "
                                                                           "did you mean 'warning'?")));
}

TEST_F(Past, IsExportedAsAWhole) {
    for (int n = 0; n < 40'000; n += 10'000)
        publish(10'000, n);

    const auto answer = get("/api/events?format=ndjson&order=oldest&topic=a");

    EXPECT_EQ(lines_in(answer.body), 40'000);
    EXPECT_THAT(answer.body.substr(0, 400), HasSubstr(R"("n":0})"));
    EXPECT_THAT(answer.body.substr(answer.body.size() - 400), HasSubstr(R"("n":39999})"));
}

TEST_F(Past, IsHeardBeforeThePresentByAFilteredSubscription) {
    publish(20'000);
    RawWebSocket client{broker.port(), "/ws"};
    client.send_text(R"({"kind":"hello","version":1})");
    (void)client.next();

    client.send_text(R"({"kind":"subscribe","id":1,"topics":["a"],"filter":"n>=5 n<20000","from":{"last":100000}})");
    publish(1, 19'999);  // matches again

    EXPECT_THAT(client.next().value_or(""), StartsWith(R"({"kind":"subscribed","id":1)"));
    std::uint64_t events = 0;
    while (events < 19'996) {
        const auto frame = client.next();
        ASSERT_TRUE(frame) << events;
        for (std::size_t at = 0; (at = frame->find(R"("n":)", at)) != std::string::npos; ++at)
            ++events;
    }
    EXPECT_EQ(events, 19'996U);
}

TEST_F(Past, IsHeardFromATimeOn) {
    publish(3);

    RawClient stream{broker.port()};
    stream.send("GET /events?topic=a&from=-1h HTTP/1.1\r\nHost: localhost\r\n\r\n");

    EXPECT_THAT(stream.receive_until(R"("n":2})"), AllOf(HasSubstr(R"("n":0})"), HasSubstr(R"("n":1})")));
}

TEST_F(Past, FiltersAStream) {
    RawClient stream{broker.port()};
    stream.send("GET /events?topic=a&filter=n%3A7 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    (void)stream.receive_until(": ok\n\n");

    publish(10);

    EXPECT_THAT(stream.receive_until("\n\n"), HasSubstr(R"("n":7})"));
    EXPECT_EQ(broker.counters().filtered, 9U);
}

struct OneQueryAtATime : Past {
    static server::BrokerConfig config() {
        server::BrokerConfig config;
        config.limits.queries = 1;
        return config;
    }
    OneQueryAtATime() : Past{config()} {}
};

TEST_F(OneQueryAtATime, RefusesMoreUntilItIsOverAndEndsWithItsConnection) {
    for (int n = 0; n < 50'000; n += 10'000)
        publish(10'000, n);
    RawClient slow{broker.port(), 4096};  // reads nothing
    slow.send("GET /api/events?format=ndjson&topic=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    (void)slow.receive_until("\r\n\r\n");

    const auto refused = get("/api/events?topic=a");
    slow.reset();
    auto taken = get("/api/events?topic=a");
    while (taken.status == 503)  // until the broker has noticed
        taken = get("/api/events?topic=a");

    EXPECT_EQ(refused.status, 503);
    EXPECT_THAT(refused.body, AllOf(HasSubstr("limit_reached"), HasSubstr("limits.queries")));
    EXPECT_THAT(refused.head, HasSubstr("Retry-After"));
    EXPECT_EQ(taken.status, 200);
    EXPECT_GE(broker.counters().limits_reached, 1U);
}

TEST(APeerThatTakesNothing, LosesItsPlaceAmongTheQueries) {
    server::BrokerConfig config;
    config.limits.queries = 1;
    config.limits.idle_timeout = std::chrono::milliseconds{1500};
    BrokerRig broker{config};
    const std::string event = R"({"topic":"a","data":{"text":")" + std::string(1000, 'x') + "\"}}\n";
    std::string lines;
    for (int n = 0; n < 5000; ++n)
        lines += event;
    for (int n = 0; n < 4; ++n)
        ASSERT_EQ(test::post(broker.port(), "/api/events", lines, "application/x-ndjson").status, 200);
    RawClient idle{broker.port(), 4096};
    idle.send("GET /api/events?format=ndjson&topic=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    (void)idle.receive_until("\r\n\r\n");

    auto answer = test::get(broker.port(), "/api/events?topic=a&limit=1");
    EXPECT_EQ(answer.status, 503);
    while (answer.status == 503)
        answer = test::get(broker.port(), "/api/events?topic=a&limit=1");

    EXPECT_EQ(answer.status, 200);
}

TEST_F(Past, IsAnsweredToAnOldClientWithoutChunks) {
    publish(2);
    RawClient client{broker.port()};

    client.send("GET /api/events?format=ndjson&topic=a HTTP/1.0\r\nHost: localhost\r\n\r\n");

    EXPECT_THAT(client.receive_until("\r\n\r\n"), Not(HasSubstr("chunked")));
    EXPECT_THAT(client.receive_until("nothing comes after it"), EndsWith("}\n"));
}

TEST_F(Past, TellsTheHeadAloneToWhoAsksForIt) {
    RawClient client{broker.port()};

    client.send("HEAD /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n");

    EXPECT_THAT(client.receive_until("\r\n\r\n"), AllOf(HasSubstr("200 OK"), HasSubstr("application/json")));
    EXPECT_TRUE(client.is_closed_by_peer());
}

}  // namespace
}  // namespace logbeam
