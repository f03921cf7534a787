#include "channel/queue.hpp"

#include "unit/channel/records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr QueueLimits small{.lane_bytes = 4096, .total_bytes = 1 << 20, .max_record_bytes = 1024};
constexpr QueueLimits one_lane{.lane_bytes = 4096, .total_bytes = 4096, .max_record_bytes = 1024};

template <class Run>
void in_thread(Run run) {
    std::thread{run}.join();
}

// The lanes that a drain visits.
std::vector<Lane*> visited(Queue& queue) {
    std::vector<Lane*> lanes;
    queue.drain(
        0, [&](Lane* lane) { lanes.push_back(lane); }, [](RecordHeader& /*record*/) { return true; });
    return lanes;
}

TEST(Queue, HandsOutTheRecordsOfAThreadInOrder) {
    Queue queue{small};

    EXPECT_TRUE(log_to(queue, "one"));
    EXPECT_TRUE(log_to(queue, "two"));

    EXPECT_THAT(drain(queue), ElementsAre("one", "two"));
    EXPECT_THAT(drain(queue), IsEmpty());
}

TEST(Queue, GivesAThreadTheSameLaneEachTime) {
    Queue queue{small};

    EXPECT_NE(queue.lane(), nullptr);
    EXPECT_EQ(queue.lane(), queue.lane());
}

TEST(Queue, GivesEachThreadALaneOfItsOwn) {
    Queue queue{small};
    Lane* others = nullptr;

    in_thread([&] { others = queue.lane(); });

    EXPECT_NE(others, nullptr);
    EXPECT_NE(queue.lane(), others);
}

TEST(Queue, TakesNoMoreOfALaneThanAskedFor) {
    Queue queue{small};
    for (const char* message : {"one", "two", "three"}) {
        ASSERT_TRUE(log_to(queue, message));
    }

    EXPECT_THAT(drain(queue, 2), ElementsAre("one", "two"));
    EXPECT_THAT(drain(queue, 2), ElementsAre("three"));
}

TEST(Queue, LeavesARecordThatIsNotTakenWhereItIs) {
    Queue queue{small};
    ASSERT_TRUE(log_to(queue, "one"));

    const auto taken = queue.drain(
        SIZE_MAX, [](Lane* /*lane*/) {}, [](RecordHeader& /*record*/) { return false; });

    EXPECT_EQ(taken, 0U);
    EXPECT_FALSE(queue.is_empty());
    EXPECT_THAT(drain(queue), ElementsAre("one"));
}

TEST(Queue, VisitsEachLaneAndTheSharedOne) {
    Queue queue{small};
    Lane* mine = queue.lane();

    EXPECT_THAT(visited(queue), UnorderedElementsAre(mine, nullptr));
}

TEST(Queue, IsEmptyUntilSomethingIsLogged) {
    Queue queue{small};
    EXPECT_TRUE(queue.is_empty());

    ASSERT_TRUE(log_to(queue, "one"));

    EXPECT_FALSE(queue.is_empty());
}

TEST(Queue, KeepsTheOrderOfEachThread) {
    constexpr std::uint64_t threads = 4;
    constexpr std::uint32_t each = 5'000;
    Queue queue{small};
    std::latch start{threads};
    std::vector<std::thread> producers;
    for (std::uint64_t thread = 0; thread < threads; ++thread) {
        producers.emplace_back([&queue, &start, thread] {
            start.arrive_and_wait();
            for (std::uint32_t number = 0; number < each;) {
                if (log_to(queue, LogCall{.message = "x", .thread = thread, .line = number})) {
                    ++number;
                } else {
                    std::this_thread::yield();
                }
            }
        });
    }

    std::map<std::uint64_t, std::uint32_t> next;
    std::uint32_t wrong = 0;
    for (std::size_t taken = 0; taken < threads * each; std::this_thread::yield()) {
        taken += queue.drain(
            SIZE_MAX, [](Lane* /*lane*/) {},
            [&](RecordHeader& record) {
                const auto* body = static_cast<const LogBody*>(record.body());
                wrong += next[body->thread]++ == body->line ? 0 : 1;
                return true;
            });
    }
    for (std::thread& producer : producers) {
        producer.join();
    }

    EXPECT_EQ(wrong, 0U);
    EXPECT_EQ(queue.counts().enqueued, threads * each);
}

TEST(QueueOfEndedThread, StillHandsOutItsRecords) {
    Queue queue{small};

    in_thread([&] { EXPECT_TRUE(log_to(queue, "last words")); });

    EXPECT_THAT(drain(queue), ElementsAre("last words"));
}

TEST(QueueOfEndedThread, RetiresTheLaneOnceItIsEmpty) {
    Queue queue{small};
    in_thread([&] { ASSERT_TRUE(log_to(queue, "last words")); });

    (void)drain(queue);

    EXPECT_THAT(visited(queue), ElementsAre(nullptr));
}

TEST(QueueOfEndedThread, KeepsTheLaneWhileItHoldsSomething) {
    Queue queue{small};
    in_thread([&] {
        ASSERT_TRUE(log_to(queue, "one"));
        ASSERT_TRUE(log_to(queue, "two"));
    });

    (void)drain(queue, 1);

    EXPECT_EQ(visited(queue).size(), 2U);
    EXPECT_THAT(drain(queue), ElementsAre("two"));
}

TEST(QueueOfEndedThread, KeepsTheLaneUntilWhatItRefusedHasGotNumbers) {
    Queue queue{small};
    in_thread([&] { queue.lane()->counts.queue_full[0].add(2); });
    (void)drain(queue);
    ASSERT_EQ(visited(queue).size(), 2U);

    const auto number_all = [](Lane* lane) {
        if (lane != nullptr) lane->numbered = {2, 0, 0, 0, 0, 0};
    };
    (void)queue.drain(SIZE_MAX, number_all, [](RecordHeader& /*record*/) { return true; });

    EXPECT_THAT(visited(queue), ElementsAre(nullptr));
    EXPECT_EQ(queue.counts().queue_full[0], 2U);
}

TEST(QueueOfEndedThread, KeepsItsCountsExactly) {
    Queue queue{small};
    for (int thread = 0; thread < 3; ++thread) {
        in_thread([&] {
            ASSERT_TRUE(log_to(queue, "one"));
            ASSERT_TRUE(log_to(queue, "two"));
            queue.lane()->counts.below_level.add(5);
            queue.lane()->counts.cut_messages.add(1);
        });
    }
    const QueueCounts before = queue.counts();

    (void)drain(queue);
    const QueueCounts after = queue.counts();

    EXPECT_EQ(before.enqueued, 6U);
    EXPECT_EQ(after.enqueued, 6U);
    EXPECT_EQ(after.below_level, 15U);
    EXPECT_EQ(after.cut_messages, 3U);
}

TEST(QueueOfEndedThread, GivesTheFreedPlaceToALaterThread) {
    Queue queue{one_lane};
    in_thread([&] { ASSERT_NE(queue.lane(), nullptr); });
    (void)drain(queue);

    in_thread([&] { EXPECT_NE(queue.lane(), nullptr); });
}

TEST(QueueOutOfLanes, LetsFurtherThreadsShareOne) {
    Queue queue{one_lane};
    ASSERT_NE(queue.lane(), nullptr);

    in_thread([&] {
        EXPECT_EQ(queue.lane(), nullptr);
        EXPECT_TRUE(log_to(queue, "shared one"));
        EXPECT_TRUE(log_to(queue, "shared two"));
    });

    EXPECT_THAT(drain(queue), ElementsAre("shared one", "shared two"));
    EXPECT_EQ(queue.counts().enqueued, 2U);
}

TEST(QueueOutOfLanes, KeepsAThreadOnTheSharedOneSoThatItsOrderIsKept) {
    Queue queue{one_lane};
    std::latch took_the_lane{1};
    std::latch may_end{1};
    std::thread first{[&] {
        ASSERT_NE(queue.lane(), nullptr);
        took_the_lane.count_down();
        may_end.wait();
    }};
    took_the_lane.wait();
    ASSERT_EQ(queue.lane(), nullptr);

    may_end.count_down();
    first.join();
    (void)drain(queue);

    EXPECT_EQ(queue.lane(), nullptr);
}

TEST(QueueOutOfLanes, CountsWhatSharingThreadsWereRefused) {
    Queue queue{one_lane};

    queue.shared_counts.below_level += 1;
    queue.shared_counts.cut_messages += 2;
    queue.shared_counts.queue_full[static_cast<std::size_t>(Level::error)] += 3;

    const QueueCounts counts = queue.counts();
    EXPECT_EQ(counts.below_level, 1U);
    EXPECT_EQ(counts.cut_messages, 2U);
    EXPECT_EQ(counts.queue_full[static_cast<std::size_t>(Level::error)], 3U);
}

TEST(TwoQueues, HaveALaneEachOnTheSameThread) {
    Queue left{small};
    Queue right{small};

    for (int round = 0; round < 2; ++round) {
        EXPECT_TRUE(log_to(left, "left"));
        EXPECT_TRUE(log_to(right, "right"));
    }

    EXPECT_NE(left.lane(), right.lane());
    EXPECT_THAT(drain(left), ElementsAre("left", "left"));
    EXPECT_THAT(drain(right), ElementsAre("right", "right"));
}

TEST(DestroyedQueue, MayBeGoneBeforeItsThreadsEnd) {
    std::optional<Queue> queue{small};
    std::latch logged{1};
    std::latch gone{1};
    bool second_queue_works = false;
    std::thread producer{[&] {
        ASSERT_TRUE(log_to(*queue, "never taken"));
        logged.count_down();
        gone.wait();
        Queue other{small};
        second_queue_works = log_to(other, "hello") && drain(other).size() == 1;
    }};
    logged.wait();

    queue.reset();
    gone.count_down();
    producer.join();

    EXPECT_TRUE(second_queue_works);
}

TEST(DestroyedQueue, EndsThePayloadsThatNobodyTook) {
    int destroyed = 0;
    std::thread{[&] {
        Queue queue{small};
        Counted::write(queue.lane()->reserve(counted_bytes), destroyed);
        queue.lane()->commit();
    }}.join();

    EXPECT_EQ(destroyed, 1);
}

// Logs when its thread ends. Made before the thread's lanes, it ends after them.
struct LogsAtThreadEnd {
    ~LogsAtThreadEnd() {
        if (queue != nullptr) {
            has_lane = queue->lane() != nullptr;
            is_logged = log_to(*queue, "from a destructor");
        }
    }

    Queue* queue = nullptr;
    static inline bool has_lane = true;
    static inline bool is_logged = false;
};

TEST(QueueOfEndingThread, TakesCallsFromThreadLocalDestructorsThroughTheSharedLane) {
    Queue queue{small};

    std::thread{[&] {
        thread_local LogsAtThreadEnd at_end;
        at_end.queue = &queue;
        ASSERT_TRUE(log_to(queue, "before"));
    }}.join();

    EXPECT_FALSE(LogsAtThreadEnd::has_lane);
    EXPECT_TRUE(LogsAtThreadEnd::is_logged);
    EXPECT_THAT(drain(queue), UnorderedElementsAre("before", "from a destructor"));
}

}  // namespace
}  // namespace logbeam::channel
