#include "store/memory_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

// What is this history's own; the rest is in tests/contract/history_contract_test.cpp.
namespace logbeam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

// Events whose text is `bytes` long, as a burst.
history::Burst burst_of(std::uint64_t first_seq, std::size_t count, std::size_t bytes) {
    const std::string topic = R"({"topic":"a",)";
    history::Burst burst;
    for (std::size_t number = 0; number < count; ++number) {
        history::Entry entry;
        entry.seq = first_seq + number;
        entry.at = static_cast<std::uint32_t>(burst.text.size());
        entry.bytes = static_cast<std::uint32_t>(bytes);
        entry.parts.topic_at = 1;
        entry.parts.topic_end = static_cast<std::uint16_t>(topic.size());
        burst.text.append(topic).append(std::string(bytes - topic.size(), 'x'));
        burst.entries.push_back(entry);
    }
    return burst;
}

struct MemoryHistoryTest : ::testing::Test {
    void append(std::size_t count, std::size_t bytes = 100) {
        ASSERT_TRUE(history.append(burst_of(history.extent().last + 1, count, bytes)));
    }

    MemoryHistory history{{.events = 1000, .bytes = 1 << 20}, "e7"};
};

TEST_F(MemoryHistoryTest, HasTheEpochThatItWasGiven) {
    EXPECT_EQ(history.extent().epoch, "e7");
}

TEST_F(MemoryHistoryTest, BeginsAtTheNextSeqWhileItIsEmpty) {
    EXPECT_EQ(history.extent().first, 1U);
    EXPECT_EQ(history.extent().last, 0U);
}

TEST_F(MemoryHistoryTest, CountsEventsAndBytes) {
    append(3, 50);
    append(2, 70);

    EXPECT_EQ(history.extent().events, 5U);
    EXPECT_EQ(history.extent().bytes, 290U);
    EXPECT_EQ(history.extent().trimmed, 0U);
}

TEST_F(MemoryHistoryTest, KeepsAtLeastSoManyEventsAndAtMostABlockMore) {
    for (int burst = 0; burst < 500; ++burst)
        append(10);

    const auto extent = history.extent();
    EXPECT_THAT(extent.events, Ge(1000U));
    EXPECT_THAT(extent.events, Le(1000U + 1000 / 16 + 1));
    EXPECT_EQ(extent.events + extent.trimmed, 5000U);
    EXPECT_EQ(extent.first, extent.trimmed + 1);
    EXPECT_EQ(extent.last, 5000U);
}

TEST_F(MemoryHistoryTest, KeepsToItsBytesWhenEventsAreLarge) {
    for (int burst = 0; burst < 500; ++burst)
        append(1, 10'000);

    EXPECT_THAT(history.extent().bytes, Ge(std::uint64_t{1 << 20}));
    EXPECT_THAT(history.extent().bytes, Le(std::uint64_t{(1 << 20) + (1 << 20) / 16 + 10'000}));
}

TEST_F(MemoryHistoryTest, KeepsAnEventThatIsLargerThanItsLimit) {
    append(5);
    append(1, 3 << 20);

    const history::Page page = history.page({});
    ASSERT_THAT(page.events, SizeIs(1));
    EXPECT_EQ(page.events.front().text.size(), std::size_t{3 << 20});
    EXPECT_EQ(history.extent().first, 6U);
}

TEST_F(MemoryHistoryTest, TrimsABurstThatIsLargerThanItsLimitToItsEnd) {
    append(5000);

    const auto extent = history.extent();
    EXPECT_EQ(extent.last, 5000U);
    EXPECT_THAT(extent.events, Le(1000U + 1000 / 16 + 1));
}

TEST_F(MemoryHistoryTest, HasNothingOfSeqsThatItTrimmed) {
    for (int burst = 0; burst < 500; ++burst)
        append(10);
    const std::uint64_t first = history.extent().first;
    history::PageRequest forwards;
    forwards.max_events = 1;
    history::PageRequest backwards;
    backwards.order = history::Order::newest_first;
    backwards.before = first;

    EXPECT_EQ(history.page(forwards).events.front().seq, first);
    EXPECT_THAT(history.page(backwards).events, IsEmpty());
    EXPECT_TRUE(history.page(backwards).is_last);
}

TEST_F(MemoryHistoryTest, PassesOverNumbersThatWereNeverStored) {
    append(2);
    ASSERT_TRUE(history.append(burst_of(10, 2, 100)));

    history::PageRequest request;
    request.after = 5;
    std::vector<std::uint64_t> seqs;
    for (const auto& event : history.page(request).events)
        seqs.push_back(event.seq);

    EXPECT_THAT(seqs, ElementsAre(10, 11));
}

TEST_F(MemoryHistoryTest, IgnoresABurstOfMarksAlone) {
    history::Burst burst;
    burst.marks.push_back({"me", 7});

    ASSERT_TRUE(history.append(burst));

    EXPECT_EQ(history.extent().last, 0U);
    EXPECT_THAT(history.page({}).events, IsEmpty());
}

TEST(ATinyMemoryHistory, KeepsTheNewestEvent) {
    MemoryHistory history{{.events = 1, .bytes = 1}, "e"};

    for (std::uint64_t seq = 1; seq <= 5; ++seq)
        ASSERT_TRUE(history.append(burst_of(seq, 1, 100)));

    EXPECT_EQ(history.extent().first, 5U);
    EXPECT_EQ(history.extent().events, 1U);
}

}  // namespace
}  // namespace logbeam::store
