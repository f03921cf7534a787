#include "support/nats_connection.hpp"

#include "support/child_process.hpp"
#include "support/nats_server.hpp"
#include "support/tcp_proxy.hpp"

#include <logbeam/spdlog_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

// A whole connection, publishing through a real nats-server.
namespace logbeam::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

struct NatsConnectionTest : ::testing::Test {
    // "n=0" to "n=<count - 1>", going on where the last call ended.
    void log(spdlog::logger& logger, int count) {
        for (const int end = logged + count; logged < end; ++logged) {
            logger.info("n={}", logged);
        }
    }

    Complaints complaints;
    int logged = 0;
};

TEST_F(NatsConnectionTest, BringsWhatIsLoggedToAnySubscriber) {
    const NatsServer server;
    NatsClient subscriber{server.url()};
    subscriber.subscribe("logbeam.event.>");
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    logger.info("order shipped order_id=42");
    ASSERT_TRUE(connection.flush(patience));

    const NatsLetter letter = subscriber.receive();
    EXPECT_EQ(letter.subject, "logbeam.event.logs.orders");
    EXPECT_EQ(letter.batch_header, connection.publisher_id() + " 1 1 1 0");
    EXPECT_THAT(messages({letter}), ElementsAre("order shipped order_id=42"));
}

TEST_F(NatsConnectionTest, PublishesWhereItsMappingSays) {
    const NatsServer server;
    NatsClient subscriber{server.url()};
    subscriber.subscribe("acme.>");
    ConnectionOptions options = complaints.options();
    options.nats.subject = "acme.{topic}";
    Connection connection{server.url(), options};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    logger.info("x");

    EXPECT_EQ(subscriber.receive().subject, "acme.logs.orders");
}

TEST_F(NatsConnectionTest, SaysWhatWasBroughtAtMostOnce) {
    const NatsServer server;
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    log(logger, 1000);
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(connection.stats().acknowledged, 1000U);
    EXPECT_EQ(connection.stats().at_most_once, 1000U);
}

TEST_F(NatsConnectionTest, StoresEachEventOnceInAStream) {
    const NatsServer server{{true, {}}};
    NatsClient client{server.url()};
    client.add_stream("EVENTS", all_events);
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    log(logger, 2000);
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(messages(client.stored("EVENTS")), numbered(2000));
    EXPECT_EQ(connection.stats().acknowledged, 2000U);
    EXPECT_EQ(connection.stats().at_most_once, 0U);
}

TEST_F(NatsConnectionTest, StoresEachEventOnceOverServersThatAreKilled) {
    NatsServer server{{true, {}}};
    NatsClient{server.url()}.add_stream("EVENTS", all_events);
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    for (int round = 0; round < 3; ++round) {
        log(logger, 300);
        server.kill();
        log(logger, 300);
        server.start();
    }
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(messages(NatsClient{server.url()}.stored("EVENTS")), numbered(1800));
}

TEST_F(NatsConnectionTest, StoresEachEventOnceOverANetworkThatIsCut) {
    const NatsServer server{{true, {}}};
    NatsClient client{server.url()};
    client.add_stream("EVENTS", all_events);
    TcpProxy network{server.port()};
    network.cut_each_after(50'000);
    Connection connection{"nats://127.0.0.1:" + std::to_string(network.port()), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    for (int round = 0; round < 10; ++round) {
        log(logger, 200);
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    EXPECT_TRUE(comes_true([&] { return connection.stats().reconnects > 0; }));
    network.cut_each_after(0);
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(messages(client.stored("EVENTS")), numbered(2000));
}

TEST_F(NatsConnectionTest, KeepsEventsUntilTheServerIsThere) {
    NatsServer server;
    server.kill();
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    log(logger, 100);
    ASSERT_TRUE(comes_true([&] { return connection.state() == ConnectionState::away; }));

    server.start();

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_TRUE(complaints.has(ErrorCode::connection_lost, "cannot connect to NATS at " + server.address()));
}

TEST_F(NatsConnectionTest, GoesOnWithAnotherServer) {
    NatsServer one;
    NatsServer other;
    ConnectionOptions options = complaints.options();
    options.nats.servers = {other.address()};
    Connection connection{one.url(), options};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    log(logger, 10);
    ASSERT_TRUE(connection.flush(patience));

    one.kill();
    log(logger, 10);
    ASSERT_TRUE(connection.flush(patience));
    one.start();
    other.kill();
    log(logger, 10);

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_EQ(connection.stats().acknowledged, 30U);
}

TEST_F(NatsConnectionTest, PublishesNothingWithoutTheStreamThatItRequires) {
    const NatsServer server{{true, {}}};
    NatsClient client{server.url()};
    ConnectionOptions options = complaints.options();
    options.nats.stream = NatsStream::require;
    Connection connection{server.url(), options};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    log(logger, 10);
    ASSERT_TRUE(comes_true([&] { return complaints.has(ErrorCode::refused, "no JetStream stream takes"); }));
    EXPECT_EQ(connection.stats().acknowledged, 0U);

    client.add_stream("EVENTS", all_events);

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_EQ(messages(client.stored("EVENTS")), numbered(10));
}

TEST_F(NatsConnectionTest, LeavesAStreamAloneWhenToldTo) {
    const NatsServer server{{true, {}}};
    NatsClient client{server.url()};
    client.add_stream("EVENTS", all_events);
    ConnectionOptions options = complaints.options();
    options.nats.stream = NatsStream::ignore;
    Connection connection{server.url(), options};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    log(logger, 10);
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(connection.stats().at_most_once, 10U);
}

TEST_F(NatsConnectionTest, GoesOnWithoutAStreamThatIsDeleted) {
    const NatsServer server{{true, {}}};
    NatsClient client{server.url()};
    client.add_stream("EVENTS", all_events);
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    log(logger, 10);
    ASSERT_TRUE(connection.flush(patience));

    client.delete_stream("EVENTS");
    log(logger, 10);

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_EQ(connection.stats().at_most_once, 10U);
    EXPECT_TRUE(complaints.has(ErrorCode::refused, "a JetStream stream is no longer there"));
}

TEST_F(NatsConnectionTest, SendsAgainWhatAStreamHasNoRoomFor) {
    const NatsServer server{{true, {}}};
    NatsClient client{server.url()};
    client.add_stream("EVENTS", R"({"name":"EVENTS","subjects":["logbeam.event.>"],"max_msgs":1,"discard":"new"})");
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    log(logger, 1);
    ASSERT_TRUE(connection.flush(patience));
    log(logger, 1);
    ASSERT_TRUE(comes_true([&] { return complaints.has(ErrorCode::refused, "JetStream does not take a batch"); }));

    client.request("$JS.API.STREAM.UPDATE.EVENTS",
                   R"({"name":"EVENTS","subjects":["logbeam.event.>"],"max_msgs":100,"discard":"new"})");

    EXPECT_TRUE(connection.flush(patience));
    EXPECT_EQ(messages(client.stored("EVENTS")), numbered(2));
}

TEST_F(NatsConnectionTest, KeepsToTheServersMaxPayload) {
    const NatsServer server{{false, "max_payload: 8192"}};
    NatsClient subscriber{server.url()};
    subscriber.subscribe("logbeam.event.>");
    Connection connection{server.url(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    log(logger, 500);
    logger.info("{}", std::string(20'000, 'x'));
    log(logger, 500);
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_EQ(messages(subscriber.received()), numbered(1000));
    EXPECT_TRUE(complaints.has(ErrorCode::too_large, "raise max_payload"));
}

TEST_F(NatsConnectionTest, SaysWhereItMayNotPublish) {
    const NatsServer server{
        {false, R"(authorization { users: [ { user: ann, password: x, permissions: { publish: [ "other.>" ] } } ] })"}};
    Connection connection{"nats://ann:x@" + server.address(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    log(logger, 1);

    EXPECT_TRUE(
        comes_true([&] { return complaints.has(ErrorCode::forbidden, "Permissions Violation for Publish to"); }));
}

TEST_F(NatsConnectionTest, GoesWithoutStreamsAtOnceWhereItMayNotAskForThem) {
    const NatsServer server{
        {true,
         R"(authorization { users: [ { user: ann, password: x, permissions: { publish: [ "logbeam.event.>" ] } } ] })"}};
    Connection connection{"nats://ann:x@" + server.address(), complaints.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    log(logger, 3);

    EXPECT_TRUE(connection.flush(std::chrono::seconds{15})) << "silence is heard out for 30";
    EXPECT_EQ(connection.stats().at_most_once, 3U);
    EXPECT_TRUE(complaints.has(ErrorCode::forbidden, "$JS.API.STREAM.LIST"));
}

TEST_F(NatsConnectionTest, LeavesBrokenPipesToTheProgram) {
    Child child{"nats_sigpipe"};

    EXPECT_EQ(child.wait(patience), exit_code(0));
}

int try_without_sigpipe(const Arguments& /*arguments*/) {
    ::signal(SIGPIPE, SIG_DFL);
    Connection connection{"nats://127.0.0.1:1", Complaints{}.options()};
    const bool has_tried = comes_true([&] { return connection.state() == ConnectionState::away; });
    struct sigaction now {};
    ::sigaction(SIGPIPE, nullptr, &now);
    return has_tried && now.sa_handler == SIG_DFL ? 0 : 1;
}
const Role nats_sigpipe{"nats_sigpipe", try_without_sigpipe};

// Parent and child of a fork both go on, each under a publisher of its own.
TEST_F(NatsConnectionTest, GoesOnInTheChildOfAFork) {
    if (has_sanitizer_runtime) GTEST_SKIP() << "the sanitizer's allocator does not survive a fork of threads";
    const NatsServer server;
    NatsClient subscriber{server.url()};
    subscriber.subscribe("logbeam.event.>");

    Child child{"nats_fork", {server.url()}};

    EXPECT_EQ(child.wait(patience), exit_code(0));
    EXPECT_THAT(messages(subscriber.received()), IsSupersetOf({"before", "parent", "child"}));
}

int log_in_both(const Arguments& arguments) {
    Connection connection{arguments.at(0), Complaints{}.options()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    logger.info("before");
    if (!connection.flush(patience)) return 2;
    const pid_t child = ::fork();
    if (child == 0) {
        logger.info("child");
        ::_exit(connection.flush(patience) ? 0 : 1);
    }
    logger.info("parent");
    if (!connection.flush(patience)) return 3;
    int status = 0;
    ::waitpid(child, &status, 0);
    return status == 0 ? 0 : 4;
}
const Role nats_fork{"nats_fork", log_in_both};

}  // namespace
}  // namespace logbeam::test
