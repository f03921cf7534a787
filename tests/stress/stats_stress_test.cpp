#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace logbeam::test {
namespace {

// Asks for the figures again and again, on a thread of its own.
class Auditor {
public:
    explicit Auditor(const Connection& connection) : connection_{connection} {}
    ~Auditor() { end(); }
    Auditor(const Auditor&) = delete;
    Auditor& operator=(const Auditor&) = delete;

    void end() {
        over_ = true;
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    [[nodiscard]] std::uint64_t open_accounts() const noexcept { return open_accounts_; }
    [[nodiscard]] std::uint64_t shrinking() const noexcept { return shrinking_; }

private:
    void run() {
        for (std::uint64_t made = 0; !over_;) {
            const ConnectionStats stats = connection_.stats();
            open_accounts_ += sums_close(stats) ? 0 : 1;
            shrinking_ += stats.made < made ? 1 : 0;
            made = stats.made;
        }
    }

    const Connection& connection_;
    std::atomic<bool> over_{false};
    std::atomic<std::uint64_t> open_accounts_{0};
    std::atomic<std::uint64_t> shrinking_{0};
    std::thread thread_{[this] { run(); }};
};

// Lets the transport go wrong in turns until it is over; then it is well.
void make_trouble(Faults& faults, const std::atomic<bool>& over) {
    for (unsigned turn = 0; !over; ++turn) {
        faults.batches_per_drive = turn % 3;
        faults.loses_acknowledgements = turn % 2 == 0;
        faults.drop_connection = turn % 64 == 0;
        std::this_thread::yield();
    }
    faults.loses_acknowledgements = false;
}

constexpr std::uint64_t portion = 100;
constexpr std::uint64_t calls_per_portion = portion + 2;

// A portion of numbers, a call below the sink's level, and one from a thread of short life.
void log_portion(spdlog::logger& logger, std::uint64_t thread, std::uint64_t done) {
    log_numbers(logger, thread, portion, done * portion);
    logger.trace("below the sink's level");
    std::thread{[&] { logger.warn("t={} n=0", 4 * (done + 1) + thread); }}.join();
}

TEST(Stats, CloseAtEveryMomentWhileEverythingRuns) {
    const std::uint64_t portions = scaled(4'000);
    ConnectionOptions options;
    options.spool_bytes = 64 * 1024;
    options.queue_bytes = 16 * 1024;
    options.max_message = 4 * 1024;
    options.overflow = OverflowPolicy::drop_oldest;
    StressRig rig;
    Connection connection = rig.connect(options);
    SinkOptions picky;
    picky.level = Level::debug;
    spdlog::logger logger{"stress", make_spdlog_sink(connection, picky)};
    logger.set_level(spdlog::level::trace);

    Auditor auditor{connection};
    std::atomic<bool> over{false};
    std::thread trouble{[&] { make_trouble(rig.faults, over); }};
    in_threads(4, [&](std::uint64_t thread) {
        for (std::uint64_t done = 0; done < portions; ++done) {
            log_portion(logger, thread, done);
        }
    });
    over = true;
    trouble.join();
    connection.close();
    log_numbers(logger, 0, 10);
    auditor.end();

    const ConnectionStats stats = connection.stats();
    EXPECT_EQ(auditor.open_accounts(), 0u);
    EXPECT_EQ(auditor.shrinking(), 0u);
    EXPECT_TRUE(sums_close(stats));
    EXPECT_EQ(stats.below_level, 4 * portions);
    EXPECT_EQ(stats.made, 4 * portions * calls_per_portion + 10);
    EXPECT_EQ(stats.dropped_for(DropReason::closed), 10u);
}

}  // namespace
}  // namespace logbeam::test
