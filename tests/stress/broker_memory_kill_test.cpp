#include "support/broker_stress_rig.hpp"
#include "support/named_reader.hpp"
#include "support/read_back.hpp"
#include "support/remembering_broker.hpp"
#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::test {
namespace {

using std::chrono::milliseconds;

// A connection with a thread that logs numbers as long as it lasts.
class Producer {
public:
    Producer(const std::string& url, milliseconds pause) : connection_{url, options()} {
        thread_ = std::thread{[this, pause] {
            const auto logger = logger_on(connection_);
            for (; !is_over_; calls_ += portion) {
                log_numbers(*logger, 0, portion, calls_);
                if (pause.count() != 0) std::this_thread::sleep_for(pause);
            }
        }};
    }
    ~Producer() { end(); }
    Producer(const Producer&) = delete;
    Producer& operator=(const Producer&) = delete;

    void end() {
        is_over_ = true;
        if (thread_.joinable()) thread_.join();
    }
    [[nodiscard]] Connection& connection() noexcept { return connection_; }
    [[nodiscard]] std::uint64_t calls() const noexcept { return calls_; }

private:
    static constexpr std::uint64_t portion = 10;

    static ConnectionOptions options() {
        ConnectionOptions options = BrokerStressRig::quiet();
        options.overflow = OverflowPolicy::block;
        options.block_limit = patience;
        options.spool_bytes = 4 << 20;
        return options;
    }

    Connection connection_;
    std::atomic<bool> is_over_{false};
    std::atomic<std::uint64_t> calls_{0};
    std::thread thread_;
};

// Three of them.
class Producers {
public:
    Producers(const std::string& url, milliseconds pause) {
        for (int each = 0; each < 3; ++each)
            all_.push_back(std::make_unique<Producer>(url, pause));
    }

    [[nodiscard]] std::uint64_t acknowledged() {
        return std::accumulate(all_.begin(), all_.end(), std::uint64_t{0}, [](std::uint64_t sum, const auto& each) {
            return sum + each->connection().stats().acknowledged;
        });
    }
    // Whether the broker took all that there was.
    [[nodiscard]] bool end() {
        bool is_flushed = true;
        for (const auto& each : all_)
            each->end();
        for (const auto& each : all_)
            is_flushed = each->connection().flush(patience) && is_flushed;
        return is_flushed;
    }
    // After their end: each number was acknowledged, and is there once and in its order.
    void expect_all_in(const ReadBack& found) {
        EXPECT_EQ(found.missing(), 0U);
        EXPECT_EQ(found.twice(), 0U);
        EXPECT_EQ(found.disordered(), 0U);
        EXPECT_EQ(found.unreadable(), 0U);
        EXPECT_EQ(found.through().size(), all_.size());
        for (const auto& each : all_) {
            const ConnectionStats stats = each->connection().stats();
            EXPECT_EQ(stats.acknowledged, each->calls());
            EXPECT_TRUE(sums_close(stats));
            const auto through = found.through().find(each->connection().publisher_id());
            ASSERT_NE(through, found.through().end());
            EXPECT_EQ(through->second, stats.acknowledged);
        }
    }

private:
    std::vector<std::unique_ptr<Producer>> all_;
};

constexpr milliseconds positions_are_kept_within{1200};  // the broker saves them once a second

// Kills it so often, at random moments: mostly under load, sometimes while it still looks at what it finds. In the end it
// is up. False when it took nothing any more.
bool kill_often(RememberingBroker& broker, Producers& producers, std::uint64_t kills) {
    auto choices = seeded_choices();
    for (std::uint64_t kill = 0; kill < kills; ++kill) {
        const std::uint64_t before = producers.acknowledged();
        if (!comes_true([&] { return producers.acknowledged() > before; })) return false;
        std::this_thread::sleep_for(std::chrono::microseconds{choose(choices, 100'000)});
        if (kill % 5 == 0) std::this_thread::sleep_for(positions_are_kept_within);
        broker.kill();
        if (choose(choices, 3) == 0) broker.kill_while_it_starts(std::chrono::microseconds{choose(choices, 50'000)});
        broker.start();
    }
    return true;
}

void expect_all_heard(const ReaderDiary& heard, const std::vector<std::uint64_t>& stored) {
    EXPECT_EQ(heard.untold(stored), 0U);
    EXPECT_EQ(heard.strange(stored), 0U);
    EXPECT_EQ(heard.disordered, 0U);
    EXPECT_EQ(heard.epochs.size(), 1U);
}

TEST(ARememberingBrokerKilledUnderLoad, LosesNothingAndItsSubscribersGoOnWhereTheyWere) {
    const std::uint64_t kills = scaled(200);
    RememberingBroker broker;
    NamedReader by_seq{broker.port(), {"by-seq", Continues::by_seq}};
    NamedReader by_name{broker.port(), {"by-name", Continues::by_name}};
    Producers producers{broker.url(), milliseconds{1}};

    EXPECT_TRUE(comes_true([&] { return broker.keeps_position_of("by-name"); }));
    EXPECT_TRUE(kill_often(broker, producers, kills));

    EXPECT_TRUE(producers.end());
    const ReadBack found{broker.port(), "logs.>"};
    producers.expect_all_in(found);
    ASSERT_FALSE(found.seqs().empty());
    EXPECT_TRUE(comes_true(
        [&] { return by_seq.last_seq() >= found.seqs().back() && by_name.last_seq() >= found.seqs().back(); }));
    broker.kill();
    expect_all_heard(by_seq.end(), found.seqs());
    expect_all_heard(by_name.end(), found.seqs());
    EXPECT_EQ(by_seq.end().repeated, 0U);
    EXPECT_GT(by_seq.end().continued, kills / 2);
    EXPECT_GT(by_name.end().continued, 0U);
}

TEST(ARememberingBrokerKilledWhileItSeals, LosesNothing) {
    const std::uint64_t kills = scaled(200);
    RememberingBroker broker;
    Producers producers{broker.url(), milliseconds{0}};

    EXPECT_TRUE(kill_often(broker, producers, kills));

    EXPECT_TRUE(producers.end());
    producers.expect_all_in(ReadBack{broker.port(), "logs.>"});
}

}  // namespace
}  // namespace logbeam::test
