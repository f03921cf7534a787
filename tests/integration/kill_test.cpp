#include "support/child_process.hpp"
#include "support/spool_folder.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <chrono>
#include <csignal>
#include <string>

namespace logbeam::test {
namespace {

// Says its publisher, then again and again how many events the worker has taken.
int log_until_killed(const Arguments& arguments) {
    ConnectionOptions options = spool_file_options(arguments.at(0));
    options.overflow = OverflowPolicy::block;  // nothing is dropped
    options.block_limit = std::chrono::seconds{60};
    Connection connection{unreachable_url, options};
    spdlog::logger logger{"killed", make_spdlog_sink(connection)};
    say(connection.publisher_id());
    for (std::uint64_t number = 0;; ++number) {
        logger.info("n={}", number);
        if (number % 16 == 15) {
            say(std::to_string(connection.stats().spooled));
        }
    }
}
const Role logs_until_killed{"logs until killed", &log_until_killed};

struct Killed {
    std::string publisher;
    std::uint64_t spooled = 0;  // what it last said
};

// Runs the role until it has spooled `enough`, kills it, and hears what it said meanwhile.
Killed run_and_kill(const std::string& path, std::uint64_t enough) {
    Child child{"logs until killed", {path}};
    Killed killed;
    killed.publisher = child.line().value_or("said nothing");
    while (const auto line = child.line()) {
        killed.spooled = std::stoull(*line);
        if (killed.spooled >= enough) {
            child.kill(SIGKILL);
        }
    }
    EXPECT_EQ(child.wait(std::chrono::seconds{60}), died_of(SIGKILL));
    return killed;
}

TEST(Kill9, LeavesEverySpooledEventToTheNextStart) {
    auto choices = seeded_choices();
    const SpoolFolder folder;
    for (std::uint64_t round = scaled(500); round != 0; --round) {
        std::vector<Killed> victims;
        for (std::uint64_t more = choose(choices, 2) + 1; more != 0; --more) {  // a start may be killed, too
            victims.push_back(run_and_kill(folder.file(), choose(choices, 2'000)));
        }

        const RecoveredEvents recovered = recover(folder.file());

        for (const Killed& victim : victims) {
            const auto events = recovered.find(victim.publisher);
            const std::size_t count = events == recovered.end() ? 0 : events->second.size();
            ASSERT_GE(count, victim.spooled);
            if (count == 0) {
                continue;
            }
            expect_recovered_once_in_order(victim.publisher, events->second);
            for (std::size_t index = 0; index < count; ++index) {
                ASSERT_EQ(*events->second[index].field("n"), Value{index});
            }
        }
        ASSERT_LE(recovered.size(), victims.size());
        ASSERT_TRUE(folder.is_clean());
    }
    EXPECT_TRUE(recover(folder.file()).empty());
}

}  // namespace
}  // namespace logbeam::test
