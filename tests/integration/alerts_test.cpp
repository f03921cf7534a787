#include "support/broker_process.hpp"
#include "support/command.hpp"
#include "support/raw_client.hpp"
#include "unit/channel/temp_folder.hpp"

#include <logbeam/timestamp.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

// Rules at work in a broker, and `logbeam alerts test`.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* rules = R"(rules:
  - name: errors
    kind: threshold
    when: level>=error
    by: service
    above: 2
    within: 1h
    severity: critical
    message: "{value} errors of {service}"
)";

struct Alerts : ::testing::Test {
    Alerts() { channel::write_file(folder / "rules.yaml", rules); }

    [[nodiscard]] Arguments arguments() const { return {"--data", folder / "data", "--rules", folder / "rules.yaml"}; }
    static std::string error_line(const std::string& time) {
        return R"({"topic":"logs.api","type":"logger.error","timestamp":")" + time +
               R"(","data":{"level":"error","service":"api","message":"failed"}})" + "\n";
    }
    static std::string now() { return to_rfc3339(std::chrono::system_clock::now()); }

    // The events on `$alerts.>`, the oldest first, once there are so many; within 20 s.
    static std::vector<std::string> alerts(std::uint16_t port, std::size_t count) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        std::vector<std::string> lines;
        do {
            lines.clear();
            std::string body = get(port, "/api/events?topic=%24alerts.%3E&format=ndjson&order=oldest").body;
            for (std::size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n')) {
                lines.push_back(body.substr(0, at));
                body.erase(0, at + 1);
            }
        } while (lines.size() < count && std::chrono::steady_clock::now() < end);
        return lines;
    }
    // What `logbeam alerts test` printed, on whichever of its outputs.
    static std::vector<std::string> test_rules(const Arguments& words, int code) {
        Arguments all{"alerts", "test"};
        all.insert(all.end(), words.begin(), words.end());
        return printed_by(all, code);
    }

    const channel::TempFolder folder;
};

TEST_F(Alerts, AreToldAsEventsAndShown) {
    BrokerProcess broker{0, arguments()};
    (void)post(broker.port(), "/api/events", error_line(now()) + error_line(now()) + error_line(now()),
               "application/x-ndjson");

    EXPECT_THAT(alerts(broker.port(), 1),
                ElementsAre(AllOf(HasSubstr(R"("type":"alert.firing")"), HasSubstr(R"("message":"3 errors of api")"),
                                  HasSubstr(R"("by":{"service":"api"})"))));
    EXPECT_THAT(get(broker.port(), "/api/alerts").body,
                AllOf(HasSubstr(R"("state":"firing")"), HasSubstr(R"("name":"errors","kind":"threshold")")));
}

TEST_F(Alerts, AreJudgedOnAfterTheBrokerWasKilledAndNotToldTwice) {
    {
        BrokerProcess broker{0, arguments()};
        (void)post(broker.port(), "/api/events", error_line(now()) + error_line(now()), "application/x-ndjson");
        broker.kill(SIGKILL);
    }
    {
        BrokerProcess broker{0, arguments()};
        EXPECT_THAT(alerts(broker.port(), 0), IsEmpty());
        (void)post(broker.port(), "/api/events", error_line(now()), "application/x-ndjson");
        EXPECT_EQ(alerts(broker.port(), 1).size(), 1U);
        broker.kill(SIGKILL);
    }
    BrokerProcess broker{0, arguments()};
    (void)post(broker.port(), "/api/events", error_line(now()), "application/x-ndjson");

    EXPECT_EQ(alerts(broker.port(), 1).size(), 1U);
    EXPECT_THAT(get(broker.port(), "/api/alerts").body, HasSubstr(R"("value":4)"));
}

TEST_F(Alerts, ThatEndedByTimeAloneAreNotToldTwiceEither) {
    channel::write_file(folder / "rules.yaml", "rules:\n  - {name: quick, when: level:error, keep_firing_for: 1s}\n"
                                               "  - {name: slow, when: level:critical, keep_firing_for: 1h}\n");
    {
        BrokerProcess broker{0, arguments()};
        (void)post(broker.port(), "/api/events", error_line(now()), "application/x-ndjson");
        EXPECT_EQ(alerts(broker.port(), 2).size(), 2U);
        broker.kill(SIGKILL);
    }
    BrokerProcess broker{0, arguments()};
    (void)post(broker.port(), "/api/events", error_line(now()), "application/x-ndjson");

    EXPECT_THAT(alerts(broker.port(), 4),
                ElementsAre(HasSubstr("alert.firing"), HasSubstr("alert.resolved"),
                            AllOf(HasSubstr("alert.firing"), HasSubstr(R"("number":4)")), HasSubstr("alert.resolved")));
}

TEST_F(Alerts, GoOnWhereTheirFileIsBrokenAndChangeWhereItIsNot) {
    BrokerProcess broker{0, arguments()};
    channel::write_file(folder / "rules.yaml", "rules: [{name: other, when: level:warnign}]\n");
    EXPECT_TRUE(broker.says("the rules stay as they were"));
    EXPECT_TRUE(broker.says("rules.yaml:1)"));
    EXPECT_THAT(get(broker.port(), "/api/alerts").body, HasSubstr(R"("name":"errors")"));

    channel::write_file(folder / "rules.yaml", "rules: [{name: other, when: level:error}]\n");
    EXPECT_TRUE(broker.says("reloaded the rules"));

    EXPECT_THAT(get(broker.port(), "/api/alerts").body, HasSubstr(R"("name":"other")"));
}

TEST_F(Alerts, ComeFromARuleThatWasTriedAndWrittenOverHttp) {
    std::filesystem::create_directory(folder / "rules");
    BrokerProcess broker{0, {"--memory", "--rules", folder / "rules"}};
    (void)post(broker.port(), "/api/events", error_line(now()), "application/x-ndjson");
    const std::string rule = R"({"yaml":"name: failed\nwhen: level:error\n"})";

    const auto tried = post(broker.port(), "/api/rules/test", rule).body;
    EXPECT_THAT(tried, AllOf(HasSubstr(R"("state":"firing")"), HasSubstr(R"("kind":"end","events":1)")));
    EXPECT_THAT(get(broker.port(), "/api/alerts").body, HasSubstr(R"("rules":[])"));

    RawClient admin{broker.port()};
    const auto answer = ask(admin, "PUT /api/rules?name=failed HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                   "application/json\r\nContent-Length: " +
                                       std::to_string(rule.size()) + "\r\n\r\n" + rule);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_TRUE(broker.says("a rule was written"));
    (void)post(broker.port(), "/api/events", error_line(now()), "application/x-ndjson");
    EXPECT_THAT(alerts(broker.port(), 1), ElementsAre(HasSubstr(R"("rule":"failed")")));
}

TEST_F(Alerts, AreTriedOverAFileAndHeldToWhatTheirRulesExpect) {
    std::string events;
    for (int second = 0; second < 3; ++second)
        events += error_line("2026-11-21T10:00:0" + std::to_string(second) + "Z");
    channel::write_file(folder / "events.ndjson", events);
    const Arguments words{folder / "rules.yaml", "--events", folder / "events.ndjson"};

    EXPECT_THAT(test_rules(words, 0),
                ElementsAre("2026-11-21T10:00:02.000Z  firing      errors  service=api  3 errors of api  (1 2 3)",
                            "errors  3 matched, 0 pending, 1 fired, 0 resolved, 0 messages", "1 rule, 3 events"));

    channel::write_file(folder / "rules.yaml",
                        std::string{rules} + "    expect: [{state: firing, by: {service: api}, times: 2}]\n");
    EXPECT_THAT(test_rules(words, 1),
                Contains(HasSubstr("rules.yaml:2: 'errors' was to be firing 2 times for service=api, and was once")));
}

TEST_F(Alerts, AreTriedOverWhatABrokerStored) {
    {
        BrokerProcess broker{0, arguments()};
        (void)post(broker.port(), "/api/events", error_line(now()) + error_line(now()) + error_line(now()),
                   "application/x-ndjson");
        EXPECT_EQ(alerts(broker.port(), 1).size(), 1U);
        EXPECT_THAT(test_rules({folder / "rules.yaml", "--data", folder / "data", "--from", "-1h"}, 0),
                    Contains(HasSubstr("firing      errors  service=api  3 errors of api")));
    }
    EXPECT_THAT(test_rules({folder / "rules.yaml", "--data", folder / "data", "--from", "yesterday"}, 2),
                ElementsAre(HasSubstr("--from: 'yesterday' is no time")));
    EXPECT_THAT(test_rules({folder / "nothing.yaml", "--data", folder / "data"}, 1),
                ElementsAre(HasSubstr("cannot read")));
    EXPECT_THAT(test_rules({folder / "rules.yaml", "--events", folder / "rules.yaml"}, 1),
                ElementsAre(HasSubstr("rules.yaml:1: ")));
}

}  // namespace
}  // namespace logbeam::test
