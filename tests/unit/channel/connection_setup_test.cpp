#include "unit/channel/live_connection.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/log_record.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Recorder;

struct RefusedOption {
    const char* name;
    void (*set)(ConnectionOptions&);
    const char* text;
};

void PrintTo(const RefusedOption& option, std::ostream* out) {
    *out << option.name;
}

struct RefusedOptionTest : ::testing::TestWithParam<RefusedOption> {};

TEST_P(RefusedOptionTest, IsRefusedWithAClearText) {
    ConnectionOptions options;
    GetParam().set(options);

    const Error error = error_of([&] { const Connection connection{"inproc://x", options}; });

    EXPECT_EQ(error.code, ErrorCode::invalid_option);
    EXPECT_EQ(error.detail, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    ConnectionOptions, RefusedOptionTest,
    ::testing::Values(
        RefusedOption{"queue_bytes", [](ConnectionOptions& options) { options.queue_bytes = 0; },
                      "ConnectionOptions::queue_bytes is 0; give each thread at least a few KB"},
        RefusedOption{"spool_bytes", [](ConnectionOptions& options) { options.spool_bytes = 4095; },
                      "ConnectionOptions::spool_bytes is below 4096; that is less than a batch"},
        RefusedOption{"max_message", [](ConnectionOptions& options) { options.max_message = 0; },
                      "ConnectionOptions::max_message is 0; no message would be left"},
        RefusedOption{"large_max_message", [](ConnectionOptions& options) { options.max_message = (64U << 20U) + 1; },
                      "ConnectionOptions::max_message is above 64 MiB; a message has to fit twice into each thread's "
                      "queue"},
        RefusedOption{
            "remote_level_limit",
            [](ConnectionOptions& options) { options.remote_level_limit = std::chrono::milliseconds{0}; },
            "ConnectionOptions::remote_level_limit is not above 0; to allow nothing, leave remote_level at refuse"},
        RefusedOption{"max_event", [](ConnectionOptions& options) { options.max_event = (4U << 20U) + 1; },
                      "ConnectionOptions::max_event is above 4 MiB; a batch of 8 MiB is the most that receivers take"}),
    [](const auto& tested) { return tested.param.name; });

struct RefusedUrlTest : ::testing::TestWithParam<const char*> {};

TEST_P(RefusedUrlTest, IsRefusedAndNamed) {
    const Error error = error_of([] { const Connection connection{GetParam()}; });

    EXPECT_EQ(error.code, ErrorCode::malformed_url);
    EXPECT_THAT(error.detail, HasSubstr("'" + std::string{GetParam()} + "'"));
}

INSTANTIATE_TEST_SUITE_P(MalformedUrls, RefusedUrlTest,
                         ::testing::Values("", "localhost", "localhost:3030", "://host", "ws//host", "ws:/host",
                                           "ws://", "ws://:3030", "ws:///path", "ws://host:", "ws://host:0",
                                           "ws://host:65536", "ws://host:80x", "ws://[::1", "ws://[::1]x", "ws://ho st",
                                           "ws://user@host", "w s://host"));

TEST(UnsupportedScheme, IsRefusedWithWhatThisBuildSpeaks) {
    const Error error = error_of([] { const Connection connection{"gopher://host"}; });

    EXPECT_EQ(error.code, ErrorCode::unsupported_scheme);
    EXPECT_THAT(error.detail, HasSubstr("'gopher://host': logbeam speaks ws://, wss://"));
}

TEST(UnwritableSpoolFile, IsRefusedWithOneClearLine) {
    ConnectionOptions options;
    options.spool_file = "/no-such-folder/spool";

    const Error error = error_of([&] { const Connection connection{"inproc://x", options}; });

    EXPECT_EQ(error.code, ErrorCode::spool_unavailable);
    EXPECT_EQ(error.detail, "cannot open the spool file '/no-such-folder/spool': No such file or directory");
}

struct SwitchedOffTest : ::testing::TestWithParam<const char*> {
    EnvironmentVariable off{"LOGBEAM", GetParam()};
    Recorder recorder;
};

TEST_P(SwitchedOffTest, IsInert) {
    Connection& connection = recorder.connection();
    LogSource source{connection, {}};
    EventChannel channel{connection, "orders"};

    log(source, "one");

    EXPECT_EQ(channel.publish("shipped", Fields{}), Publish::dropped);
    EXPECT_TRUE(connection.flush(patience));
    EXPECT_EQ(connection.state(), ConnectionState::closed);
    EXPECT_EQ(connection.publisher_id(), "");
    EXPECT_EQ(connection.stats().made, 0U);
    EXPECT_THAT(recorder.events(), IsEmpty());
}

TEST_P(SwitchedOffTest, TakesSubscriptionsAndWakeUpsToo) {
    Connection& connection = recorder.connection();
    LogSource source{connection, {}};
    EventChannel channel{connection, "orders"};

    {
        const Subscription subscription = channel.on("*", [](const Event& /*event*/) {});
    }
    source.wake();
    connection.close();

    EXPECT_EQ(connection.state(), ConnectionState::closed);
}

TEST_P(SwitchedOffTest, StillRefusesAMalformedUrl) {
    EXPECT_EQ(error_of([] { const Connection connection{"nonsense"}; }).code, ErrorCode::malformed_url);
}

INSTANTIATE_TEST_SUITE_P(LOGBEAM, SwitchedOffTest, ::testing::Values("off", "0", "false"));

TEST(LOGBEAM, SwitchesNothingOffWhenItIsOn) {
    const EnvironmentVariable on{"LOGBEAM", "on"};
    Recorder recorder{quiet()};

    EXPECT_NE(recorder.connection().publisher_id(), "");
}

TEST(ConnectionFromEnvironment, ReadsUrlAndSource) {
    Recorder recorder;
    const EnvironmentVariable url{"LOGBEAM_URL", recorder.url()};
    const EnvironmentVariable name{"LOGBEAM_SOURCE", "from-environment"};
    ConnectionOptions options = quiet();
    options.source = "from-options";
    Connection connection = Connection::from_environment(options);
    LogSource source{connection, {}};

    log(source, "one");
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(recorder.events().front().source, "from-environment");
}

TEST(ConnectionFromEnvironment, KeepsTheOptionsWhereAVariableIsEmpty) {
    Recorder recorder;
    const EnvironmentVariable url{"LOGBEAM_URL", recorder.url()};
    const EnvironmentVariable name{"LOGBEAM_SOURCE", ""};
    ConnectionOptions options = quiet();
    options.source = "from-options";
    Connection connection = Connection::from_environment(options);
    LogSource source{connection, {}};

    log(source, "one");
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(recorder.events().front().source, "from-options");
}

TEST(ConnectionFromEnvironment, RefusesAMalformedUrl) {
    const EnvironmentVariable url{"LOGBEAM_URL", "nonsense"};

    EXPECT_EQ(error_of([] { (void)Connection::from_environment(); }).code, ErrorCode::malformed_url);
}

TEST(LogSourceOfItsOwn, MakesAConnectionFromTheUrl) {
    Recorder recorder;
    LogSource source{recorder.url(), {}, quiet()};

    log(source, "one");

    ASSERT_NE(source.own_connection(), nullptr);
    EXPECT_TRUE(source.own_connection()->flush(patience));
    EXPECT_THAT(messages(recorder), ElementsAre("one"));
}

TEST(LogSourceOptions, MakeATopicOfAnyPattern) {
    Recorder recorder{quiet()};
    LogOptions options;
    options.topic = "two words.{logger}";
    LogSource source{recorder.connection(), options};

    log(source, "one");
    ASSERT_TRUE(recorder.connection().flush(patience));

    EXPECT_EQ(recorder.events().front().topic, "two_words.orders");
}

TEST(ConnectionStateName, IsAWord) {
    EXPECT_EQ(to_string(ConnectionState::connecting), "connecting");
    EXPECT_EQ(to_string(ConnectionState::connected), "connected");
    EXPECT_EQ(to_string(ConnectionState::away), "away");
    EXPECT_EQ(to_string(ConnectionState::closed), "closed");
}

}  // namespace
}  // namespace logbeam::channel
