#include "cli/line_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace logbeam::cli {
namespace {

// A machine that lives in UTC.
std::time_t utc(std::tm fields) {
    return ::timegm(&fields);
}

LogLine parsed(std::string_view text) {
    return parse_line(text, utc);
}

std::string time_of(const LogLine& line) {
    return line.time ? to_rfc3339(*line.time) : "none";
}

TEST(PlainLine, IsKeptAsItStandsWithoutALevelOfItsOwn) {
    const LogLine line = parsed("listening on port 8080");

    EXPECT_EQ(line.form, LineForm::plain);
    EXPECT_EQ(line.message, "listening on port 8080");
    EXPECT_EQ(line.level, std::nullopt);
    EXPECT_EQ(line.time, std::nullopt);
    EXPECT_EQ(line.logger, "");
}

TEST(PlainLine, HasTheTimeAndLevelThatItBeginsWith) {
    const LogLine line = parsed("2026-11-20 10:57:33,250 WARN disk is almost full");

    EXPECT_EQ(line.message, "2026-11-20 10:57:33,250 WARN disk is almost full");
    EXPECT_EQ(line.level, Level::warning);
    EXPECT_EQ(time_of(line), "2026-11-20T10:57:33.250000000Z");
}

TEST(PlainLine, FindsLevelsInBracketsAndBeforeColons) {
    EXPECT_EQ(parsed("[error] no route").level, Level::error);
    EXPECT_EQ(parsed("debug: trying again").level, Level::debug);
    EXPECT_EQ(parsed("[2026-11-20T10:57:33Z] <fatal> gone").level, Level::critical);
    EXPECT_EQ(parsed("[I] ready").level, Level::info);
}

TEST(PlainLine, TakesNoWordOfASentenceForALevel) {
    EXPECT_EQ(parsed("error rates are fine").level, std::nullopt);
    EXPECT_EQ(parsed("A new day").level, std::nullopt);
    EXPECT_EQ(parsed("one two three four ERROR").level, std::nullopt);
}

TEST(PlainLine, LosesItsColoursAndCarriageReturn) {
    const LogLine line = parsed("\x1b[1;31mERROR\x1b[0m broken\r");

    EXPECT_EQ(line.message, "ERROR broken");
    EXPECT_EQ(line.level, Level::error);
}

TEST(SpdlogLine, HasTimeLoggerLevelAndText) {
    const LogLine line = parsed("[2026-11-20 10:57:33.123] [orders] [warning] slow order order_id=42");

    EXPECT_EQ(line.form, LineForm::spdlog);
    EXPECT_EQ(time_of(line), "2026-11-20T10:57:33.123000000Z");
    EXPECT_EQ(line.logger, "orders");
    EXPECT_EQ(line.level, Level::warning);
    EXPECT_EQ(line.message, "slow order order_id=42");
}

TEST(SpdlogLine, MayNameNoLogger) {
    const LogLine line = parsed("[2026-11-20 10:57:33.123] [info] [1 of 2] ready");

    EXPECT_EQ(line.form, LineForm::spdlog);
    EXPECT_EQ(line.logger, "");
    EXPECT_EQ(line.level, Level::info);
    EXPECT_EQ(line.message, "[1 of 2] ready");
}

TEST(SpdlogLine, MayHaveALoggerThatIsNamedLikeALevel) {
    const LogLine line = parsed("[2026-11-20 10:57:33.123] [error] [info] text");

    EXPECT_EQ(line.logger, "error");
    EXPECT_EQ(line.level, Level::info);
    EXPECT_EQ(line.message, "text");
}

TEST(SpdlogLine, WithoutALevelIsPlain) {
    const LogLine line = parsed("[2026-11-20 10:57:33.123] [orders] text");

    EXPECT_EQ(line.form, LineForm::plain);
    EXPECT_EQ(line.message, "[2026-11-20 10:57:33.123] [orders] text");
}

TEST(JsonLine, IsTakenApartIntoMessageLevelTimeLoggerAndFields) {
    const LogLine line = parsed(R"({"ts":"2026-11-20T10:57:33Z","level":"warn","logger":"shop","msg":"slow","ms":91})");

    EXPECT_EQ(line.form, LineForm::json);
    EXPECT_EQ(line.message, "slow");
    EXPECT_EQ(line.level, Level::warning);
    EXPECT_EQ(line.logger, "shop");
    EXPECT_EQ(time_of(line), "2026-11-20T10:57:33.000000000Z");
    EXPECT_EQ(line.fields, (Fields{{"ms", 91}}));
}

TEST(JsonLine, UnderstandsNumbersAsLevelsAndTimes) {
    const LogLine line = parsed(R"({"level":50,"time":1795172253123,"msg":"down","pid":7})");

    EXPECT_EQ(line.level, Level::error);
    EXPECT_EQ(time_of(line), "2026-11-20T10:57:33.123000000Z");
    EXPECT_EQ(line.fields, (Fields{{"pid", 7}}));
}

TEST(JsonLine, KeepsWhatItDoesNotUnderstandAsAField) {
    const LogLine line = parsed(R"({"level":"loud","time":"soon","msg":"x"})");

    EXPECT_EQ(line.level, std::nullopt);
    EXPECT_EQ(line.fields, (Fields{{"level", "loud"}, {"time", "soon"}}));
}

TEST(JsonLine, WithoutAMessageIsKeptWhole) {
    const LogLine line = parsed(R"({"order_id":42})");

    EXPECT_EQ(line.form, LineForm::plain);
    EXPECT_EQ(line.message, R"({"order_id":42})");
}

TEST(JsonLine, ThatIsBrokenIsPlain) {
    EXPECT_EQ(parsed(R"({"msg":"cut)").form, LineForm::plain);
    EXPECT_EQ(parsed(R"({"msg":"a"} and more)").form, LineForm::plain);
}

TEST(LogfmtLine, IsTakenApartIntoMessageLevelTimeAndFields) {
    const LogLine line = parsed(R"(time="2026-11-20T10:57:33.5Z" level=error msg="no route" host=web-1 tries=3)");

    EXPECT_EQ(line.form, LineForm::logfmt);
    EXPECT_EQ(line.message, "no route");
    EXPECT_EQ(line.level, Level::error);
    EXPECT_EQ(time_of(line), "2026-11-20T10:57:33.500000000Z");
    EXPECT_EQ(line.fields, (Fields{{"host", "web-1"}, {"tries", 3}}));
}

TEST(LogfmtLine, WithoutAMessageIsItsOwnMessage) {
    const LogLine line = parsed("level=warn at=router status=503");

    EXPECT_EQ(line.form, LineForm::logfmt);
    EXPECT_EQ(line.level, Level::warning);
    EXPECT_EQ(line.message, "level=warn at=router status=503");
    EXPECT_TRUE(line.fields.empty());
}

TEST(LogfmtLine, WithWordsBetweenThePairsIsPlain) {
    const LogLine line = parsed("level=info msg=order shipped order_id=42");

    EXPECT_EQ(line.form, LineForm::plain);
    EXPECT_EQ(line.message, "level=info msg=order shipped order_id=42");
}

TEST(LineStamp, ReadsZonesAndFractionsOfAnyLength) {
    const auto stamp = [](std::string_view text) { return to_rfc3339(read_stamp(text, utc).time); };

    EXPECT_EQ(stamp("2026-11-20T12:57:33.123456789+02:00"), "2026-11-20T10:57:33.123456789Z");
    EXPECT_EQ(stamp("2026-11-20 10:57:33.5"), "2026-11-20T10:57:33.500000000Z");
    EXPECT_EQ(stamp("2026-11-20 10:57:33.123456789123"), "2026-11-20T10:57:33.123456789Z");
}

TEST(LineStamp, RefusesWhatIsNoTime) {
    for (const char* text : {"", "2026-11-20", "2026-13-20 10:57:33", "2026-11-20 25:00:00", "9999-11-20 10:57:33",
                             "2026/11/20 10:57:33"}) {
        EXPECT_EQ(read_stamp(text, utc).length, 0u) << text;
    }
}

}  // namespace
}  // namespace logbeam::cli
