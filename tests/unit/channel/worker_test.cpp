#include "channel/worker.hpp"

#include "unit/channel/worker_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Turns the worker until `flush`, called on another thread, has returned.
bool flush_while_turning(WorkerRig& rig, std::chrono::milliseconds timeout) {
    std::atomic<bool> returned{false};
    bool settled = false;
    std::thread flusher{[&] {
        settled = rig.worker.flush(timeout);
        returned = true;
    }};
    while (!returned) {
        rig.turn();
        std::this_thread::yield();
    }
    flusher.join();
    return settled;
}

struct Tick {
    int number = 0;
};
LOGBEAM_EVENT(Tick, "tick", number)

std::vector<std::uint64_t> events_of(const std::vector<std::shared_ptr<const Batch>>& batches) {
    std::vector<std::uint64_t> counts;
    for (const auto& batch : batches) {
        counts.push_back(batch->events);
    }
    return counts;
}

ConnectionOptions filtering(std::string_view unwanted) {
    ConnectionOptions options;
    options.before_send = [unwanted](Event& event) { return event.message() != unwanted; };
    return options;
}

TEST(Worker, DeliversWhatWasLoggedInOrder) {
    WorkerRig rig;
    ASSERT_TRUE(rig.log("one") && rig.log("two"));

    rig.turn();

    EXPECT_THAT(rig.messages(), ElementsAre("one", "two"));
}

TEST(Worker, NumbersEventsFromOneWithoutGaps) {
    WorkerRig rig;
    ASSERT_TRUE(rig.log("one") && rig.log("two"));
    rig.turn();
    ASSERT_TRUE(rig.log("three"));
    rig.turn();

    EXPECT_THAT(rig.ids(), ElementsAre("me-1", "me-2", "me-3"));
    EXPECT_THAT(firsts(rig.taken), ElementsAre(1, 3));
    EXPECT_THAT(rig.holes(), IsEmpty());
}

TEST(Worker, SaysWhetherThereWasSomethingToDo) {
    WorkerRig rig;
    EXPECT_EQ(rig.worker.turn(), Worker::Turn::worked);  // connects
    EXPECT_EQ(rig.worker.turn(), Worker::Turn::idle);

    ASSERT_TRUE(rig.log("one"));

    EXPECT_EQ(rig.worker.turn(), Worker::Turn::worked);  // sends
    EXPECT_EQ(rig.worker.turn(), Worker::Turn::worked);  // hears the acknowledgement
    EXPECT_EQ(rig.worker.turn(), Worker::Turn::idle);
}

TEST(Worker, SaysWhenMoreWaits) {
    WorkerRig rig;
    ASSERT_EQ(rig.log_many(300), 300U);

    EXPECT_EQ(rig.worker.turn(), Worker::Turn::more_waits);
    EXPECT_EQ(rig.worker.turn(), Worker::Turn::worked);
}

TEST(Worker, CountsWhereEveryEventIs) {
    WorkerRig rig;
    rig.faults.never_acknowledges = true;
    ASSERT_TRUE(rig.log("one") && rig.log("two"));
    rig.turn();

    const WorkerCounts waiting = rig.worker.counts();
    EXPECT_EQ(waiting.drained, 2U);
    EXPECT_EQ(waiting.spooled, 2U);
    EXPECT_EQ(waiting.sent, 2U);
    EXPECT_EQ(waiting.acknowledged, 0U);

    rig.faults.drop_connection = true;
    rig.faults.never_acknowledges = false;
    rig.turn();
    rig.advance(1s);
    rig.settle();
    const WorkerCounts done = rig.worker.counts();
    EXPECT_EQ(done.spooled, 0U);
    EXPECT_EQ(done.sent, 2U);
    EXPECT_EQ(done.acknowledged, 2U);
    EXPECT_EQ(done.reconnects, 1U);
}

TEST(Worker, RemembersHowFullALaneWas) {
    WorkerRig rig;
    ASSERT_TRUE(rig.log(std::string(500, 'x')));

    rig.turn();

    EXPECT_GE(rig.worker.counts().queued_bytes_high_water, 500U);
}

TEST(Worker, PutsNoMoreThanAThousandEventsIntoABatch) {
    WorkerRig rig;
    const ChannelTopic topic{"ticks"};
    for (int number = 0; number < 2500; ++number) {
        ASSERT_TRUE(publish_to(*rig.queue.lane(), topic, Tick{number}));
    }
    ASSERT_FALSE(rig.worker.flush(0ms));  // lets the next turn take all

    rig.turn();

    EXPECT_THAT(events_of(rig.taken), ElementsAre(1024, 1024, 452));
}

TEST(Worker, PutsNoMoreThanSixtyFourKilobytesIntoABatch) {
    WorkerRig rig{{}, {.lane_bytes = 1 << 20}};
    ASSERT_EQ(rig.log_many(40, std::string(8000, 'x')), 40U);

    rig.turn();

    EXPECT_GE(rig.taken.size(), 4U);
    for (const auto& batch : rig.taken) {
        EXPECT_LT(batch->bytes.size(), 64U * 1024U + 17'000U);
    }
}

TEST(Worker, PutsNoMoreThanAnEighthOfTheSpoolIntoABatch) {
    WorkerRig rig{small_spool(OverflowPolicy::drop_newest)};
    ASSERT_EQ(rig.log_many(8, std::string(100, 'x')), 8U);

    rig.turn();

    EXPECT_GT(rig.taken.size(), 1U);
    for (const auto& batch : rig.taken) {
        EXPECT_LT(batch->bytes.size(), 2048U);
    }
}

TEST(Worker, TakesOnlySomeRecordsOfALaneInOneTurn) {
    WorkerRig rig;
    ASSERT_EQ(rig.log_many(300), 300U);

    rig.turn();
    EXPECT_EQ(rig.worker.counts().drained, 256U);

    rig.turn();
    EXPECT_EQ(rig.worker.counts().drained, 300U);
}

TEST(WorkerWithRefusedCalls, TellsThemAsAHoleBeforeWhatCameLater) {
    WorkerRig rig;
    rig.refuse(Level::info, 2);
    rig.refuse(Level::error);
    ASSERT_TRUE(rig.log("later"));

    rig.turn();

    PerLevel levels{};
    levels[static_cast<std::size_t>(Level::info)] = 2;
    levels[static_cast<std::size_t>(Level::error)] = 1;
    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::queue_full, levels)));
    EXPECT_THAT(rig.ids(), ElementsAre("me-4"));
}

TEST(WorkerWithRefusedCalls, TellsThemOnce) {
    WorkerRig rig;
    rig.refuse(Level::info);
    rig.turn(2);
    rig.refuse(Level::info);
    rig.turn(2);

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::queue_full, levels(Level::info, 1)),
                                         hole(2, DropReason::queue_full, levels(Level::info, 1))));
}

TEST(WorkerWithRefusedCalls, TellsThoseOfThreadsWithoutALane) {
    WorkerRig rig;
    rig.queue.shared_counts.queue_full[static_cast<std::size_t>(Level::warning)] += 3;

    rig.turn();

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::queue_full, levels(Level::warning, 3))));
}

TEST(WorkerWithRefusedCalls, TellsThoseOfAnEndedThread) {
    WorkerRig rig;
    std::thread{[&] { rig.refuse(Level::info, 2); }}.join();

    rig.turn(2);

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::queue_full, levels(Level::info, 2))));
}

TEST(WorkerWithFilter, TellsAFilteredEventAsAHole) {
    WorkerRig rig{filtering("unwanted")};
    ASSERT_TRUE(rig.log("one") && rig.log("unwanted", Level::debug) && rig.log("two"));

    rig.turn();

    EXPECT_THAT(rig.ids(), ElementsAre("me-1", "me-3"));
    EXPECT_THAT(rig.holes(), ElementsAre(hole(2, DropReason::filtered, levels(Level::debug, 1))));
    EXPECT_EQ(rig.dropped(DropReason::filtered, Level::debug), 1U);
}

TEST(WorkerWithFilter, TellsEveryFilteredEventOfARun) {
    WorkerRig rig{filtering("unwanted")};
    ASSERT_EQ(rig.log_many(5, "unwanted"), 5U);
    ASSERT_TRUE(rig.log("wanted"));

    rig.turn();

    EXPECT_EQ(rig.receiver.tally().told_drops, 5U);
    EXPECT_THAT(rig.ids(), ElementsAre("me-6"));
}

TEST(WorkerWithFilter, TellsAHoleEvenWhenNothingElseComes) {
    WorkerRig rig{filtering("unwanted")};
    ASSERT_TRUE(rig.log("unwanted"));

    rig.turn();

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::filtered, levels(Level::info, 1))));
}

TEST(WorkerWithFilter, DropsTheEventThatMakesItThrowAndSaysSo) {
    ConnectionOptions options;
    options.before_send = [](Event& /*event*/) -> bool { throw std::runtime_error{"out of patience"}; };
    WorkerRig rig{options};
    ASSERT_TRUE(rig.log("one"));

    rig.turn();

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::encoding, levels(Level::info, 1))));
    EXPECT_THAT(rig.reports.last(), HasSubstr("out of patience"));
}

TEST(WorkerWithFilter, TellsHolesOfDifferentReasonsApart) {
    ConnectionOptions options = filtering("unwanted");
    options.max_event = 400;
    WorkerRig rig{options};
    ASSERT_TRUE(rig.log("unwanted") && rig.log(std::string(500, 'x')));

    rig.turn();

    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::filtered, levels(Level::info, 1)),
                                         hole(2, DropReason::too_large, levels(Level::info, 1))));
}

TEST(WorkerWithLimit, TellsTooLargeEventsAsAHole) {
    ConnectionOptions options;
    options.max_event = 400;
    WorkerRig rig{options};
    ASSERT_TRUE(rig.log(std::string(500, 'x'), Level::error) && rig.log("small"));

    rig.turn();

    EXPECT_THAT(rig.messages(), ElementsAre("small"));
    EXPECT_THAT(rig.holes(), ElementsAre(hole(1, DropReason::too_large, levels(Level::error, 1))));
    EXPECT_EQ(rig.dropped(DropReason::too_large, Level::error), 1U);
}

TEST(Flush, WaitsUntilAllIsAcknowledged) {
    WorkerRig rig;
    ASSERT_EQ(rig.log_many(1000), 1000U);

    EXPECT_TRUE(flush_while_turning(rig, 10s));

    EXPECT_EQ(rig.worker.counts().acknowledged, 1000U);
}

TEST(Flush, ReturnsAtOnceWhenNothingWaits) {
    WorkerRig rig;

    EXPECT_TRUE(flush_while_turning(rig, 10s));
}

TEST(Flush, TimesOutWhenNothingIsAcknowledged) {
    WorkerRig rig;
    rig.faults.never_acknowledges = true;
    ASSERT_TRUE(rig.log("one"));

    EXPECT_FALSE(flush_while_turning(rig, 5ms));
}

TEST(Flush, IsDoneWhenAllWasDroppedAndThatIsTold) {
    WorkerRig rig{filtering("unwanted")};
    ASSERT_TRUE(rig.log("unwanted"));

    EXPECT_TRUE(flush_while_turning(rig, 10s));

    EXPECT_EQ(rig.receiver.tally().told_drops, 1U);
}

TEST(Flush, CoversWhatABlockingSpoolHeldBack) {
    WorkerRig rig{small_spool(OverflowPolicy::block)};
    rig.faults.batches_per_drive = 1;
    ASSERT_EQ(rig.log_many(200), 200U);

    EXPECT_TRUE(flush_while_turning(rig, 10s));

    EXPECT_EQ(rig.worker.counts().acknowledged, 200U);
}

TEST(Flush, DoesNotOutwaitTheWorker) {
    WorkerRig rig;
    rig.faults.never_acknowledges = true;
    ASSERT_TRUE(rig.log("one"));
    std::latch about_to_flush{1};
    bool settled = true;
    std::thread flusher{[&] {
        about_to_flush.count_down();
        settled = rig.worker.flush(1h);
    }};
    about_to_flush.wait();

    rig.worker.stop();
    rig.worker.run();
    flusher.join();

    EXPECT_FALSE(settled);
}

TEST(Flush, DoesNotWaitForWhatIsLoggedLater) {
    WorkerRig rig;
    rig.turn();
    ASSERT_TRUE(rig.log("before"));
    bool settled = false;
    std::thread flusher{[&] { settled = rig.worker.flush(10s); }};
    rig.wakeup.doze(10s, -1);  // until the flush asks
    rig.turn();

    rig.faults.hangs = true;
    ASSERT_TRUE(rig.log("after"));
    rig.turn();
    flusher.join();

    EXPECT_TRUE(settled);
    EXPECT_EQ(rig.worker.counts().spooled, 1U);
}

}  // namespace
}  // namespace logbeam::channel
