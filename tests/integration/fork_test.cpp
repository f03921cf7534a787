#include "support/child_process.hpp"
#include "support/faulty_connection.hpp"
#include "support/spool_folder.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::test {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr std::uint64_t child_calls = 20;

template <class Condition>
bool comes_true_within(seconds limit, Condition condition) {
    const auto deadline = steady_clock::now() + limit;
    while (!condition()) {
        if (steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

// In a forked child: logs through what it inherited. 0, or which of its expectations failed.
int live_as_forked_child(Connection& connection, spdlog::logger& logger, const std::string& parents_publisher) {
    for (std::uint64_t number = 0; number < child_calls; ++number) {
        logger.info("child={} n={}", ::getpid(), number);
    }
    if (connection.publisher_id() == parents_publisher) {
        return 11;
    }
    if (!comes_true_within(seconds{30}, [&] { return connection.stats().spooled == child_calls; })) {
        return 12;
    }
    const ConnectionStats stats = connection.stats();
    return stats.made == child_calls && sums_close(stats) ? 0 : 13;
}

// Children of one process that run at the same time.
class Children {
public:
    // At most `most` at once; the oldest is awaited before there would be more.
    explicit Children(std::size_t most) : most_{most} {}

    void add(pid_t pid) {
        alive_.push_back(pid);
        if (alive_.size() == most_) {
            await_oldest();
        }
    }
    void await_all() {
        while (!alive_.empty()) {
            await_oldest();
        }
    }
    [[nodiscard]] int first_failure() const noexcept { return first_failure_; }

private:
    void await_oldest() {
        int status = 0;
        ::waitpid(alive_.front(), &status, 0);
        alive_.erase(alive_.begin());
        if (status != 0 && first_failure_ == 0) {
            first_failure_ = WIFSIGNALED(status) ? 100 + WTERMSIG(status) : WEXITSTATUS(status);
        }
    }

    const std::size_t most_;
    std::vector<pid_t> alive_;
    int first_failure_ = 0;
};

// Forks while four threads log; says its publisher, how many events it spooled, and the first child that failed.
int fork_under_load(const Arguments& arguments) {
    ConnectionOptions options = spool_file_options(arguments.at(0));
    options.spool_bytes = 4 << 20;
    Connection connection{unreachable_url, options};
    const auto logger = std::make_shared<spdlog::logger>("forking", make_spdlog_sink(connection));
    const std::string publisher = connection.publisher_id();
    std::atomic<bool> over{false};
    std::atomic<std::uint64_t> calls{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (std::uint64_t number = 0; !over; ++number) {
                logger->info("t={} n={}", thread, number);
                ++calls;
                if (number > 1'000) {
                    std::this_thread::sleep_for(std::chrono::microseconds{100});
                }
            }
        });
    }

    Children children{std::stoul(arguments.at(2))};
    for (std::uint64_t fork = std::stoull(arguments.at(1)); fork != 0; --fork) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            const int result = live_as_forked_child(connection, *logger, publisher);
            if (fork % 2 == 0) {
                std::exit(result);
            }
            ::_exit(result);
        }
        children.add(pid);
    }
    children.await_all();
    over = true;
    for (std::thread& thread : threads) {
        thread.join();
    }
    if (!comes_true_within(seconds{30}, [&] { return connection.stats().queued == 0; })) {
        return 1;
    }
    const ConnectionStats stats = connection.stats();
    say(publisher);
    say(std::to_string(stats.spooled));
    say(std::to_string(children.first_failure()));
    connection.close();
    return sums_close(stats) && stats.made == calls && connection.publisher_id() == publisher ? 0 : 1;
}
const Role forks_under_load{"forks under load", &fork_under_load};

void expect_child_events(const std::string& publisher, const std::vector<Event>& events) {
    ASSERT_EQ(events.size(), child_calls) << publisher;
    expect_recovered_once_in_order(publisher, events);
    for (std::size_t index = 0; index < events.size(); ++index) {
        ASSERT_EQ(*events[index].field("n"), Value{index});
        ASSERT_EQ(*events[index].field("child"), *events[index].metadata.find("pid"));
    }
}

void expect_parent_events(const std::vector<Event>& events, std::uint64_t count) {
    EXPECT_EQ(events.size(), count);
    std::array<std::int64_t, 4> last{-1, -1, -1, -1};
    for (const Event& event : events) {
        ASSERT_NE(event.field("t"), nullptr) << event.to_json();
        auto& before = last.at(static_cast<std::size_t>(*event.field("t")->as_int64()));
        ASSERT_GT(*event.field("n")->as_int64(), before);
        before = *event.field("n")->as_int64();
    }
}

void expect_forks_to_keep_their_events(std::uint64_t forks, std::uint64_t at_once) {
    const SpoolFolder folder;
    Child child{"forks under load", {folder.file(), std::to_string(forks), std::to_string(at_once)}};
    const std::string publisher = child.line().value_or("");
    const std::uint64_t spooled = std::stoull(child.line().value_or("0"));
    EXPECT_EQ(child.line(), "0");  // no forked child failed
    ASSERT_EQ(child.wait(seconds{60}), exit_code(0));

    const RecoveredEvents recovered = recover(folder.file());

    EXPECT_EQ(recovered.size(), forks + 1);
    for (const auto& [each, events] : recovered) {
        if (each == publisher) {
            expect_parent_events(events, spooled);
        } else {
            expect_child_events(each, events);
        }
    }
    EXPECT_TRUE(folder.is_clean());
}

class ForkUnderLoad : public ::testing::Test {
protected:
    void SetUp() override {
        if (has_sanitizer_runtime) {
            GTEST_SKIP() << "the sanitizer's allocator may be locked in the child";
        }
    }
};

TEST_F(ForkUnderLoad, GivesTheChildAFreshStartAndKeepsTheParentsEvents) {
    expect_forks_to_keep_their_events(scaled(1'000), 6);
}

TEST_F(ForkUnderLoad, OfMoreChildrenThanThereAreSpoolFilesHurtsNobody) {
    const SpoolFolder folder;
    Child child{"forks under load", {folder.file(), "40", "40"}};

    (void)child.line();
    (void)child.line();
    EXPECT_EQ(child.line(), "0");
    EXPECT_EQ(child.wait(seconds{60}), exit_code(0));
}

// Spools events and forks a child that never logs, but says its id; both wait to be killed.
int fork_a_silent_child(const Arguments& arguments) {
    Connection connection{unreachable_url, spool_file_options(arguments.at(0))};
    spdlog::logger logger{"forking", make_spdlog_sink(connection)};
    for (std::uint64_t number = 0; number < child_calls; ++number) {
        logger.info("n={}", number);
    }
    if (!comes_true_within(seconds{30}, [&] { return connection.stats().spooled == child_calls; })) {
        return 1;
    }
    if (::fork() == 0) {
        say(std::to_string(::getpid()));
    }
    while (true) {
        ::pause();
    }
}
const Role forks_a_silent_child{"forks a silent child", &fork_a_silent_child};

TEST(Fork, LeavesAChildThatNeverLogsWithoutTheParentsSpoolFile) {
    const SpoolFolder folder;
    Child parent{"forks a silent child", {folder.file()}};
    const pid_t silent = std::stoi(parent.line().value_or("0"));
    ASSERT_GT(silent, 0);
    parent.kill(SIGKILL);
    ASSERT_EQ(parent.wait(seconds{60}), died_of(SIGKILL));

    const RecoveredEvents recovered = recover(folder.file());
    ::kill(silent, SIGKILL);

    ASSERT_EQ(recovered.size(), 1u);
    EXPECT_EQ(recovered.begin()->second.size(), child_calls);
}

// Forks while a receiver in the same process is busy; the children log and leave. 0, or which child failed.
int fork_beside_a_recorder(const Arguments& arguments) {
    testing::Recorder recorder;
    static std::optional<Connection> ends_at_exit;
    Connection& connection = ends_at_exit.emplace(recorder.url());
    const auto logger = std::make_shared<spdlog::logger>("forking", make_spdlog_sink(connection));
    std::atomic<bool> over{false};
    std::thread load{[&] {
        for (std::uint64_t number = 0; !over; ++number) {
            logger->info("n={}", number);
            if (number % 1'000 == 999) {
                (void)connection.flush(seconds{30});
                recorder.clear();
            }
        }
    }};
    Children children{8};
    for (std::uint64_t fork = std::stoull(arguments.at(0)); fork != 0; --fork) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            logger->info("child={}", ::getpid());
            std::exit(0);  // closes the connection
        }
        children.add(pid);
    }
    children.await_all();
    over = true;
    load.join();
    const bool is_sound = connection.flush(seconds{30}) && sums_close(connection.stats());
    ends_at_exit.reset();
    return is_sound ? children.first_failure() : 1;
}
const Role forks_beside_a_recorder{"forks beside a recorder", &fork_beside_a_recorder};

TEST_F(ForkUnderLoad, LetsTheChildLeaveThoughTheParentsReceiverWasInTheSameProcess) {
    Child child{"forks beside a recorder", {std::to_string(scaled(400))}};

    EXPECT_EQ(child.wait(seconds{100}), exit_code(0));
}

// A closed connection in the child: nothing starts again.
int fork_after_close(const Arguments& arguments) {
    Connection connection{unreachable_url, spool_file_options(arguments.at(0))};
    spdlog::logger logger{"forking", make_spdlog_sink(connection)};
    connection.close();
    const pid_t pid = ::fork();
    if (pid == 0) {
        logger.info("too late");
        const ConnectionStats stats = connection.stats();
        const std::string publisher = connection.publisher_id();
        const bool is_quiet = connection.state() == ConnectionState::closed && sums_close(stats) && !publisher.empty();
        const std::filesystem::directory_iterator tasks{"/proc/self/task"};
        std::exit(is_quiet && std::distance(begin(tasks), end(tasks)) == 1 ? 0 : 1);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status == 0 ? 0 : 1;
}
const Role forks_after_close{"forks after close", &fork_after_close};

TEST(Fork, StartsNothingAnewForAConnectionThatWasClosed) {
    const SpoolFolder folder;
    Child child{"forks after close", {folder.file()}};

    EXPECT_EQ(child.wait(seconds{60}), exit_code(0));
}

}  // namespace
}  // namespace logbeam::test
