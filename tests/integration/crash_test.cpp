#include "support/child_process.hpp"
#include "support/spool_folder.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

namespace logbeam::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint64_t calls = 500;

// A real fault, not a signal that was sent.
void write_where_nothing_is() {
    void* page = ::mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile int*>(page) = 1;
}

void crash(const std::string& how) {
    if (how == "abort") {
        std::abort();
    }
    write_where_nothing_is();
}

void log_calls(Connection& connection) {
    spdlog::logger logger{"crashing", make_spdlog_sink(connection)};
    for (std::uint64_t number = 0; number < calls; ++number) {
        logger.info("n={}", number);
    }
}

int crash_after_logging(const Arguments& arguments) {
    Connection connection{unreachable_url, spool_file_options(arguments.at(0))};
    if (arguments.at(2) == "flushed") {
        install_crash_flush(seconds{10});
    }
    log_calls(connection);
    crash(arguments.at(1));
    return 0;
}
const Role crashes_after_logging{"crashes after logging", &crash_after_logging};

int crash_on_another_thread(const Arguments& arguments) {
    Connection connection{unreachable_url, spool_file_options(arguments.at(0))};
    install_crash_flush(seconds{10});
    std::thread{[&] {
        log_calls(connection);
        crash(arguments.at(1));
    }}.join();
    return 0;
}
const Role crashes_on_another_thread{"crashes on another thread", &crash_on_another_thread};

int crash_on_the_worker(const Arguments& arguments) {
    ConnectionOptions options = spool_file_options(arguments.at(0));
    options.before_send = [&](Event& event) {
        if (event.message() == "n=100") {
            crash(arguments.at(1));
        }
        return true;
    };
    Connection connection{unreachable_url, options};
    Connection other{unreachable_url, spool_file_options(arguments.at(0))};
    install_crash_flush(seconds{10});
    log_calls(other);
    log_calls(connection);
    ::pause();
    return 0;
}
const Role crashes_on_the_worker{"crashes on the worker", &crash_on_the_worker};

int crash_while_the_worker_hangs(const Arguments& arguments) {
    ConnectionOptions options;
    options.before_send = [](Event& /*any*/) {
        say("hangs");
        while (true) {
            ::pause();
        }
        return true;
    };
    Connection connection{unreachable_url, options};
    install_crash_flush(milliseconds{100});
    log_calls(connection);
    say("logged");
    crash(arguments.at(0));
    return 0;
}
const Role crashes_while_the_worker_hangs{"crashes while the worker hangs", &crash_while_the_worker_hangs};

int keep_the_hosts_handler(const Arguments& /*none*/) {
    Connection connection{unreachable_url};
    std::signal(SIGSEGV, [](int /*signal*/) { ::_exit(7); });
    install_crash_flush();
    write_where_nothing_is();
    return 0;
}
const Role keeps_the_hosts_handler{"keeps the host's handler", &keep_the_hosts_handler};

class Crash : public ::testing::TestWithParam<std::string> {
protected:
    [[nodiscard]] int expected_signal() const { return GetParam() == "abort" ? SIGABRT : SIGSEGV; }

    SpoolFolder folder_;
};

TEST_P(Crash, LeavesAllThatWasLoggedBeforeWhenFlushIsInstalled) {
    Child child{"crashes after logging", {folder_.file(), GetParam(), "flushed"}};

    EXPECT_EQ(child.wait(seconds{60}), died_of(expected_signal()));
    const RecoveredEvents recovered = recover(folder_.file());

    ASSERT_EQ(recovered.size(), 1u);
    EXPECT_EQ(recovered.begin()->second.size(), calls);
    expect_recovered_once_in_order(recovered.begin()->first, recovered.begin()->second);
}

TEST_P(Crash, OfAnotherThreadLeavesAllThatItLogged) {
    Child child{"crashes on another thread", {folder_.file(), GetParam()}};

    EXPECT_EQ(child.wait(seconds{60}), died_of(expected_signal()));
    const RecoveredEvents recovered = recover(folder_.file());

    ASSERT_EQ(recovered.size(), 1u);
    EXPECT_EQ(recovered.begin()->second.size(), calls);
}

TEST_P(Crash, WithoutFlushLeavesAWholeBeginning) {
    Child child{"crashes after logging", {folder_.file(), GetParam(), "plain"}};

    EXPECT_EQ(child.wait(seconds{60}), died_of(expected_signal()));

    for (const auto& [publisher, events] : recover(folder_.file())) {
        EXPECT_LE(events.size(), calls);
        expect_recovered_once_in_order(publisher, events);
    }
}

TEST_P(Crash, OfTheWorkerDoesNotWaitForItAndRescuesTheOtherConnection) {
    Child child{"crashes on the worker", {folder_.file(), GetParam()}};

    EXPECT_EQ(child.wait(seconds{8}), died_of(expected_signal()));  // less than the limit of the flush
    const RecoveredEvents recovered = recover(folder_.file());

    ASSERT_FALSE(recovered.empty());
    const bool all_of_one =
        std::any_of(recovered.begin(), recovered.end(), [](const auto& entry) { return entry.second.size() == calls; });
    EXPECT_TRUE(all_of_one);
}

TEST_P(Crash, WaitsForAWorkerThatHangsNoLongerThanItsLimit) {
    Child child{"crashes while the worker hangs", {GetParam()}};

    EXPECT_EQ(child.wait(seconds{8}), died_of(expected_signal()));
}

INSTANTIATE_TEST_SUITE_P(By, Crash, ::testing::Values("segv", "abort"),
                         [](const auto& how) { return std::string{how.param}; });

TEST(CrashFlush, ReplacesNoHandlerOfTheHost) {
    Child child{"keeps the host's handler"};

    EXPECT_EQ(child.wait(seconds{60}), exit_code(7));
}

}  // namespace
}  // namespace logbeam::test
