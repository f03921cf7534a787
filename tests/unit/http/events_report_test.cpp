#include "http/events_report.hpp"

#include "unit/http/past_rig.hpp"

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::lines_of;
using test::value_of;

constexpr int block_events = 1024;  // of MemoryHistory

// A report whose every step deals with one block, which takes five milliseconds.
class AReport : public ::testing::Test {
protected:
    EventsReport report(EventsFormat format, Effort::Duration limit = 1h) {
        Question question;
        question.range.wants = [](std::string_view topic) { return topic != "noise"; };
        EventsOptions options;
        options.format = format;
        options.limit = 1'000'000;
        options.epoch = "e7";
        return {broker.history.snapshot(), question, options, Effort{clock, limit}};
    }
    static std::string all_of(EventsReport& report) {
        std::string text;
        while (report.step(text)) {}
        return text;
    }

    test::PastRig broker;
    test::TickingClock clock;
};

TEST_F(AReport, WritesWhatItFindsStepByStep) {
    broker.publish_seconds(2 * block_events);
    auto found = report(EventsFormat::ndjson);

    std::string first;
    ASSERT_TRUE(found.step(first));
    std::string second;
    EXPECT_FALSE(found.step(second));

    EXPECT_EQ(lines_of(first).size(), static_cast<std::size_t>(block_events));
    EXPECT_EQ(lines_of(second).size(), static_cast<std::size_t>(block_events));
}

TEST_F(AReport, TellsItsProgressEveryTenthOfASecondOfWork) {
    broker.publish_seconds(60 * block_events, "noise");
    auto found = report(EventsFormat::stream);

    const auto lines = lines_of(all_of(found));

    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(at(value_of(lines[0]), "progress", "scanned"), Value{20});
    EXPECT_EQ(at(value_of(lines[1]), "progress", "scanned"), Value{40});
    EXPECT_EQ(at(value_of(lines[2]), "done", "progress", "scanned"), Value{60});
    EXPECT_EQ(at(value_of(lines[2]), "done", "next"), Value{});
}

TEST_F(AReport, EndsWhenItHasWorkedForLongAndSaysWhereToGoOn) {
    broker.publish_seconds(10 * block_events, "noise");
    auto found = report(EventsFormat::json, 10ms);

    const auto page = value_of(all_of(found));

    EXPECT_EQ(at(page, "progress", "scanned"), Value{2});
    EXPECT_EQ(at(page, "next"), Value{8 * block_events + 1});
}

TEST_F(AReport, DoesNotSeeWhatComesLater) {
    broker.publish_seconds(1);
    auto found = report(EventsFormat::ndjson);
    broker.publish_seconds(1);

    EXPECT_EQ(lines_of(all_of(found)).size(), 1u);
}

TEST_F(AReport, OfAnEmptyHistoryIsWhole) {
    auto found = report(EventsFormat::json);

    EXPECT_EQ(all_of(found), R"({"epoch":"e7","events":[],"progress":{"blocks":0,"scanned":0,"skipped":0,)"
                             R"("damaged":0,"events":0,"matched":0}})");
}

}  // namespace
}  // namespace logbeam::http
