#include "channel/lane.hpp"

#include "unit/channel/records.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {
namespace {

constexpr std::size_t smallest = record_bytes(sizeof(LogBody)) + 16;  // with its logger of six bytes

// Takes the oldest message; empty when there is none.
std::string take(Lane& lane) {
    RecordHeader* record = lane.front();
    if (record == nullptr) {
        return {};
    }
    std::string message = message_of(*record);
    destroy(*record);
    lane.pop(*record);
    return message;
}

bool put(Lane& lane, std::string_view message) {
    return log_to(lane, LogCall{.message = message});
}

// How many messages of this size go in before it is full.
std::size_t fill(Lane& lane, const std::string& message) {
    std::size_t count = 0;
    while (put(lane, message)) {
        ++count;
    }
    return count;
}

TEST(Lane, HandsOutRecordsInTheOrderInWhichTheyCame) {
    Lane lane{1024};

    EXPECT_TRUE(put(lane, "one"));
    EXPECT_TRUE(put(lane, "two"));

    EXPECT_EQ(take(lane), "one");
    EXPECT_EQ(take(lane), "two");
}

TEST(Lane, HasNothingToHandOutAtFirst) {
    Lane lane{1024};

    EXPECT_EQ(lane.front(), nullptr);
    EXPECT_EQ(lane.pending_bytes(), 0U);
}

TEST(Lane, ShowsNoRecordBeforeItIsCommitted) {
    Lane lane{1024};

    RecordHeader* record = lane.reserve(LogCall{.message = "one"}.bytes());

    ASSERT_NE(record, nullptr);
    EXPECT_EQ(lane.front(), nullptr);
}

TEST(Lane, GivesTheSameRoomAgainWhenAReservationIsNotCommitted) {
    Lane lane{1024};

    RecordHeader* first = lane.reserve(64);
    RecordHeader* second = lane.reserve(128);

    EXPECT_EQ(first, second);
}

TEST(Lane, RoundsItsCapacityUpToAPowerOfTwo) {
    const Lane lane{1025};

    EXPECT_EQ(lane.capacity(), 2048U);
}

TEST(Lane, KeepsRecordsAligned) {
    Lane lane{4096};

    for (const char* message : {"", "a", "three", "a message of many bytes"}) {
        ASSERT_TRUE(put(lane, message));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(lane.front()) % record_alignment, 0U);
        (void)take(lane);
    }
}

TEST(Lane, KeepsRecordsOfEverySizeWholeOverManyRoundsOfTheRing) {
    Lane lane{2048};
    std::vector<std::string> sent;
    std::vector<std::string> received;

    for (std::size_t size = 0; size < 400; ++size) {
        sent.emplace_back(size, static_cast<char>('a' + size % 26));
        ASSERT_TRUE(put(lane, sent.back()));
        received.push_back(take(lane));
    }

    EXPECT_EQ(received, sent);
}

TEST(Lane, SkipsTheEndOfTheRingWhenARecordDoesNotFitThere) {
    Lane lane{1024};
    ASSERT_TRUE(put(lane, std::string(600, 'a')));
    (void)take(lane);

    ASSERT_TRUE(put(lane, std::string(500, 'b')));

    EXPECT_EQ(take(lane), std::string(500, 'b'));
    EXPECT_EQ(lane.pending_bytes(), 0U);
}

TEST(Lane, RefusesARecordThatFitsOnlyWithoutItsPadding) {
    Lane lane{1024};
    ASSERT_TRUE(put(lane, std::string(400, 'a')));
    (void)take(lane);
    ASSERT_TRUE(put(lane, std::string(200, 'b')));

    // Some 700 bytes are free: a third of them at the end, where 500 have no place.
    EXPECT_TRUE(put(lane, std::string(100, 'c')));
    EXPECT_FALSE(put(lane, std::string(500, 'd')));
}

TEST(FullLane, RefusesARecord) {
    Lane lane{1024};

    const std::size_t count = fill(lane, "");

    EXPECT_EQ(count, 1024 / smallest);
    EXPECT_EQ(lane.reserve(smallest), nullptr);
}

TEST(FullLane, CanBeFilledToTheLastByte) {
    Lane lane{1024};

    EXPECT_NE(lane.reserve(1024), nullptr);
    EXPECT_EQ(lane.reserve(1040), nullptr);
}

TEST(FullLane, OverwritesNothingThatWaits) {
    Lane lane{1024};
    ASSERT_TRUE(put(lane, "the oldest"));
    (void)fill(lane, "another");

    EXPECT_FALSE(put(lane, "one too many"));

    EXPECT_EQ(take(lane), "the oldest");
}

TEST(FullLane, TakesRecordsAgainOnceOneIsGone) {
    Lane lane{1024};
    (void)fill(lane, "old");

    (void)take(lane);

    EXPECT_TRUE(put(lane, "new"));
}

TEST(Lane, IsHalfFullWhenMoreThanHalfIsInUse) {
    Lane lane{1024};

    EXPECT_TRUE(put(lane, std::string(300, 'a')));
    EXPECT_FALSE(lane.is_half_full());
    EXPECT_TRUE(put(lane, std::string(300, 'b')));
    EXPECT_TRUE(lane.is_half_full());
}

TEST(Lane, IsNotHalfFullAnyMoreOnceItsRecordsAreTaken) {
    Lane lane{1024};
    ASSERT_TRUE(put(lane, std::string(600, 'a')));
    ASSERT_TRUE(lane.is_half_full());

    (void)take(lane);

    EXPECT_FALSE(lane.is_half_full());
}

TEST(Lane, CountsWhatWasCommitted) {
    Lane lane{1024};

    (void)put(lane, "one");
    (void)lane.reserve(64);
    (void)put(lane, "two");

    EXPECT_EQ(lane.counts.enqueued.get(), 2U);
}

TEST(Lane, EndsThePayloadsThatNobodyTook) {
    int destroyed = 0;
    {
        Lane lane{1024};
        for (int count = 0; count < 3; ++count) {
            Counted::write(lane.reserve(counted_bytes), destroyed);
            lane.commit();
        }
        (void)lane.reserve(counted_bytes);
    }

    EXPECT_EQ(destroyed, 3);
}

TEST(Lane, HandsEveryRecordFromOneThreadToAnotherInOrder) {
    constexpr std::uint32_t count = 50'000;
    Lane lane{4096};
    std::thread producer{[&lane] {
        for (std::uint32_t number = 0; number < count;) {
            const std::string message(number % 97, static_cast<char>('a' + number % 26));
            if (log_to(lane, LogCall{.message = message, .line = number})) {
                ++number;
            } else {
                std::this_thread::yield();
            }
        }
    }};

    std::uint32_t wrong = 0;
    for (std::uint32_t number = 0; number < count;) {
        RecordHeader* record = lane.front();
        if (record == nullptr) {
            std::this_thread::yield();
            continue;
        }
        const auto* body = static_cast<const LogBody*>(record->body());
        const std::string expected(number % 97, static_cast<char>('a' + number % 26));
        wrong += body->line == number && body->message() == expected ? 0 : 1;
        lane.pop(*record);
        ++number;
    }
    producer.join();

    EXPECT_EQ(wrong, 0U);
    EXPECT_EQ(lane.front(), nullptr);
}

}  // namespace
}  // namespace logbeam::channel
