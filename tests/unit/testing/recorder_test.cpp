#include <logbeam/event_channel.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::chrono::seconds patience{10};

ConnectionOptions quiet() {
    ConnectionOptions options;
    options.on_error = [](const Error& /*expected here*/) {};
    return options;
}

struct RecorderTest : ::testing::Test {
    void log(std::string_view message, Level level = Level::info) {
        LogRecord record;
        record.level = level;
        record.message = message;
        source.submit(record);
    }
    void log_and_flush(std::string_view message, Level level = Level::info) {
        log(message, level);
        ASSERT_TRUE(recorder.connection().flush(patience));
    }

    Recorder recorder{quiet()};
    LogSource source{recorder.connection(), {}};
};

TEST_F(RecorderTest, KeepsWhatComes) {
    log_and_flush("one");
    log_and_flush("two");

    ASSERT_THAT(recorder.events(), SizeIs(2));
    EXPECT_EQ(recorder.events()[1].message(), "two");
}

TEST_F(RecorderTest, NumbersEventsAsABrokerDoes) {
    log_and_flush("one");
    log_and_flush("two");

    EXPECT_EQ(recorder.events()[0].seq, 1U);
    EXPECT_EQ(recorder.events()[1].seq, 2U);
}

TEST_F(RecorderTest, ForgetsWhatCameWhenCleared) {
    log_and_flush("one");

    recorder.clear();

    EXPECT_THAT(recorder.events(), IsEmpty());
}

TEST_F(RecorderTest, GivesTheSameConnectionEachTime) {
    EXPECT_EQ(&recorder.connection(), &recorder.connection());
}

TEST_F(RecorderTest, TakesFurtherConnectionsByItsUrl) {
    Connection other{recorder.url(), quiet()};
    LogSource other_source{other, {}};
    other_source.submit({Level::info, {}, 0, "orders", "from the other"});

    EXPECT_TRUE(recorder.expect_event(Level::info, {{"message", "from the other"}}));
}

TEST(TwoRecorders, DoNotMeet) {
    const Recorder first;
    const Recorder second;

    EXPECT_NE(first.url(), second.url());
}

TEST_F(RecorderTest, WaitsForACount) {
    log("one");
    log("two");

    EXPECT_TRUE(recorder.wait_for(2, patience));
}

TEST_F(RecorderTest, SaysHowManyCameWhenThereWereTooFew) {
    log_and_flush("one");

    const Expectation expectation = recorder.wait_for(2, 1ms);

    EXPECT_FALSE(static_cast<bool>(expectation));
    EXPECT_EQ(expectation.story(), "1 events came, 2 were expected");
}

TEST_F(RecorderTest, FindsAnEventByLevelAndFields) {
    log("order shipped order_id=42 city=Berlin", Level::warning);

    EXPECT_TRUE(recorder.expect_event(Level::warning, {{"order_id", 42}, {"city", "Berlin"}}));
}

TEST_F(RecorderTest, FindsAnEventByTypeAndFields) {
    EventChannel channel{recorder.connection(), "orders"};
    channel.publish("shipped", Fields{{"order_id", 42}});

    EXPECT_TRUE(recorder.expect_event("shipped", {{"order_id", 42}}));
}

TEST_F(RecorderTest, DoesNotFindAnEventOfAnotherLevelOrValue) {
    log_and_flush("order shipped order_id=42");

    EXPECT_FALSE(recorder.expect_event(Level::error, {{"order_id", 42}}, 1ms));
    EXPECT_FALSE(recorder.expect_event(Level::info, {{"order_id", 43}}, 1ms));
    EXPECT_FALSE(recorder.expect_event(Level::info, {{"no_such_field", 42}}, 1ms));
    EXPECT_FALSE(recorder.expect_event("logger.error", {}, 1ms));
}

TEST_F(RecorderTest, TellsWhatCameInstead) {
    log_and_flush("order shipped order_id=42");

    const Expectation expectation = recorder.expect_event(Level::error, {{"order_id", 43}}, 1ms);

    EXPECT_THAT(expectation.story(),
                HasSubstr("no event of level error with {\"order_id\":43} came; the last of 1:\n  {"));
    EXPECT_THAT(expectation.story(), HasSubstr(recorder.events().front().to_json()));
}

TEST_F(RecorderTest, TellsOnlyTheLastFewOfMany) {
    for (int number = 0; number < 20; ++number) {
        log("number n=" + std::to_string(number));
    }
    ASSERT_TRUE(recorder.wait_for(20, patience));

    const Expectation expectation = recorder.expect_event("nothing", {}, 1ms);

    EXPECT_THAT(expectation.story(), HasSubstr("the last of 20:"));
    EXPECT_THAT(expectation.story(), HasSubstr("n=19"));
    EXPECT_THAT(expectation.story(), Not(HasSubstr("n=14 ")));
}

TEST_F(RecorderTest, TellsThatNothingCame) {
    const Expectation expectation = recorder.expect_event("shipped", {}, 1ms);

    EXPECT_EQ(expectation.story(), "no event of type shipped with {} came; none came at all");
}

TEST_F(RecorderTest, GivesGoogleTestItsStory) {
    log_and_flush("order shipped order_id=42");

    const ::testing::AssertionResult met = recorder.expect_event(Level::info, {{"order_id", 42}});
    const ::testing::AssertionResult not_met = recorder.expect_event(Level::error, {}, 1ms);

    EXPECT_TRUE(met);
    EXPECT_FALSE(not_met);
    EXPECT_THAT(not_met.message(), HasSubstr("no event of level error"));
}

TEST_F(RecorderTest, ShowsEventsAsJson) {
    log_and_flush("one");

    EXPECT_EQ(::testing::PrintToString(recorder.events().front()), recorder.events().front().to_json());
    EXPECT_EQ(::testing::PrintToString(Value{Fields{{"a", 1}}}), R"({"a":1})");
}

TEST_F(RecorderTest, LosesAndDoublesNothingOverDisconnects) {
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round) {
        log("number n=" + std::to_string(round));
        recorder.disconnect_all();
        ASSERT_TRUE(recorder.connection().flush(patience));
    }

    const auto events = recorder.events();
    ASSERT_THAT(events, SizeIs(rounds));
    for (int round = 0; round < rounds; ++round) {
        EXPECT_EQ(*events[static_cast<std::size_t>(round)].field("n"), Value{round});
    }
}

TEST_F(RecorderTest, KeepsConnectionsAwayWhileItRefusesThem) {
    recorder.refuse_connections(true);
    recorder.disconnect_all();
    log("one");
    EXPECT_FALSE(recorder.wait_for(1, 1ms));

    recorder.refuse_connections(false);

    EXPECT_TRUE(recorder.wait_for(1, patience));
}

TEST(RecorderOfQueries, WaitsForAnEventThatAQueryMatches) {
    Recorder recorder{quiet()};
    LogSource source{recorder.connection(), {}};

    source.submit({Level::warning, {}, 0, "orders", "order shipped order_id=42"});

    EXPECT_TRUE(recorder.expect_event(Filter{"level>=warn order_id:42 shipped"}, patience));
}

TEST(RecorderOfQueries, TellsWhatCameInstead) {
    Recorder recorder{quiet()};
    LogSource source{recorder.connection(), {}};
    source.submit({Level::info, {}, 0, "orders", "order lost"});
    ASSERT_TRUE(recorder.wait_for(1, patience));

    const auto expectation = recorder.expect_event(Filter{"level:error  lost"}, 1ms);

    EXPECT_FALSE(expectation);
    EXPECT_THAT(expectation.story(), HasSubstr("no event that 'level:error lost' matches came"));
    EXPECT_THAT(expectation.story(), HasSubstr("order lost"));
}

TEST(RecorderOfQueries, RefusesAQueryThatIsNone) {
    EXPECT_THROW(Filter{"level:"}, Failure);
}

TEST(RecorderOfDrops, SaysHowManyEventsWereDropped) {
    ConnectionOptions options = quiet();
    options.before_send = [](Event& event) { return event.message() == "wanted"; };
    Recorder recorder{options};
    LogSource source{recorder.connection(), {}};

    for (const char* message : {"unwanted", "unwanted", "wanted"}) {
        source.submit({Level::info, {}, 0, "orders", message});
    }
    ASSERT_TRUE(recorder.connection().flush(patience));

    EXPECT_EQ(recorder.told_drops(), 2U);
    EXPECT_THAT(recorder.events(), SizeIs(1));
}

TEST(RecorderThatEnds, LeavesItsConnectionsAway) {
    auto recorder = std::make_unique<Recorder>();
    ConnectionOptions options = quiet();
    options.close_timeout_away = 1ms;
    Connection other{recorder->url(), options};
    LogSource source{other, {}};

    recorder.reset();
    source.submit({Level::info, {}, 0, "orders", "nobody hears"});

    EXPECT_FALSE(other.flush(1ms));
}

}  // namespace
}  // namespace logbeam::testing
