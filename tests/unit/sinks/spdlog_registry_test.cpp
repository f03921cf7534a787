#include "sink_test.hpp"

#include <gmock/gmock.h>
#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>

namespace logbeam::test {
namespace {

using Strings = std::vector<std::string>;

// spdlog's registry is one per process: each test finds and leaves it with a default logger and nothing else.
class RegistryTest : public SinkTest {
protected:
    RegistryTest() { reset(); }
    ~RegistryTest() override { reset(); }

    static std::shared_ptr<spdlog::logger> quiet_logger(const std::string& name) {
        return std::make_shared<spdlog::logger>(name, std::make_shared<spdlog::sinks::null_sink_mt>());
    }

private:
    static void reset() {
        spdlog::drop_all();
        spdlog::flush_every(std::chrono::seconds{0});
        spdlog::set_default_logger(quiet_logger(""));
    }
};

TEST_F(RegistryTest, AttachReachesTheDefaultAndEveryRegisteredLogger) {
    const auto orders = quiet_logger("orders");
    spdlog::register_logger(orders);

    attach(connection());
    spdlog::info("by default");
    orders->info("by name");

    const auto got = events();
    EXPECT_EQ(messages(got), (Strings{"by default", "by name"}));
    EXPECT_EQ(topics(got), (Strings{"logs.default", "logs.orders"}));
}

TEST_F(RegistryTest, AttachKeepsTheSinksThatWereThere) {
    const auto before = spdlog::default_logger()->sinks();

    const auto sink = attach(connection());

    auto expected = before;
    expected.push_back(sink);
    EXPECT_EQ(spdlog::default_logger()->sinks(), expected);
}

TEST_F(RegistryTest, LoggersMadeLaterGetTheSinkByHand) {
    const auto sink = attach(connection());
    const auto late = quiet_logger("late");

    late->info("before");
    late->sinks().push_back(sink);
    late->info("after");

    EXPECT_EQ(messages(events()), Strings{"after"});
}

TEST_F(RegistryTest, RegistrysPatternLeavesThePayload) {
    attach(connection());

    spdlog::set_pattern("%Y %v!");
    spdlog::initialize_logger(std::make_shared<spdlog::logger>("orders", spdlog::default_logger()->sinks().back()));
    spdlog::info("m");
    spdlog::get("orders")->info("m");

    EXPECT_EQ(messages(events()), (Strings{"m", "m"}));
}

TEST_F(RegistryTest, DefaultMacroTellsTheSiteAndTheFunctionDoesNot) {
    attach(connection());

    SPDLOG_WARN("from a macro");
    spdlog::warn("from a function");

    const auto got = events();
    ASSERT_EQ(got.size(), 2u);
    EXPECT_EQ(field(got[0], "file"), __FILE__);
    EXPECT_EQ(got[1].field("file"), nullptr);
}

TEST_F(RegistryTest, RenamedDefaultLoggerHasItsNewTopic) {
    const auto sink = attach(connection());

    spdlog::set_default_logger(std::make_shared<spdlog::logger>("renamed", sink));
    spdlog::info("m");

    EXPECT_EQ(topics(events()), Strings{"logs.renamed"});
}

TEST_F(RegistryTest, PeriodicFlushGoesOnBesideLogging) {
    attach(connection());

    spdlog::flush_every(std::chrono::seconds{1});
    spdlog::info("m");
    spdlog::apply_all([](const std::shared_ptr<spdlog::logger>& logger) { logger->flush(); });

    EXPECT_EQ(messages(events()), Strings{"m"});
}

// An asynchronous logger calls its sinks on a thread of spdlog's.
class AsyncLoggerTest : public SinkTest {
protected:
    std::shared_ptr<spdlog::details::thread_pool> pool = std::make_shared<spdlog::details::thread_pool>(1024, 1);
    std::shared_ptr<spdlog::async_logger> logger = std::make_shared<spdlog::async_logger>(
        "orders", make_spdlog_sink(connection()), pool, spdlog::async_overflow_policy::block);

    [[nodiscard]] std::vector<Event> events_of_all_calls() {
        pool.reset();  // waits for what it has queued
        return events();
    }
};

TEST_F(AsyncLoggerTest, EventsNameTheThreadThatLogged) {
    SPDLOG_LOGGER_INFO(logger, "order_id={}", 42);
    logger->flush();

    const auto got = events_of_all_calls();
    ASSERT_EQ(got.size(), 1u);
    EXPECT_EQ(field(got[0], "thread"), spdlog::details::os::thread_id());
    EXPECT_EQ(field(got[0], "order_id"), 42);
    EXPECT_EQ(field(got[0], "file"), __FILE__);
}

TEST_F(AsyncLoggerTest, OrderIsKept) {
    for (int i = 0; i < 500; ++i) {
        logger->info("call={}", i);
    }

    int next = 0;
    for (const Event& got : events_of_all_calls()) {
        EXPECT_EQ(field(got, "call"), next++);
    }
    EXPECT_EQ(next, 500);
}

TEST_F(AsyncLoggerTest, ContextOfTheCallingThreadIsNotSeen) {
    const Context context{{"request_id", 7}};

    logger->info("{}", kv("order_id", 42));

    const auto got = events_of_all_calls();
    ASSERT_EQ(got.size(), 1u);
    EXPECT_EQ(field(got[0], "order_id"), 42);
    EXPECT_EQ(got[0].field("request_id"), nullptr);
}

}  // namespace
}  // namespace logbeam::test
