#include "server/log.hpp"

#include "support/fake_clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace logbeam::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Rig {
    std::vector<std::string> lines;
    logbeam::test::FakeClock clock;
    LogOptions options;
    Log log{options, clock, [this](const std::string& line) { lines.push_back(line); }};
};

TEST(TheBrokersLog, IsOneLineOfTimeLevelTextAndPairs) {
    Rig rig;

    rig.log.warning("token file not read", {{"path", "/etc/my tokens"}, {"tries", 3}});

    EXPECT_THAT(rig.lines,
                ElementsAre("2027-01-15T08:00:00.000Z warning token file not read path=\"/etc/my tokens\" tries=3\n"));
}

TEST(TheBrokersLog, LeavesOutWhatIsBelowItsLevel) {
    Rig rig;

    rig.log.debug("details");

    EXPECT_TRUE(rig.lines.empty());
}

TEST(TheBrokersLog, HasNoControlCharacters) {
    Rig rig;

    rig.log.info("connected", {{"source", "a\x1b[2Jb\r\nfake line"}, {"odd", Value::Array{"\x7f"}}});

    ASSERT_EQ(rig.lines.size(), 1u);
    EXPECT_EQ(rig.lines[0].find_first_of("\x1b\x7f\r"), std::string::npos);
    EXPECT_EQ(rig.lines[0].find('\n'), rig.lines[0].size() - 1);
}

TEST(TheBrokersLog, SaysOneTextTenTimesASecondThenHowManyWereLeftOut) {
    Rig rig;
    for (int i = 0; i < 25; ++i) {
        rig.log.info("refused", {{"number", i}});
    }
    rig.log.info("something else");
    EXPECT_EQ(rig.lines.size(), 11u);

    rig.clock.advance(std::chrono::seconds{1});
    rig.log.info("refused");
    rig.log.info("refused");

    EXPECT_THAT(rig.lines[11], HasSubstr("refused left_out=15\n"));
    EXPECT_THAT(rig.lines[12], HasSubstr("refused\n"));
}

TEST(TheBrokersLog, GoesToItsSinkAsARecordWithFields) {
    Rig rig;
    std::string data;
    rig.log.set_sink([&](const LogRecord& record, const Fields& fields) { data = log_data(record, fields); });

    rig.log.error("history failed", {{"path", "/data"}, {"level", "full"}});

    EXPECT_EQ(data, R"({"level":"error","message":"history failed","logger":"broker","path":"/data","level_":"full"})");
}

TEST(TheBrokersLog, DoesNotGoRoundInCircles) {
    Rig rig;
    int told = 0;
    rig.log.set_sink([&](const LogRecord&, const Fields&) {
        ++told;
        rig.log.error("the sink failed");
    });

    rig.log.info("hello");
    rig.log.info("again");

    EXPECT_EQ(told, 2);
    EXPECT_EQ(rig.lines.size(), 4u);
}

TEST(TheBrokersLog, SurvivesASinkThatThrows) {
    Rig rig;
    int told = 0;
    rig.log.set_sink([&](const LogRecord&, const Fields&) {
        ++told;
        throw std::runtime_error{"full"};
    });

    rig.log.info("one");
    rig.log.info("two");

    EXPECT_EQ(told, 2);
    EXPECT_EQ(rig.lines.size(), 2u);
}

}  // namespace
}  // namespace logbeam::server
