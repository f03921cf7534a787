#include "support/child_process.hpp"
#include "support/websocket_peer.hpp"
#include "testing/recorder_endpoint.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// A whole connection over a socket, with its worker.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::IsEmpty;

constexpr std::chrono::seconds patience{30};

struct WebSocketConnectionTest : ::testing::Test {
    static ConnectionOptions quiet() {
        ConnectionOptions options;
        options.source = "orders-api";
        options.on_error = [](const Error& /*expected*/) {};
        return options;
    }
    [[nodiscard]] std::string url() {
        return peer.with([](WebSocketPeer& served) { return served.url(); });
    }
    [[nodiscard]] bool has_come(std::size_t count) {
        return recorder->wait_until(patience, [count](const std::vector<Event>& all) { return all.size() >= count; });
    }
    // "0 1 2 …" once, in order.
    void expect_numbers(std::size_t count) {
        const auto events = recorder->events();
        ASSERT_EQ(events.size(), count);
        for (std::size_t i = 0; i < count; ++i) {
            ASSERT_EQ(events[i].message(), "n=" + std::to_string(i));
        }
    }

    std::shared_ptr<logbeam::testing::RecorderEndpoint> recorder =
        std::make_shared<logbeam::testing::RecorderEndpoint>();
    ServedPeer peer{recorder};
};

TEST_F(WebSocketConnectionTest, BringsWhatIsLogged) {
    Connection connection{url(), quiet()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    for (int n = 0; n < 2000; ++n) {
        logger.info("n={}", n);
    }

    EXPECT_TRUE(connection.flush(patience));
    expect_numbers(2000);
    EXPECT_EQ(connection.stats().acknowledged, 2000U);
}

TEST_F(WebSocketConnectionTest, BringsEventsToSubscribers) {
    Connection publisher{url(), quiet()};
    Connection subscriber{url(), quiet()};
    EventChannel channel{subscriber, "logs.orders"};
    std::atomic<int> heard{0};
    const auto subscription = channel.on("*", [&](const Event& /*event*/) { ++heard; });
    while (peer.with([](WebSocketPeer& served) { return served.connections(); }) < 2 || !subscriber.flush(patience)) {}

    spdlog::logger logger{"orders", make_spdlog_sink(publisher)};
    for (int n = 0; heard == 0 && n < 3000; ++n) {  // until the subscription is known there
        logger.info("n={}", n);
        ASSERT_TRUE(publisher.flush(patience));
    }

    EXPECT_GT(heard, 0);
}

TEST_F(WebSocketConnectionTest, SendsAgainWhatALostConnectionDidNotBring) {
    Connection connection{url(), quiet()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};

    for (int n = 0; n < 2000; ++n) {
        logger.info("n={}", n);
        if (n % 500 == 250) {
            ASSERT_TRUE(has_come(static_cast<std::size_t>(n) / 2));
            peer.with([](WebSocketPeer& served) { served.drop_all(); });
        }
    }

    EXPECT_TRUE(connection.flush(patience));
    expect_numbers(2000);
    EXPECT_GT(connection.stats().reconnects, 0U);
}

TEST_F(WebSocketConnectionTest, OfAParentSurvivesTheChildOfAFork) {
    Connection connection{url(), quiet()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    logger.info("n=0");
    ASSERT_TRUE(connection.flush(patience));

    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);  // its copies of the descriptors are gone by then
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    logger.info("n=1");

    EXPECT_TRUE(connection.flush(patience));
    expect_numbers(2);
    EXPECT_EQ(connection.stats().reconnects, 0U);
    EXPECT_THAT(peer.with([](WebSocketPeer& served) { return served.closings; }), IsEmpty());
}

TEST_F(WebSocketConnectionTest, IsMadeAnewInTheChildOfAFork) {
    if (has_sanitizer_runtime) GTEST_SKIP() << "its allocator's locks are not let go of in a child";
    Connection connection{url(), quiet()};
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    logger.info("n=0");
    ASSERT_TRUE(connection.flush(patience));

    const pid_t child = ::fork();
    if (child == 0) {
        logger.info("n=1");
        ::_exit(connection.flush(patience) ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);

    EXPECT_EQ(status, 0);
    expect_numbers(2);
    const auto events = recorder->events();
    EXPECT_NE(events[0].client_id, events[1].client_id);
}

// The connection is older than anything that its worker needs for the first greeting, and ends after main.
int exit_at_once(const Arguments& arguments) {
    static std::optional<Connection> ends_at_exit;
    ConnectionOptions options;
    options.close_timeout_away = 20s;
    Connection& connection = ends_at_exit.emplace(arguments.at(0), options);
    spdlog::logger logger{"orders", make_spdlog_sink(connection)};
    logger.info("n=0");
    std::exit(0);
}
const Role exits_at_once{"exits at once, connected by a socket", &exit_at_once};

TEST_F(WebSocketConnectionTest, BringsWhatWasLoggedJustBeforeTheProcessEnds) {
    Child child{"exits at once, connected by a socket", {url()}};

    EXPECT_EQ(child.wait(patience), exit_code(0));
    expect_numbers(1);
}

}  // namespace
}  // namespace logbeam::test
