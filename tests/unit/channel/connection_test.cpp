#include "support/faulty_connection.hpp"
#include "unit/channel/live_connection.hpp"
#include "unit/channel/temp_folder.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/log_record.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <future>
#include <memory>
#include <string>
#include <thread>

namespace logbeam::channel {
namespace {

using test::sums_close;
using ::testing::ElementsAre;
using testing::Recorder;

struct ConnectionTest : ::testing::Test {
    Recorder recorder{quiet()};
    Connection& connection = recorder.connection();
    LogSource source{connection, {}};
};

TEST_F(ConnectionTest, DeliversWhatWasLoggedBeforeAFlush) {
    log(source, "one");
    log(source, "two");

    EXPECT_TRUE(connection.flush(patience));

    EXPECT_THAT(messages(recorder), ElementsAre("one", "two"));
    EXPECT_EQ(connection.stats().acknowledged, 2U);
}

TEST_F(ConnectionTest, FlushesAtOnceWhenNothingWaits) {
    EXPECT_TRUE(connection.flush(patience));
}

TEST_F(ConnectionTest, MarksEventsWithSourceHostAndProcess) {
    log(source, "one");
    ASSERT_TRUE(connection.flush(patience));

    const Event event = recorder.events().front();
    EXPECT_EQ(event.source, "channel_tests");
    EXPECT_EQ(event.client_id, connection.publisher_id());
    ASSERT_NE(event.metadata.find("pid"), nullptr);
    EXPECT_EQ(*event.metadata.find("pid"), Value{::getpid()});
    EXPECT_NE(event.metadata.find("host"), nullptr);
}

TEST_F(ConnectionTest, JoinsTheMetadataOfTheOptions) {
    ConnectionOptions options = quiet();
    options.source = "orders-api";
    options.metadata = Fields{{"region", "eu"}, {"host", "mine"}};
    Connection other{recorder.url(), options};
    LogSource log_source{other, {}};

    log(log_source, "one");
    ASSERT_TRUE(other.flush(patience));

    const Event event = recorder.events().front();
    EXPECT_EQ(event.source, "orders-api");
    EXPECT_EQ(*event.metadata.find("region"), Value{"eu"});
    EXPECT_EQ(*event.metadata.find("host"), Value{"mine"});
}

TEST_F(ConnectionTest, HasAPublisherIdOfItsOwn) {
    Connection other{recorder.url(), quiet()};

    EXPECT_EQ(connection.publisher_id().size(), 13U);
    EXPECT_NE(connection.publisher_id(), other.publisher_id());
}

TEST_F(ConnectionTest, CountsWhatIsBelowTheLevelOfTheSource) {
    LogOptions options;
    options.level = Level::warning;
    LogSource picky{connection, options};

    log(picky, "too low", Level::info);
    log(picky, "high enough", Level::warning);
    ASSERT_TRUE(connection.flush(patience));

    const ConnectionStats stats = connection.stats();
    EXPECT_EQ(stats.made, 2U);
    EXPECT_EQ(stats.below_level, 1U);
    EXPECT_EQ(stats.acknowledged, 1U);
    EXPECT_TRUE(sums_close(stats));
}

TEST_F(ConnectionTest, CutsALongMessageBetweenCharactersAndCountsIt) {
    ConnectionOptions options = quiet();
    options.max_message = 10;
    Connection other{recorder.url(), options};
    LogSource log_source{other, {}};

    log(log_source, "nine byte\xC3\xA9 and more");
    ASSERT_TRUE(other.flush(patience));

    EXPECT_THAT(messages(recorder), ElementsAre("nine byte"));
    EXPECT_EQ(*recorder.events().front().metadata.find("cut_from_bytes"), Value{20});
    EXPECT_EQ(other.stats().cut_messages, 1U);
}

TEST_F(ConnectionTest, FlushesWhenItIsClosed) {
    log(source, "last words");

    connection.close();

    EXPECT_THAT(messages(recorder), ElementsAre("last words"));
    EXPECT_EQ(connection.state(), ConnectionState::closed);
}

TEST_F(ConnectionTest, FlushesWhenItIsDestroyed) {
    {
        Connection other{recorder.url(), quiet()};
        LogSource log_source{other, {}};
        log(log_source, "last words");
    }

    EXPECT_THAT(messages(recorder), ElementsAre("last words"));
}

TEST_F(ConnectionTest, MayBeClosedTwice) {
    connection.close();
    connection.close();

    EXPECT_EQ(connection.state(), ConnectionState::closed);
    EXPECT_TRUE(connection.flush(patience));
}

TEST_F(ConnectionTest, CountsWhatIsPublishedAfterItWasClosed) {
    log(source, "before");
    connection.close();

    log(source, "too late", Level::error);
    log(source, "too late", Level::error);

    const ConnectionStats stats = connection.stats();
    EXPECT_EQ(stats.made, 3U);
    EXPECT_EQ(stats.dropped, 2U);
    EXPECT_EQ(stats.dropped_by[static_cast<std::size_t>(DropReason::closed)][static_cast<std::size_t>(Level::error)],
              2U);
    EXPECT_TRUE(sums_close(stats));
}

TEST_F(ConnectionTest, MayEndBeforeItsSources) {
    auto other = std::make_unique<Connection>(recorder.url(), quiet());
    LogSource log_source{*other, {}};
    log(log_source, "before");

    other.reset();
    log(log_source, "too late");

    EXPECT_THAT(messages(recorder), ElementsAre("before"));
}

TEST_F(ConnectionTest, ComesBackAfterTheOtherEndHungUp) {
    wait_until_ready(connection);
    recorder.disconnect_all();
    log(source, "one");

    EXPECT_TRUE(connection.flush(patience));

    EXPECT_THAT(messages(recorder), ElementsAre("one"));
}

TEST_F(ConnectionTest, ClosesTheSumsOfItsFigures) {
    ConnectionOptions options = quiet();
    options.before_send = [](Event& event) { return event.message() != "unwanted"; };
    options.max_event = 500;
    Connection other{recorder.url(), options};
    LogOptions log_options;
    log_options.level = Level::debug;
    LogSource log_source{other, log_options};

    log(log_source, "low", Level::trace);
    log(log_source, "unwanted", Level::debug);
    log(log_source, std::string(1000, 'x'), Level::warning);
    log(log_source, "wanted", Level::info);
    ASSERT_TRUE(other.flush(patience));
    other.close();
    log(log_source, "too late", Level::info);

    const ConnectionStats stats = other.stats();
    EXPECT_EQ(stats.made, 5U);
    EXPECT_EQ(stats.below_level, 1U);
    EXPECT_EQ(stats.dropped_for(DropReason::filtered), 1U);
    EXPECT_EQ(stats.dropped_for(DropReason::too_large), 1U);
    EXPECT_EQ(stats.dropped_for(DropReason::closed), 1U);
    EXPECT_EQ(stats.dropped, 3U);
    EXPECT_EQ(stats.acknowledged, 1U);
    EXPECT_TRUE(sums_close(stats));
}

TEST_F(ConnectionTest, ClosesTheSumsAtAnyMoment) {
    std::thread producer{[&] {
        for (int number = 0; number < 5'000; ++number)
            log(source, "x");
    }};

    int open_sums = 0;
    while (connection.stats().made < 5'000) {
        open_sums += sums_close(connection.stats()) ? 0 : 1;
    }
    producer.join();

    EXPECT_EQ(open_sums, 0);
}

TEST_F(ConnectionTest, TellsItsStateAsItChanges) {
    Inbox<ConnectionState> states;
    ConnectionOptions options = quiet();
    options.on_state = [&](ConnectionState state) { states.push(state); };
    auto other = std::make_unique<Connection>(recorder.url(), options);
    wait_until_ready(*other);

    recorder.disconnect_all();
    (void)states.wait_for(3);
    other.reset();

    EXPECT_THAT(states.wait_for(4), ElementsAre(ConnectionState::connected, ConnectionState::away,
                                                ConnectionState::connected, ConnectionState::closed));
}

TEST_F(ConnectionTest, MayBeClosedInsideItsOwnCallback) {
    std::promise<Connection*> made;
    std::promise<void> closed;
    ConnectionOptions options = quiet();
    options.on_state = [&, itself = made.get_future().share()](ConnectionState state) {
        if (state == ConnectionState::connected) {
            itself.get()->close();
            closed.set_value();
        }
    };
    Connection other{recorder.url(), options};

    made.set_value(&other);
    closed.get_future().wait();

    EXPECT_EQ(other.state(), ConnectionState::closed);
}

TEST_F(ConnectionTest, MayLogInsideItsOwnCallbacks) {
    std::promise<LogSource*> made;
    ConnectionOptions options;
    options.on_error = [itself = made.get_future().share()](const Error& /*error*/) {
        log(*itself.get(), "from on_error");
    };
    options.before_send = [](Event& event) { return event.message() == "from on_error" ? true : throw 42; };
    Connection other{recorder.url(), options};
    LogSource log_source{other, {}};
    made.set_value(&log_source);

    log(log_source, "makes before_send throw");

    EXPECT_TRUE(recorder.wait_for(1, patience));
    EXPECT_THAT(messages(recorder), ElementsAre("from on_error"));
}

struct AwayTest : ::testing::Test {
    AwayTest() { recorder.refuse_connections(true); }

    Recorder recorder;
};

TEST_F(AwayTest, NeverThrowsAndSaysOnceThatNobodyIsThere) {
    Inbox<std::string> errors;
    ConnectionOptions options;
    options.on_error = [&](const Error& error) { errors.push(error.message()); };

    const Connection connection{"inproc://nobody", options};

    EXPECT_THAT(errors.wait_for(1), ElementsAre("connection_lost (120): the in-process broker is not running"));
}

TEST_F(AwayTest, TimesOutAFlush) {
    Connection connection{recorder.url(), quiet()};
    LogSource source{connection, {}};
    log(source, "one");

    EXPECT_FALSE(connection.flush(1ms));
}

TEST_F(AwayTest, KeepsEventsUntilTheOtherEndIsBack) {
    Connection connection{recorder.url(), quiet()};
    LogSource source{connection, {}};
    log(source, "one");
    ASSERT_FALSE(connection.flush(1ms));

    recorder.refuse_connections(false);

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_THAT(messages(recorder), ElementsAre("one"));
}

TEST_F(AwayTest, LosesWhatWaitsWhenItIsClosedAndSaysSo) {
    Inbox<std::string> errors;
    ConnectionOptions options;
    options.on_error = [&](const Error& error) {
        if (error.code == ErrorCode::events_dropped) errors.push(error.detail);
    };
    options.close_timeout_away = 1ms;
    Connection connection{recorder.url(), options};
    LogSource source{connection, {}};
    log(source, "one");

    connection.close();

    EXPECT_THAT(errors.wait_for(1), ElementsAre("1 events were not acknowledged before the connection closed"));
    EXPECT_EQ(connection.stats().spooled, 1U);
    EXPECT_TRUE(sums_close(connection.stats()));
}

TEST_F(AwayTest, LeavesWhatWaitsInTheSpoolFileForTheNextStart) {
    const TempFolder folder;
    ConnectionOptions options = quiet();
    options.close_timeout_away = 1ms;
    options.spool_file = folder / "spool";
    std::string first_publisher;
    {
        Connection first{recorder.url(), options};
        LogSource source{first, {}};
        log(source, "one");
        first_publisher = first.publisher_id();
    }

    recorder.refuse_connections(false);
    Connection second{recorder.url(), options};

    ASSERT_TRUE(recorder.wait_for(1, patience));
    const Event event = recorder.events().front();
    EXPECT_EQ(event.message(), "one");
    EXPECT_EQ(event.client_id, first_publisher);
    EXPECT_EQ(*event.metadata.find("recovered"), Value{true});
    EXPECT_EQ(second.stats().recovered, 1U);
    EXPECT_EQ(second.stats().made, 0U);
    EXPECT_TRUE(sums_close(second.stats()));
}

TEST_F(AwayTest, DropsAfterOneWaitWhereCallsBlock) {
    test::Faults faults;
    test::Receiver receiver;
    faults.hangs = true;
    ConnectionOptions options;
    options.overflow = OverflowPolicy::block;
    options.block_limit = 1ms;
    options.close_timeout = 1ms;
    options.spool_bytes = 4096;
    options.max_message = 1024;
    options.queue_bytes = 4096;
    Connection connection = test::faulty_connection(faults, receiver, options);
    LogSource source{connection, {}};

    while (connection.stats().dropped_for(DropReason::queue_full) < 100) {
        log(source, std::string(1000, 'x'));
    }

    EXPECT_EQ(connection.stats().dropped_for(DropReason::spool_full), 0U);
    EXPECT_TRUE(sums_close(connection.stats()));
    faults.hangs = false;
    EXPECT_TRUE(connection.flush(patience));
    EXPECT_TRUE(sums_close(connection.stats()));
}

}  // namespace
}  // namespace logbeam::channel
