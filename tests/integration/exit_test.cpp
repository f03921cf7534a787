#include "channel/core.hpp"
#include "support/child_process.hpp"
#include "support/faulty_connection.hpp"
#include "support/spool_folder.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace logbeam::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::uint64_t calls = 1'000;

void log_calls(spdlog::logger& logger) {
    for (std::uint64_t number = 0; number < calls; ++number) {
        logger.info("n={}", number);
    }
}

// The sink lives in spdlog's registry, and ends with it.
void make_registered_logger(std::shared_ptr<event_sink> sink) {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("registered", std::move(sink)));
}

// ---- the transport is away

int leave_while_away(const Arguments& arguments) {
    make_registered_logger(make_spdlog_sink(unreachable_url, {}, spool_file_options(arguments.at(1))));
    log_calls(*spdlog::default_logger());
    say("leaves");
    if (arguments.at(0) == "exit") {
        std::exit(5);
    }
    return 5;
}
const Role leaves_while_away{"leaves while away", &leave_while_away};

int leave_with_a_static_connection(const Arguments& arguments) {
    static Connection connection{unreachable_url, spool_file_options(arguments.at(1))};
    static const auto sink = make_spdlog_sink(connection);
    make_registered_logger(sink);
    log_calls(*spdlog::default_logger());
    say("leaves");
    if (arguments.at(0) == "exit") {
        std::exit(5);
    }
    return 5;
}
const Role leaves_with_a_static_connection{"leaves with a static connection", &leave_with_a_static_connection};

// ---- the transport is there, and silent

int leave_while_connected(const Arguments& arguments) {
    static Faults faults;
    static Receiver receiver{false};
    faults.never_acknowledges = arguments.at(1) == "silent";
    faults.hangs = arguments.at(1) == "hanging";
    ConnectionOptions options;
    options.close_timeout = milliseconds{500};
    static Connection connection = faulty_connection(faults, receiver, options);
    make_registered_logger(make_spdlog_sink(connection));
    while (connection.state() != ConnectionState::connected) {
        std::this_thread::yield();
    }
    log_calls(*spdlog::default_logger());
    say("leaves");
    if (arguments.at(0) == "exit") {
        std::exit(5);
    }
    return 5;
}
const Role leaves_while_connected{"leaves while connected", &leave_while_connected};

// ---- exit from unusual places

struct Nudge {
    int n = 0;
};
LOGBEAM_EVENT(Nudge, "exit.nudge", n)

int exit_in_a_handler(const Arguments& /*none*/) {
    testing::Recorder recorder;
    Connection publishing{recorder.url()};
    EventChannel out{publishing, "exit"};
    static Connection listening{recorder.url()};  // this, the handler's own, ends at exit
    static EventChannel in{listening, "exit"};
    static const Subscription subscription = in.on<Nudge>([](const Nudge& /*any*/) {
        say("leaves");
        std::exit(5);
    });
    while (true) {
        (void)out.publish(Nudge{1});
        std::this_thread::sleep_for(milliseconds{1});
    }
}
const Role exits_in_a_handler{"exits in a handler", &exit_in_a_handler};

int exit_on_the_worker(const Arguments& arguments) {
    ConnectionOptions options = spool_file_options(arguments.at(0));
    options.before_send = [](Event& event) {
        if (event.message() == "n=500") {
            say("leaves");
            std::exit(5);
        }
        return true;
    };
    make_registered_logger(make_spdlog_sink(unreachable_url, {}, options));
    log_calls(*spdlog::default_logger());
    while (true) {
        std::this_thread::sleep_for(milliseconds{1});
    }
}
const Role exits_on_the_worker{"exits on the worker", &exit_on_the_worker};

int exit_from_a_thread_while_main_logs(const Arguments& arguments) {
    const auto logger = std::make_shared<spdlog::logger>(
        "main", make_spdlog_sink(unreachable_url, {}, spool_file_options(arguments.at(0))));
    spdlog::register_logger(logger);
    std::atomic<std::uint64_t> count{0};
    std::thread{[&] {
        while (count < 5'000) {
            std::this_thread::yield();
        }
        say("leaves");
        std::exit(5);
    }}.detach();
    while (true) {
        logger->info("n={}", count++);
    }
}
const Role exits_from_a_thread_while_main_logs{"exits from a thread while main logs",
                                               &exit_from_a_thread_while_main_logs};

// ---- loggers that are used later than usual

struct LogsWhenItEnds {
    std::shared_ptr<spdlog::logger> logger;
    std::string name;

    ~LogsWhenItEnds() {
        if (logger) {
            logger->info("{} ended", name);
        }
    }
};

int log_from_static_destructors(const Arguments& arguments) {
    static LogsWhenItEnds before{nullptr, "before"};  // made before spdlog's registry: ends after it
    make_registered_logger(make_spdlog_sink(unreachable_url, {}, spool_file_options(arguments.at(0))));
    static const LogsWhenItEnds after{spdlog::default_logger(), "after"};
    before.logger = spdlog::default_logger();
    spdlog::info("main ended");
    return 5;
}
const Role logs_from_static_destructors{"logs from static destructors", &log_from_static_destructors};

int log_after_a_static_connection(const Arguments& arguments) {
    static LogsWhenItEnds last{nullptr, "last"};
    static Connection connection{unreachable_url, spool_file_options(arguments.at(0))};
    make_registered_logger(make_spdlog_sink(connection));
    last.logger = spdlog::default_logger();
    spdlog::info("main ended");
    return 5;
}
const Role logs_after_a_static_connection{"logs after a static connection", &log_after_a_static_connection};

int log_from_thread_local_destructors(const Arguments& arguments) {
    Connection connection{unreachable_url, spool_file_options(arguments.at(0))};
    const auto logger = std::make_shared<spdlog::logger>("threads", make_spdlog_sink(connection));
    for (int round = 0; round < 50; ++round) {
        std::thread{[&] {
            thread_local LogsWhenItEnds before{nullptr, "before"};  // made before the thread's lane
            before.logger = logger;
            logger->info("thread ended");
            thread_local LogsWhenItEnds after{nullptr, "after"};
            after.logger = logger;
        }}.join();
    }
    return 5;
}
const Role logs_from_thread_local_destructors{"logs from thread_local destructors", &log_from_thread_local_destructors};

// How long a role took from saying that it leaves to its end.
class Leaving {
public:
    explicit Leaving(const std::string& role, const Arguments& arguments = {}) : child_{role, arguments} {}

    void expect_within(milliseconds limit) {
        ASSERT_EQ(child_.line(), "leaves");
        const auto begin = steady_clock::now();
        ASSERT_EQ(child_.wait(seconds{60}), exit_code(5));
        EXPECT_LT(steady_clock::now() - begin, limit);
    }

private:
    Child child_;
};

std::size_t count_of(const RecoveredEvents& recovered) {
    std::size_t count = 0;
    for (const auto& [publisher, events] : recovered) {
        count += events.size();
    }
    return count;
}

std::map<std::string, int> messages_of(const RecoveredEvents& recovered) {
    std::map<std::string, int> messages;
    for (const auto& [publisher, events] : recovered) {
        for (const Event& event : events) {
            ++messages[std::string{event.message()}];
        }
    }
    return messages;
}

constexpr milliseconds away_limit{2'000};  // close_timeout_away is 250 ms

class ExitBy : public ::testing::TestWithParam<std::string> {};

TEST_P(ExitBy, KeepsItsTimeLimitWhileTheTransportIsAway) {
    const SpoolFolder folder;

    Leaving{"leaves while away", {GetParam(), folder.file()}}.expect_within(away_limit);

    EXPECT_EQ(count_of(recover(folder.file())), calls);
}

TEST_P(ExitBy, KeepsItsTimeLimitWithAStaticConnection) {
    const SpoolFolder folder;

    Leaving{"leaves with a static connection", {GetParam(), folder.file()}}.expect_within(away_limit);

    EXPECT_EQ(count_of(recover(folder.file())), calls);
}

TEST_P(ExitBy, KeepsItsTimeLimitWhileTheOtherEndIsSilentOrHangs) {
    Leaving{"leaves while connected", {GetParam(), "silent"}}.expect_within(seconds{4});
    Leaving{"leaves while connected", {GetParam(), "hanging"}}.expect_within(seconds{4});
    Leaving{"leaves while connected", {GetParam(), "healthy"}}.expect_within(seconds{4});
}

INSTANTIATE_TEST_SUITE_P(Ways, ExitBy, ::testing::Values("exit", "return"),
                         [](const auto& way) { return std::string{way.param}; });

TEST(Exit, MayBeCalledInAHandler) {
    Leaving{"exits in a handler"}.expect_within(seconds{4});
}

TEST(Exit, MayBeCalledOnTheWorker) {
    const SpoolFolder folder;

    Leaving{"exits on the worker", {folder.file()}}.expect_within(away_limit);
}

TEST(Exit, MayBeCalledFromAThreadWhileMainLogs) {
    const SpoolFolder folder;

    Leaving{"exits from a thread while main logs", {folder.file()}}.expect_within(away_limit);
}

TEST(StaticDestruction, DeliversWhatIsLoggedAfterTheRegistryHasGone) {
    const SpoolFolder folder;
    Child child{"logs from static destructors", {folder.file()}};

    EXPECT_EQ(child.wait(seconds{60}), exit_code(5));

    const std::map<std::string, int> expected{{"main ended", 1}, {"after ended", 1}, {"before ended", 1}};
    EXPECT_EQ(messages_of(recover(folder.file())), expected);
}

TEST(StaticDestruction, DropsWhatIsLoggedAfterTheConnectionHasGone) {
    const SpoolFolder folder;
    Child child{"logs after a static connection", {folder.file()}};

    EXPECT_EQ(child.wait(seconds{60}), exit_code(5));

    const std::map<std::string, int> expected{{"main ended", 1}};
    EXPECT_EQ(messages_of(recover(folder.file())), expected);
}

TEST(ThreadEnd, DeliversWhatThreadLocalDestructorsLog) {
    const SpoolFolder folder;
    Child child{"logs from thread_local destructors", {folder.file()}};

    EXPECT_EQ(child.wait(seconds{60}), exit_code(5));

    const std::map<std::string, int> expected{{"thread ended", 50}, {"after ended", 50}, {"before ended", 50}};
    EXPECT_EQ(messages_of(recover(folder.file())), expected);
}

}  // namespace
}  // namespace logbeam::test
