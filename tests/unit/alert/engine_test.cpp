#include "alert/engine.hpp"

#include "unit/alert/past.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using test::Past;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(AnEngine, AsksEachRuleAboutWhatItMatches) {
    Past past{R"(
  - {name: errors, when: "level:error timeout", by: host, keep_firing_for: 10s}
  - {name: orders, when: "topic:orders.> type:order", keep_firing_for: 10s}
)"};
    past.see(1, R"("message":"a timeout","host":"eu")", "logger.error");
    past.see(2, R"("message":"a timeout","host":"eu")", "logger.info");
    past.see(3, R"("message":"all is well","host":"eu")", "logger.error");
    past.see(4, R"("n":1)", "order", "orders.eu");
    past.see(5, R"("n":1)", "order", "other.eu");
    past.advance(60);

    EXPECT_THAT(past.lines, ElementsAre("1 firing errors [\"eu\"]", "4 firing orders []", "11 resolved errors [\"eu\"]",
                                        "14 resolved orders []"));
    EXPECT_EQ(past.engine.judges()[0]->counts().matched, 1U);
}

TEST(AnEngine, PassesOverEventsWithoutTheKey) {
    Past past{"  - {name: errors, when: level:error, by: [host, user.id]}\n"};

    past.see(1, R"("host":"eu")", "logger.error");
    past.see(2, R"("host":"eu","user":{"id":7})", "logger.error");

    EXPECT_THAT(past.lines, ElementsAre("2 firing errors [\"eu\",\"7\"]"));
    EXPECT_EQ(past.engine.judges()[0]->counts().without_key, 1U);
}

TEST(AnEngine, TellsInTheOrderInWhichThingsHappen) {
    Past past{R"(
  - {name: slow, when: type:a, keep_firing_for: 10s}
  - {name: fast, when: type:a, keep_firing_for: 5s}
)"};
    past.see(1, "", "a");
    past.see(100, "", "b");

    EXPECT_THAT(past.lines,
                ElementsAre("1 firing slow []", "1 firing fast []", "6 resolved fast []", "11 resolved slow []"));
}

TEST(AnEngine, JudgesLateEventsInTheirOrderWhereItWaitsForThem) {
    const std::string rule = "  - {name: moved, kind: change, when: type:a, field: n, lateness: ";
    Past waits{rule + "10s}\n"};
    Past hurries{rule + "0s}\n"};
    for (Past* past : {&waits, &hurries}) {
        past->see(1, R"("n":1)", "a");
        past->see(3, R"("n":3)", "a");
        past->see(2, R"("n":2)", "a");
        past->advance(60);
    }

    EXPECT_THAT(waits.told.front().detail, HasSubstr("was 1, is 2"));
    EXPECT_THAT(hurries.told.front().detail, HasSubstr("was 1, is 3"));
}

TEST(AnEngine, ShowsARatioBothOfItsPartsAtOnce) {
    for (const char* lateness : {"0s", "5s"}) {
        Past past{R"(  - {name: failed, kind: threshold, value: ratio, when: "ok:false", of: "type:call", )"
                  R"(at_least: 0.5, min_count: 4, within: 1m, lateness: )" +
                  std::string{lateness} + "}\n"};
        for (int second = 1; second <= 4; ++second)
            past.see(second, second <= 2 ? R"("ok":true)" : R"("ok":false)", "call");
        past.advance(20);

        EXPECT_THAT(past.lines, ElementsAre("4 firing failed []")) << lateness;
        EXPECT_EQ(past.told.at(0).value, 0.5);
    }
}

TEST(AnEngine, WaitsForWhatARuleListsFromItsFirstMomentOn) {
    Past past{"  - {name: silent, kind: absence, when: type:beat, by: host, keys: [eu, us], within: 10s}\n"};

    past.see(1'000'000, R"("host":"eu")", "beat");
    past.see(1'000'005, R"("host":"eu")", "beat");
    past.advance(1'000'012);

    EXPECT_THAT(past.lines, ElementsAre("1000010 firing silent [\"us\"]"));
}

TEST(AnEngine, GoesOnUntilNothingIsDue) {
    Past past{
        "  - {name: fresh, kind: new_value, when: type:a, field: n, by: n, forget_after: 1s, keep_firing_for: 1s}\n"};
    for (int number = 0; number < 1000; ++number)
        past.see(1, "\"n\":" + std::to_string(number), "a");

    past.advance(100);

    EXPECT_EQ(past.engine.judges()[0]->detector().groups(), 0U);
    EXPECT_EQ(past.engine.next_due(), std::nullopt);
}

TEST(AnEngine, LetsRulesBeAboutRules) {
    Past past{R"(
  - {name: both, kind: composite, all_of: [a, b]}
  - {name: a, when: type:a, keep_firing_for: 10s}
  - {name: b, when: type:b, keep_firing_for: 10s}
)"};
    past.see(1, "", "a");
    past.see(5, "", "b");
    past.advance(60);

    EXPECT_THAT(past.lines, ElementsAre("1 firing a []", "5 firing b []", "5 firing both []", "11 resolved a []",
                                        "11 resolved both []", "15 resolved b []"));
}

TEST(AnEngine, DoesNotTakeAnAlertForWhatItIsAbout) {
    Past past{R"(
  - {name: errors, when: level>=error, severity: critical, keep_firing_for: 1s}
  - {name: alerts, when: "topic:$alerts.errors state:firing", keep_firing_for: 1s}
)"};
    past.see(1, "", "logger.error");

    EXPECT_THAT(past.lines, ElementsAre("1 firing errors []", "1 firing alerts []"));
    EXPECT_EQ(past.engine.judges()[0]->counts().matched, 1U);
}

TEST(AnEngine, LetsNoRuleHearItselfByAWildcard) {
    Past past{R"(
  - {name: all, when: "topic:$alerts.> OR topic:$alerts.a OR type:alert.firing", by: [rule, number]}
  - {name: a, when: type:a, keep_firing_for: 1s}
)"};
    past.see(1, "", "a");

    EXPECT_THAT(past.lines, ElementsAre("1 firing a []", "1 firing all [\"a\",\"1\"]"));
}

TEST(AnEngine, JudgesTheOldestBeforeItsTimeWhereTooManyWait) {
    Past past{"  - {name: a, when: type:a, by: n, lateness: 1h, keep_firing_for: 0s}\n"};
    for (int number = 0; number < 100'001; ++number)
        past.see(1 + number / 1e6, "\"n\":" + std::to_string(number), "a");

    EXPECT_THAT(past.take_lines(), ElementsAre("1 firing a [\"0\"]"));
}

TEST(AnEngine, JudgesTheOldestBeforeItsTimeWhereTooMuchWaits) {
    Past past{"  - {name: a, when: type:a, by: n, lateness: 1h, keep_firing_for: 0s}\n"};
    const std::string large = ",\"text\":\"" + std::string(std::size_t{16} << 20U, 'x') + "\"";
    for (int number = 0; number < 4; ++number)
        past.see(1 + number, "\"n\":" + std::to_string(number) + large, "a");

    EXPECT_THAT(past.take_lines(), ElementsAre("1 firing a [\"0\"]"));
}

TEST(AnEngine, PassesOverEventsWhoseKeyIsTooLong) {
    Past past{"  - {name: a, when: type:a, by: n}\n"};

    past.see(1, "\"n\":\"" + std::string(Judge::longest_key_value + 1, 'x') + "\"", "a");
    past.see(2, "\"n\":\"" + std::string(Judge::longest_key_value, 'x') + "\"", "a");

    EXPECT_EQ(past.lines.size(), 1U);
    EXPECT_EQ(past.engine.judges()[0]->counts().without_key, 1U);
}

TEST(AnEngine, TakesNoTimeThatIsFarAheadOfTheClocks) {
    Past past{"  - {name: a, when: \"*\", keep_firing_for: 10s}\n"};
    const std::string text = R"({"data":{}})";
    const Timestamp wall{std::chrono::hours{1}};

    past.engine.see({text, "t", {}, 1, wall + std::chrono::hours{1000}, 1}, "x", wall);
    EXPECT_EQ(past.engine.now(), wall);
    past.engine.see({text, "t", {}, 2, wall + std::chrono::hours{1000}, 1}, "y", wall + std::chrono::hours{1});
    EXPECT_EQ(past.engine.now(), wall);
    past.engine.see({text, "t", {}, 3, wall + Engine::furthest_ahead, 1}, "z", wall);
    EXPECT_EQ(past.engine.now(), wall + Engine::furthest_ahead);
}

TEST(AnEngine, KeepsTheIdsOfTheEventsThatLedToAnAlert) {
    Past past{"  - {name: a, when: type:a}\n"};

    past.see(1, "", "a");

    EXPECT_THAT(past.told.at(0).events, ElementsAre(EventRef{1, Timestamp{std::chrono::seconds{1}}, "p-1"}));
    EXPECT_THAT(data_of(past.told.at(0)), HasSubstr(R"("events":[{"seq":1,"id":"p-1","time":"1970-01-01T00:00:01.0)"));
}

TEST(AnEngine, FindsTheIdsOfEventsOfWhichAKindKeepsTheNumberAlone) {
    Past past{"  - {name: a, kind: threshold, when: type:a, above: 1, within: 1m}\n"};

    past.see(1, "", "a");
    past.see(2, "", "b");
    past.see(3, "", "a");

    EXPECT_THAT(past.told.at(0).events, ElementsAre(EventRef{1, Timestamp{std::chrono::seconds{1}}, "p-1"},
                                                    EventRef{3, Timestamp{std::chrono::seconds{3}}, "p-3"}));
}

TEST(AnEngine, NamesAnAlertThatAnotherIsAboutAsItsEventIsNamed) {
    Past past{R"(
  - {name: errors, when: level:error}
  - {name: trouble, kind: composite, all_of: errors}
)"};
    past.see(1, "", "logger.error");

    ASSERT_EQ(past.told.size(), 2U);
    EXPECT_EQ(past.told[1].events.at(0).id, id_of(past.told[0]));
    EXPECT_EQ(id_of(past.told[0]), past.told[0].fingerprint + "-firing-000000003b9aca00");
}

TEST(AnEngine, TellsWhereARuleCanReadNothingOfWhatMatches) {
    Past past{"  - {name: slow, kind: threshold, when: type:a, value: avg(latency), above: 1, within: 1m}\n"};
    for (int second = 1; second < 100; ++second)
        past.see(second, R"("latency":"fast")", "a");
    EXPECT_EQ(past.engine.judges()[0]->error(), "");
    past.see(100, R"("latency":"fast")", "a");

    EXPECT_THAT(past.lines, ElementsAre("100 error slow "));
    EXPECT_EQ(past.engine.judges()[0]->error(), "none of the last 100 events of 'type:a' has a number in latency; look "
                                                "at one of them for how it is called");
    past.see(101, R"("latency":7)", "a");
    EXPECT_EQ(past.engine.judges()[0]->error(), "");
}

TEST(AnEngine, TellsWhereNothingThatMatchesHasTheKey) {
    Past past{"  - {name: errors, when: type:a, by: [hots, region]}\n"};
    for (int second = 1; second <= 300; ++second)
        past.see(second, R"("host":"eu","region":"x")", "a");

    EXPECT_THAT(past.lines, ElementsAre("100 error errors "));
    EXPECT_THAT(past.engine.judges()[0]->error(), HasSubstr("has hots, region;"));
}

TEST(AnEngine, KnowsNewTemplatesAndNewPlacesInTheSource) {
    Past past{R"(
  - {name: template, kind: new_value, when: level:error, field: template}
  - {name: place, kind: new_value, when: level:error, field: site, message: "{file}:{line} {detail}"}
)"};
    past.see(1, R"("message":"a 1","file":"a.cpp","line":7,"site":"f00d","template":"a {}")", "logger.error");
    past.see(2, R"("message":"a 2","file":"a.cpp","line":7,"site":"f00d","template":"a {}")", "logger.error");
    past.see(3, R"("message":"b","file":"a.cpp","line":9,"site":"beef","template":"a {}")", "logger.error");

    EXPECT_THAT(past.lines, ElementsAre("1 firing template []", "1 firing place []"));
    EXPECT_EQ(past.engine.judges()[1]->lifecycle().standing().at(0).message, "a.cpp:9 beef");
    EXPECT_EQ(past.engine.judges()[0]->lifecycle().standing().at(0).count, 1U);
}

}  // namespace
}  // namespace logbeam::alert
