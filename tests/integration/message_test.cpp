#include "support/faulty_connection.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <chrono>
#include <string>
#include <string_view>

namespace logbeam::test {
namespace {

using namespace std::string_view_literals;
using std::chrono::seconds;

// A logger on a recorder, and the only event that a call through it made.
class OddMessage : public ::testing::Test {
protected:
    Event log(std::string_view message) {
        logger_.log(spdlog::level::info, spdlog::string_view_t{message.data(), message.size()});
        EXPECT_TRUE(recorder_.connection().flush(seconds{30}));
        const auto events = recorder_.events();
        EXPECT_EQ(events.size(), 1u);
        EXPECT_TRUE(sums_close(stats()));
        EXPECT_EQ(stats().acknowledged, 1u);
        return events.empty() ? Event{} : events.front();
    }
    ConnectionStats stats() { return recorder_.connection().stats(); }

    testing::Recorder recorder_;
    spdlog::logger logger_{"odd", make_spdlog_sink(recorder_.connection())};
};

TEST_F(OddMessage, OfTenMegabytesIsCutMarkedAndCounted) {
    const std::string message(10 << 20, 'x');
    const std::size_t limit = ConnectionOptions{}.max_message;

    const Event event = log(message);

    EXPECT_EQ(event.message(), std::string_view{message}.substr(0, limit));
    ASSERT_NE(event.metadata.find("cut_from_bytes"), nullptr);
    EXPECT_EQ(*event.metadata.find("cut_from_bytes"), Value{message.size()});
    EXPECT_EQ(stats().cut_messages, 1u);
}

TEST_F(OddMessage, IsNotCutInTheMiddleOfACharacter) {
    std::string message(ConnectionOptions{}.max_message - 1, 'x');
    const std::string whole = message;
    message += "€ and more";

    EXPECT_EQ(log(message).message(), whole);
    EXPECT_EQ(stats().replaced_bytes, 0u);
}

TEST_F(OddMessage, AtTheLimitIsWhole) {
    const std::string message(ConnectionOptions{}.max_message, 'x');

    const Event event = log(message);

    EXPECT_EQ(event.message(), message);
    EXPECT_EQ(event.metadata.find("cut_from_bytes"), nullptr);
    EXPECT_EQ(stats().cut_messages, 0u);
}

TEST_F(OddMessage, KeepsItsNulBytes) {
    constexpr auto message = "before\0after\0"sv;

    EXPECT_EQ(log(message).message(), message);
}

TEST_F(OddMessage, HasInvalidUtf8ReplacedAndCounted) {
    const Event event = log("bad \xff\xfe bytes \xe2\x82");

    EXPECT_TRUE(event.message().starts_with("bad \xef\xbf\xbd"));
    EXPECT_NE(event.message().find(" bytes "), std::string_view::npos);
    EXPECT_GT(stats().replaced_bytes, 0u);
}

TEST_F(OddMessage, MayBeEmpty) {
    const Event event = log("");

    EXPECT_EQ(event.message(), "");
    EXPECT_EQ(event.level(), Level::info);
}

TEST(OddTimes, ThatFallArriveExactlyAndInTheOrderOfTheCalls) {
    testing::Recorder recorder;
    spdlog::logger logger{"odd", make_spdlog_sink(recorder.connection())};
    const spdlog::log_clock::time_point start{seconds{1'800'000'000}};
    const auto time_of = [&](int call) {  // back at each call, to before 1970 in the end
        return start - call * std::chrono::hours{6'000} + std::chrono::nanoseconds{call};
    };

    for (int call = 0; call < 100; ++call) {
        logger.log(time_of(call), spdlog::source_loc{}, spdlog::level::info, "n=" + std::to_string(call));
    }
    ASSERT_TRUE(recorder.connection().flush(seconds{30}));

    const auto events = recorder.events();
    ASSERT_EQ(events.size(), 100u);
    for (int call = 0; call < 100; ++call) {
        const Event& event = events[static_cast<std::size_t>(call)];
        ASSERT_EQ(*event.field("n"), Value{call});
        ASSERT_EQ(event.timestamp, std::chrono::time_point_cast<Timestamp::duration>(time_of(call)));
    }
}

}  // namespace
}  // namespace logbeam::test
