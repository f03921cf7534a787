#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::test {
namespace {

using std::chrono::milliseconds;

struct AckTrouble {
    std::string name;
    bool lost = false;
    bool doubled = false;
    bool reversed = false;
    unsigned late = 0;
};

class Acknowledgements : public ::testing::TestWithParam<AckTrouble> {};

TEST_P(Acknowledgements, LeaveNothingUnsettledAndNothingStoredTwice) {
    const std::uint64_t portions = scaled(200);
    constexpr std::uint64_t portion = 2'000;
    ConnectionOptions options;
    options.ack_timeout = milliseconds{20};  // lost ones recover by a new connection
    options.overflow = OverflowPolicy::block;
    options.block_limit = patience;
    StressRig rig;
    rig.faults.loses_acknowledgements = GetParam().lost;
    rig.faults.doubles_acknowledgements = GetParam().doubled;
    rig.faults.reverses_acknowledgements = GetParam().reversed;
    rig.acknowledgements_late = GetParam().late;
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);

    for (std::uint64_t done = 0; done < portions; ++done) {
        in_threads(4, [&](std::uint64_t thread) { log_numbers(*logger, thread, portion, done * portion); });
        ASSERT_TRUE(connection.flush(patience));
    }

    EXPECT_EQ(connection.stats().dropped, 0u);
    expect_accounts_to_close(connection, rig, 4 * portions * portion);
}

INSTANTIATE_TEST_SUITE_P(Faults, Acknowledgements,
                         ::testing::Values(AckTrouble{"lost", true}, AckTrouble{"doubled", false, true},
                                           AckTrouble{"reversed", false, false, true},
                                           AckTrouble{"late", false, false, false, 7},
                                           AckTrouble{"all_at_once", true, true, true, 3}),
                         [](const auto& trouble) { return trouble.param.name; });

TEST(LateAcknowledgements, OfAnEarlierConnectionDoNoHarm) {
    const std::uint64_t rounds = scaled(400);
    StressRig rig;
    rig.acknowledgements_late = 5;  // the drives in which the connection is lost and made anew
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);

    for (std::uint64_t round = 0; round < rounds; ++round) {
        rig.faults.drop_connection = true;
        log_numbers(*logger, 0, 100, round * 100);
        ASSERT_TRUE(connection.flush(patience));
    }

    expect_accounts_to_close(connection, rig, rounds * 100);
}

// Every reconnect waits for its back-off of some 75 ms: these take their time without using the machine.
class Disconnections : public ::testing::TestWithParam<bool> {};

TEST_P(Disconnections, AfterEveryMessageLoseNothing) {
    const std::uint64_t messages = scaled(600);
    StressRig rig;
    rig.faults.batches_per_drive = 1;
    rig.faults.disconnects_after_each = true;
    rig.faults.loses_unacknowledged = GetParam();
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);

    for (std::uint64_t number = 0; number < messages; ++number) {
        log_numbers(*logger, 0, 1, number);
        ASSERT_TRUE(connection.flush(patience));
    }

    EXPECT_EQ(connection.stats().dropped, 0u);
    EXPECT_GE(connection.stats().reconnects + 1, messages);
    expect_accounts_to_close(connection, rig, messages);
}

TEST_P(Disconnections, UnderLoadLoseNothing) {
    const std::uint64_t calls = scaled(400'000);
    ConnectionOptions options;
    options.queue_bytes = 8 << 20;
    StressRig rig;
    rig.faults.batches_per_drive = 1;
    rig.faults.disconnects_after_each = true;
    rig.faults.loses_unacknowledged = GetParam();
    Connection connection = rig.connect(options);
    const auto logger = logger_on(connection);

    in_threads(4, [&](std::uint64_t thread) { log_numbers(*logger, thread, calls / 4); });
    (void)connection.flush(milliseconds{1'000});  // some ten messages, each the end of a connection
    rig.faults.disconnects_after_each = false;
    rig.faults.batches_per_drive = 0;
    ASSERT_TRUE(connection.flush(patience));

    EXPECT_GE(connection.stats().reconnects, 5u);
    expect_accounts_to_close(connection, rig, calls / 4 * 4);
}

INSTANTIATE_TEST_SUITE_P(Faults, Disconnections, ::testing::Bool(), [](const auto& loses) {
    return std::string{loses.param ? "losing_what_was_not_acknowledged" : "losing_only_acknowledgements"};
});

}  // namespace
}  // namespace logbeam::test
