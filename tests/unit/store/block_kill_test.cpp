#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>

// kill -9 at any moment.
namespace logbeam::store {
namespace {

using test::seqs_between;

// Appends until it is killed, and says each seq that append took.
[[noreturn]] void append_for_ever(const BlockOptions& options, int acknowledged) {
    test::FakeClock clock;
    const auto history = BlockHistory::open(options, clock, "e1").value();
    for (std::uint64_t seq = 1;; ++seq) {
        history::Burst burst;
        test::add_to(burst, seq, {});
        if (!history->append(burst)) ::_exit(1);
        if (::write(acknowledged, &seq, sizeof seq) != sizeof seq) ::_exit(1);
    }
}

struct BlockKillTest : ::testing::TestWithParam<std::uint64_t>, test::BlockStoreRig {};

TEST_P(BlockKillTest, LosesNothingThatWasAcknowledged) {
    options.on_notice = {};
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) append_for_ever(options, ends[1]);
    ::close(ends[1]);

    std::uint64_t acknowledged = 0;
    while (acknowledged < GetParam())
        ASSERT_EQ(::read(ends[0], &acknowledged, sizeof acknowledged), static_cast<ssize_t>(sizeof acknowledged));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (std::uint64_t seq = 0; ::read(ends[0], &seq, sizeof seq) == static_cast<ssize_t>(sizeof seq);)
        acknowledged = seq;
    ::close(ends[0]);
    open("e2");

    const std::vector<std::uint64_t> held = paged_seqs();
    EXPECT_EQ(held, seqs_between(1, held.size()));
    EXPECT_GE(held.size(), acknowledged);
    EXPECT_LE(held.size(), acknowledged + 1) << "the last one may have been stored without being acknowledged";
    EXPECT_EQ(history->extent().epoch, "e1");
}

INSTANTIATE_TEST_SUITE_P(AfterSoManyEvents, BlockKillTest, ::testing::Values(1, 7, 55, 99, 101, 333, 512, 1001, 2048));

}  // namespace
}  // namespace logbeam::store
