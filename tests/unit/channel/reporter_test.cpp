#include "channel/reporter.hpp"

#include "unit/channel/reports.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace logbeam::channel {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(Reporter, BringsAnErrorToTheHost) {
    Reports reports;

    reports.reporter.report({ErrorCode::connection_lost, "gone"});

    EXPECT_EQ(reports.last(), "connection_lost (120): gone");
}

TEST(Reporter, ReportsEachCodeOnceASecond) {
    Reports reports;

    reports.reporter.report({ErrorCode::connection_lost, "first"});
    reports.reporter.report({ErrorCode::connection_lost, "second"});
    reports.clock.advance(1s - 1ns);
    reports.reporter.report({ErrorCode::connection_lost, "third"});

    EXPECT_THAT(reports.errors, SizeIs(1));
}

TEST(Reporter, ReportsDifferentCodesSideBySide) {
    Reports reports;

    reports.reporter.report({ErrorCode::connection_lost, "gone"});
    reports.reporter.report({ErrorCode::timed_out, "late"});

    EXPECT_THAT(reports.codes(), ElementsAre(ErrorCode::connection_lost, ErrorCode::timed_out));
}

TEST(Reporter, SaysHowManyItLeftOut) {
    Reports reports;
    for (int count = 0; count < 4; ++count) {
        reports.reporter.report({ErrorCode::connection_lost, "gone"});
    }

    reports.clock.advance(1s);
    reports.reporter.report({ErrorCode::connection_lost, "gone"});
    EXPECT_EQ(reports.errors.back().detail, "gone (and 3 more since the last report)");

    reports.clock.advance(1s);
    reports.reporter.report({ErrorCode::connection_lost, "gone"});
    EXPECT_EQ(reports.errors.back().detail, "gone");
}

TEST(Reporter, IsNotDisturbedByAWallClockThatJumps) {
    Reports reports;
    reports.reporter.report({ErrorCode::connection_lost, "gone"});

    reports.clock.jump_wall(-24h);
    reports.clock.advance(1s);
    reports.reporter.report({ErrorCode::connection_lost, "gone"});

    EXPECT_THAT(reports.errors, SizeIs(2));
}

TEST(Reporter, SurvivesAHandlerThatThrows) {
    test::FakeClock clock;
    int calls = 0;
    Reporter reporter{clock, [&](const Error& /*error*/) {
                          ++calls;
                          throw std::runtime_error{"the log file is full"};
                      }};

    reporter.report({ErrorCode::connection_lost, "gone"});
    clock.advance(1s);
    reporter.report({ErrorCode::connection_lost, "gone"});

    EXPECT_EQ(calls, 2);
}

TEST(Reporter, DoesNotDeliverAReportMadeInsideTheHandler) {
    test::FakeClock clock;
    Reporter* again = nullptr;
    int calls = 0;
    Reporter reporter{clock, [&](const Error& /*error*/) {
                          ++calls;
                          again->report({ErrorCode::timed_out, "inside"});
                      }};
    again = &reporter;

    reporter.report({ErrorCode::connection_lost, "gone"});

    EXPECT_EQ(calls, 1);
}

TEST(Reporter, DeliversAgainAfterTheHandlerHasReturned) {
    test::FakeClock clock;
    Reporter* again = nullptr;
    int calls = 0;
    Reporter reporter{clock, [&](const Error& /*error*/) {
                          ++calls;
                          again->report({ErrorCode::timed_out, "inside"});
                          throw 42;
                      }};
    again = &reporter;

    reporter.report({ErrorCode::connection_lost, "gone"});
    reporter.report({ErrorCode::timed_out, "outside"});

    EXPECT_EQ(calls, 2);
}

TEST(ReporterWithoutHandler, WritesOneLineToStandardError) {
    test::FakeClock clock;
    Reporter reporter{clock, nullptr};
    ::testing::internal::CaptureStderr();

    reporter.report({ErrorCode::connection_lost, "gone"});
    reporter.report({ErrorCode::connection_lost, "gone"});

    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "logbeam: connection_lost (120): gone\n");
}

}  // namespace
}  // namespace logbeam::channel
