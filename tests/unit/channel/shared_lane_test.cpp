#include "channel/shared_lane.hpp"

#include "unit/channel/records.hpp"

#include <gtest/gtest.h>

#include <array>
#include <latch>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {
namespace {

bool put(SharedLane& lane, std::string_view message) {
    return log_to(lane, LogCall{.message = message});
}

// Takes the oldest message; empty when there is none.
std::string take(SharedLane& lane) {
    RecordHeader* record = lane.front();
    if (record == nullptr) {
        return {};
    }
    std::string message = message_of(*record);
    destroy(*record);
    lane.pop();
    return message;
}

TEST(SharedLane, HandsOutTheRecordsOfOneThreadInOrder) {
    SharedLane lane{4096};

    EXPECT_TRUE(put(lane, "one"));
    EXPECT_TRUE(put(lane, "two"));

    EXPECT_EQ(take(lane), "one");
    EXPECT_EQ(take(lane), "two");
    EXPECT_EQ(lane.front(), nullptr);
}

TEST(SharedLane, KeepsTheOldestRecordUntilItIsPopped) {
    SharedLane lane{4096};
    ASSERT_TRUE(put(lane, "one"));

    EXPECT_EQ(lane.front(), lane.front());
    EXPECT_EQ(lane.waiting(), 1U);
    EXPECT_FALSE(lane.is_empty());
}

TEST(SharedLane, IsEmptyAgainWhenAllIsTaken) {
    SharedLane lane{4096};
    ASSERT_TRUE(put(lane, "one"));

    (void)take(lane);

    EXPECT_TRUE(lane.is_empty());
    EXPECT_EQ(lane.waiting(), 0U);
    EXPECT_EQ(lane.enqueued(), 1U);
}

TEST(SharedLane, RefusesWhatIsBeyondItsCapacity) {
    SharedLane lane{1024};

    EXPECT_TRUE(put(lane, std::string(800, 'a')));
    EXPECT_FALSE(put(lane, std::string(800, 'b')));
    EXPECT_EQ(lane.enqueued(), 1U);
}

TEST(SharedLane, TakesRecordsAgainOnceThereIsRoom) {
    SharedLane lane{1024};
    ASSERT_TRUE(put(lane, std::string(800, 'a')));
    ASSERT_FALSE(put(lane, std::string(800, 'b')));

    (void)take(lane);

    EXPECT_TRUE(put(lane, std::string(800, 'c')));
}

TEST(SharedLane, IsHalfFullWhenMoreThanHalfIsInUse) {
    SharedLane lane{1024};

    EXPECT_TRUE(put(lane, std::string(300, 'a')));
    EXPECT_FALSE(lane.is_half_full());
    EXPECT_TRUE(put(lane, std::string(300, 'b')));
    EXPECT_TRUE(lane.is_half_full());
}

TEST(SharedLane, EndsThePayloadsThatNobodyTook) {
    int destroyed = 0;
    {
        SharedLane lane{4096};
        for (int count = 0; count < 3; ++count) {
            ASSERT_TRUE(lane.commit(Counted::write(lane.reserve(counted_bytes), destroyed)));
        }
        (void)lane.front();
    }

    EXPECT_EQ(destroyed, 3);
}

TEST(SharedLane, KeepsTheOrderOfEachOfManyThreads) {
    constexpr std::uint64_t threads = 4;
    constexpr std::uint32_t each = 5'000;
    SharedLane lane{64 * 1024};
    std::latch start{threads};
    std::vector<std::thread> producers;
    for (std::uint64_t thread = 0; thread < threads; ++thread) {
        producers.emplace_back([&lane, &start, thread] {
            start.arrive_and_wait();
            for (std::uint32_t number = 0; number < each;) {
                if (log_to(lane, LogCall{.message = "x", .thread = thread, .line = number})) {
                    ++number;
                } else {
                    std::this_thread::yield();
                }
            }
        });
    }

    std::array<std::uint32_t, threads> next{};
    std::uint32_t wrong = 0;
    for (std::uint32_t taken = 0; taken < threads * each;) {
        RecordHeader* record = lane.front();
        if (record == nullptr) {
            std::this_thread::yield();
            continue;
        }
        const auto* body = static_cast<const LogBody*>(record->body());
        wrong += next[body->thread]++ == body->line ? 0 : 1;
        lane.pop();
        ++taken;
    }
    for (std::thread& producer : producers) {
        producer.join();
    }

    EXPECT_EQ(wrong, 0U);
    EXPECT_TRUE(lane.is_empty());
}

}  // namespace
}  // namespace logbeam::channel
