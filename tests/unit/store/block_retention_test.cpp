#include "history/search.hpp"
#include "query/program.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

// What a block store forgets, and what it keeps of it.
namespace logbeam::store {
namespace {

using test::DraftEvent;
using test::seqs_between;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct BlockRetentionTest : ::testing::Test, test::BlockStoreRig {
    // 300 events, every hundredth of level error.
    void fill() {
        for (int number = 1; number <= 300; ++number)
            ASSERT_TRUE(append({{"{}", "a", number % 100 == 0 ? Level::error : Level::info}}));
        history->settle();
    }
    void retain(const char* query) {
        options.retain.push_back(
            {query::Program::compile(query, clock.wall_now()).value(), std::chrono::hours{24 * 90}});
    }
    [[nodiscard]] std::vector<std::uint64_t> search(const char* query) const {
        history::Search search{history->snapshot(), query::Program::compile(query, clock.wall_now()).value(), {}};
        std::vector<std::uint64_t> seqs;
        while (search.step([&](const history::Row& row, std::string_view /*text*/) {
            seqs.push_back(row.seq);
            return true;
        })) {}
        return seqs;
    }
};

TEST_F(BlockRetentionTest, DropsWholeSegmentsBeyondItsBytes) {
    options.keep_bytes = 100'000;
    open();
    fill();

    EXPECT_LE(history->stats().bytes, 300'000U);
    EXPECT_EQ(history->extent().first % 100, 1U);
    EXPECT_EQ(history->extent().trimmed, history->extent().first - 1);
    EXPECT_EQ(paged_seqs(), seqs_between(history->extent().first, 300));
}

// Text that compresses little.
std::string noise(std::size_t bytes) {
    std::mt19937 random{4711};
    std::string text(bytes, ' ');
    for (char& c : text)
        c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _"[random() % 64];
    return text;
}

TEST_F(BlockRetentionTest, ASegmentEndsWhenItHoldsAnEighthOfWhatIsKept) {
    constexpr std::uintmax_t mebibyte = 1 << 20;
    options.keep_bytes = 80 * mebibyte;
    options.segment_events = 1'000'000;
    open();

    const DraftEvent large{R"({"message":")" + noise(mebibyte) + R"("})"};
    while (history->stats().segments < 2) {
        ASSERT_TRUE(append_many(1, large));
        history->settle();
        ASSERT_LT(next_seq, 40U);
    }

    const auto bytes = std::filesystem::file_size(folder.path() + "/" + folder.files("segment-").front());
    EXPECT_GT(bytes, 8 * mebibyte);
    EXPECT_LT(bytes, 12 * mebibyte);
}

TEST_F(BlockRetentionTest, DropsSegmentsThatAreTooOld) {
    open();
    fill();

    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();
    history->settle();

    EXPECT_EQ(history->extent().events, 0U);
    EXPECT_EQ(history->extent().first, 301U);
    EXPECT_THAT(folder.files("segment-"), IsEmpty());
}

TEST_F(BlockRetentionTest, CopiesForwardWhatIsToStay) {
    retain("level>=error");
    open();
    fill();

    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();
    history->settle();

    EXPECT_EQ(history->extent().events, 0U);
    EXPECT_EQ(history->stats().retained, 3U);
    EXPECT_THAT(search("level:error"), ElementsAre(300, 200, 100));
    EXPECT_THAT(folder.files("segment-"), IsEmpty());
}

TEST_F(BlockRetentionTest, FindsWhatStayedAfterAKill) {
    retain("level>=error");
    open();
    fill();
    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();

    crash();
    open();

    EXPECT_THAT(search("level:error"), ElementsAre(300, 200, 100));
    EXPECT_EQ(history->extent().last, 300U);
}

TEST_F(BlockRetentionTest, ForgetsWhatStayedWhenThatIsTooOldToo) {
    retain("level>=error");
    open();
    fill();
    clock.advance(options.keep_age + std::chrono::hours{1});
    history->tick();
    history->settle();

    clock.advance(std::chrono::hours{24 * 91});
    history->tick();
    history->settle();

    EXPECT_THAT(search("level:error"), IsEmpty());
    EXPECT_THAT(folder.files("retained-"), IsEmpty());
}

TEST_F(BlockRetentionTest, LetsOtherThreadsReadWhileItIsWrittenAndForgets) {
    options.keep_events = 200;
    open();
    std::atomic<bool> is_over{false};
    std::atomic<std::uint64_t> gaps{0};
    std::shared_ptr<const history::Snapshot> shown = history->snapshot();
    std::thread reader{[&] {
        while (!is_over) {
            const std::vector<std::uint64_t> seqs = test::seqs_of(*std::atomic_load(&shown));
            if (!seqs.empty() && seqs != seqs_between(seqs.front(), seqs.back())) ++gaps;
        }
    }};

    for (int round = 0; round < 100; ++round) {
        ASSERT_TRUE(append_many(10));
        std::atomic_store(&shown, history->snapshot());
    }
    is_over = true;
    reader.join();

    EXPECT_EQ(gaps, 0U);
}

}  // namespace
}  // namespace logbeam::store
