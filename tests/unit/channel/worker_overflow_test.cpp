#include "unit/channel/worker_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint64_t many = 200;

// What a worker did with `many` events while nothing was acknowledged; they are told apart by their numbers.
struct FullSpoolTest : ::testing::Test {
    void overflow(WorkerRig& rig) const {
        rig.faults.never_acknowledges = true;
        for (std::uint64_t number = 1; number <= many; ++number) {
            ASSERT_TRUE(rig.log("event " + std::to_string(number)));
        }
        rig.turn(2);
    }
    // The other end answers again.
    void recover(WorkerRig& rig) const {
        rig.faults.never_acknowledges = false;
        rig.faults.hangs = false;
        rig.faults.drop_connection = true;
        rig.turn();
        rig.advance(1s);
        rig.settle();
    }
};

using DropNewest = FullSpoolTest;
using DropOldest = FullSpoolTest;
using Block = FullSpoolTest;

TEST_F(DropNewest, KeepsTheOldestEvents) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};

    overflow(rig);

    const std::uint64_t dropped = rig.dropped(DropReason::spool_full);
    ASSERT_GT(dropped, 0U);
    EXPECT_EQ(rig.messages().front(), "event 1");
    EXPECT_EQ(rig.messages().size(), many - dropped);
    EXPECT_EQ(rig.messages().back(), "event " + std::to_string(many - dropped));
}

TEST_F(DropNewest, NeverStopsDraining) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};

    overflow(rig);

    EXPECT_EQ(rig.worker.counts().drained, many);
    EXPECT_TRUE(rig.queue.is_empty());
}

TEST_F(DropNewest, KeepsTheSpoolWithinItsBound) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};

    overflow(rig);

    EXPECT_LE(rig.worker.counts().spooled_bytes_high_water, 8192U);
}

TEST_F(DropNewest, TellsAllThatWasLostAsOneHoleOnceThereIsRoom) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};
    overflow(rig);
    const std::uint64_t dropped = rig.dropped(DropReason::spool_full);

    recover(rig);

    EXPECT_THAT(rig.holes(),
                ElementsAre(hole(many - dropped + 1, DropReason::spool_full, levels(Level::info, dropped))));
    EXPECT_EQ(rig.receiver.tally().told_drops, dropped);
}

TEST_F(DropNewest, GoesOnWithTheNextNumberOnceThereIsRoom) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};
    overflow(rig);
    recover(rig);

    ASSERT_TRUE(rig.log("again"));
    rig.settle();

    EXPECT_EQ(rig.messages().back(), "again");
    EXPECT_EQ(rig.ids().back(), "me-c9");  // 201
}

TEST_F(DropOldest, KeepsTheNewestOfWhatWasNotSent) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_oldest)};
    rig.faults.hangs = true;

    overflow(rig);
    const std::uint64_t dropped = rig.dropped(DropReason::spool_full);
    recover(rig);

    ASSERT_GT(dropped, 0U);
    EXPECT_EQ(rig.messages().front(), "event " + std::to_string(dropped + 1));
    EXPECT_EQ(rig.messages().back(), "event " + std::to_string(many));
    EXPECT_EQ(rig.receiver.tally().told_drops, dropped);
}

TEST_F(DropOldest, TellsAllThatWasLostAsOneHole) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_oldest)};
    rig.faults.hangs = true;

    overflow(rig);
    const std::uint64_t dropped = rig.dropped(DropReason::spool_full);
    recover(rig);

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::spool_full, levels(Level::info, dropped))));
}

TEST_F(DropOldest, GivesUpTheNewestWhenAllWasSent) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_oldest)};
    rig.faults.never_acknowledges = true;
    std::uint64_t logged = 0;
    while (rig.dropped(DropReason::spool_full) == 0) {
        ASSERT_TRUE(rig.log("event " + std::to_string(++logged)));
        rig.turn(2);
    }

    EXPECT_EQ(rig.messages().front(), "event 1");
    EXPECT_EQ(rig.worker.counts().spooled, logged - 1);
}

TEST_F(DropOldest, ShedsTheOldestOfANearlyFullLane) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_oldest), {.lane_bytes = 4096, .max_record_bytes = 1024}};
    const std::size_t logged = rig.log_many(many);
    ASSERT_LT(logged, many);

    rig.turn();

    const std::uint64_t shed = rig.dropped(DropReason::queue_full);
    EXPECT_GT(shed, 0U);
    EXPECT_LT(shed, logged / 2);
    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::queue_full, levels(Level::info, shed))));
    EXPECT_EQ(rig.messages().size(), logged - shed);
}

TEST_F(DropNewest, ShedsNothingOfANearlyFullLane) {
    WorkerRig rig{{}, {.lane_bytes = 4096, .max_record_bytes = 1024}};
    const std::size_t logged = rig.log_many(many);
    ASSERT_LT(logged, many);

    rig.turn();

    EXPECT_EQ(rig.dropped(DropReason::queue_full), 0U);
    EXPECT_EQ(rig.messages().size(), logged);
}

TEST_F(Block, LeavesEventsInTheQueueAndDropsNone) {
    WorkerRig rig{small_spool(OverflowPolicy::block)};

    overflow(rig);

    const WorkerCounts counts = rig.worker.counts();
    EXPECT_LT(counts.drained, many);
    EXPECT_EQ(counts.spooled, counts.drained);
    EXPECT_FALSE(rig.queue.is_empty());
    EXPECT_EQ(rig.dropped(DropReason::spool_full), 0U);
}

TEST_F(Block, LetsTheWorkerRestWhileEventsAreHeldBack) {
    WorkerRig rig{small_spool(OverflowPolicy::block)};
    rig.faults.unreachable = true;
    overflow(rig);
    rig.advance(1h);  // long idle: it would park
    rig.turn();
    std::thread worker{[&] { rig.worker.run(); }};

    while (rig.wakeup.rests() < 3) {
        std::this_thread::yield();
    }
    rig.worker.stop();
    worker.join();

    EXPECT_GE(rig.wakeup.rests(), 3U);
}

TEST_F(Block, GoesOnWhereItStoppedOnceThereIsRoom) {
    WorkerRig rig{small_spool(OverflowPolicy::block)};
    overflow(rig);

    recover(rig);
    rig.turn(40);

    EXPECT_EQ(rig.messages().size(), many);
    EXPECT_EQ(rig.messages().back(), "event " + std::to_string(many));
    EXPECT_THAT(rig.holes(), IsEmpty());
}

TEST_F(Block, DropsWhatIsLeftWhenItStopsInsteadOfWaiting) {
    WorkerRig rig{small_spool(OverflowPolicy::block)};
    overflow(rig);

    rig.worker.stop();
    rig.worker.run();

    const WorkerCounts counts = rig.worker.counts();
    EXPECT_EQ(counts.drained, many);
    EXPECT_EQ(counts.spooled + rig.dropped(DropReason::spool_full), many);
}

TEST_F(DropNewest, TellsTheLastHoleWhenItStops) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};
    overflow(rig);

    rig.worker.stop();
    rig.worker.run();

    EXPECT_EQ(rig.receiver.tally().told_drops, rig.dropped(DropReason::spool_full));
    EXPECT_EQ(rig.link.state(), ConnectionState::closed);
}

}  // namespace
}  // namespace logbeam::channel
