#include "cli/doctor/diagnosis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Finding> findings(std::string_view accounting, std::string_view stats = "{}") {
    return diagnose(Value::parse(accounting).value(), Value::parse(stats).value());
}
std::vector<Finding> of_publisher(const std::string& members) {
    return findings(R"({"publishers":[{"id":"k3v9","source":"orders-api","through":100,"tail":"connected",)" + members +
                    "}]}");
}

auto is(Finding::Weight weight, const std::string& what, const std::string& remedy) {
    return AllOf(Field(&Finding::weight, weight), Field(&Finding::what, HasSubstr(what)),
                 Field(&Finding::remedy, HasSubstr(remedy)));
}
constexpr auto lost = Finding::Weight::lost;
constexpr auto notice = Finding::Weight::notice;

TEST(ADiagnosis, FindsNothingWhereNothingIsLost) {
    EXPECT_THAT(findings(R"({"publishers":[],"subscriptions":[],"history":{"holes":[],"trimmed":0}})"), IsEmpty());
    EXPECT_THAT(of_publisher(R"("stored":100,"dropped":{},"missing":0)"), IsEmpty());
}

TEST(ADiagnosis, SaysWhoDroppedEventsWhyAndWhatToChange) {
    EXPECT_THAT(of_publisher(R"("dropped":{"queue_full":120,"closed":1})"),
                ElementsAre(is(lost, "orders-api (k3v9) dropped 120 events: its threads logged faster", "queue_bytes"),
                            is(lost, "dropped 1 event: it ended before", "close_timeout")));
}

TEST(ADiagnosis, DoesNotCountAWishAsALoss) {
    EXPECT_THAT(of_publisher(R"("dropped":{"filtered":7})"), ElementsAre(is(notice, "its before_send said so", "")));
    EXPECT_THAT(findings(R"({"subscriptions":[{"client":"c","sampled_out":9}]})"),
                ElementsAre(is(notice, "c was not sent 9 events: it asked for a maxRate", "")));
}

TEST(ADiagnosis, FindsEventsThatNeverCameOrCouldNotBeKept) {
    EXPECT_THAT(of_publisher(R"("missing":4,"refused":2,"unstored":3)"),
                ElementsAre(is(lost, "numbered 4 events that never came", "spool_file"),
                            is(lost, "2 events of orders-api (k3v9) were refused", "on_error"),
                            is(lost, "3 events of orders-api (k3v9) were delivered live", "disk")));
}

TEST(ADiagnosis, FindsBatchesThatHaveNotComeOutOfNats) {
    EXPECT_THAT(of_publisher(R"("absent":[{"after":0,"through":128},{"after":192,"through":256}])"),
                ElementsAre(is(lost,
                               "batches of orders-api (k3v9) have not come out of NATS: behind 0 up to 128, "
                               "behind 192 up to 256",
                               "docs/scaling.md")));
    EXPECT_THAT(of_publisher(R"("absent":[])"), IsEmpty());
}

TEST(ADiagnosis, SaysThatTheTailOfAPublisherThatIsGoneIsUnknown) {
    EXPECT_THAT(findings(R"({"publishers":[{"id":"k3v9","source":"","through":100,"tail":"unknown"}]})"),
                ElementsAre(is(notice, "k3v9 is gone; all that it numbered up to 100 is accounted for", "")));
}

TEST(ADiagnosis, SaysWhatStillWaitsAtAPublisher) {
    EXPECT_THAT(of_publisher(R"("told":{"time":"12:00","queued":2,"spooled":40})"),
                ElementsAre(is(notice, "42 events of orders-api (k3v9) waited in its queue and spool", "")));
    EXPECT_THAT(of_publisher(R"("told":{"time":"12:00","made":9,"below_level":4,"queued":0,"spooled":0})"), IsEmpty());
}

TEST(ADiagnosis, FindsReadersThatWereTooSlow) {
    EXPECT_THAT(findings(R"({"subscriptions":[{"client":"c","source":"page","offered":50,"skipped":10}]})"),
                ElementsAre(is(lost, "page (c) was too slow for 10 events of 50", "maxRate")));
}

TEST(ADiagnosis, FindsHolesOfTheHistory) {
    EXPECT_THAT(findings(R"({"history":{"holes":[{"first":5,"last":9,"reason":"unstored"}],"trimmed":0}})"),
                ElementsAre(is(lost, "a hole from seq 5 to 9: unstored", "room")));
}

TEST(ADiagnosis, PutsWhatIsLostBeforeWhatIsToBeNoted) {
    EXPECT_THAT(findings(R"({"history":{"holes":[{"first":5,"last":9,"reason":"damaged"}],"trimmed":3}})",
                         R"({"counters":{"too_slow":2}})"),
                ElementsAre(is(lost, "damaged", "restore"), is(notice, "let go of 3 events", "store.keep"),
                            is(notice, "2 readers were sent away", "lag_bytes")));
}

}  // namespace
}  // namespace logbeam::cli
