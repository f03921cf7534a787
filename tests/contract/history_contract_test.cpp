#include "history/event_history.hpp"
#include "hub/ingest.hpp"
#include "store/memory_history.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// What every history promises to the broker.
namespace logbeam::history {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Enough for `events` of a few hundred bytes, and not for many more.
struct Bounds {
    std::uint64_t events = 1000;
};
using MakeHistory = std::function<std::unique_ptr<EventHistory>(const Bounds& bounds)>;

struct NamedHistory {
    const char* name;
    MakeHistory make;
};
void PrintTo(const NamedHistory& history, std::ostream* out) {
    *out << history.name;
}

struct HistoryContract : ::testing::TestWithParam<NamedHistory> {
    // Publishes that many, in bursts of up to five, over the topics in turn.
    void append(int count, std::vector<std::string> names = {"a"}) {
        for (int number = 0; number < count; ++number) {
            const std::string& name = names[static_cast<std::size_t>(number) % names.size()];
            const auto taken = ingest.take_event(R"({"topic":")" + name + "\"}", {"me", "", {}, owner.get()}, {});
            ASSERT_TRUE(taken);
            if (number % 5 == 4 || number + 1 == count) {
                ASSERT_TRUE(history->append(ingest.burst()));
                ingest.clear();
            }
        }
    }
    [[nodiscard]] std::vector<std::uint64_t> seqs(const PageRequest& request) const {
        std::vector<std::uint64_t> found;
        for (const StoredEvent& event : history->page(request).events)
            found.push_back(event.seq);
        return found;
    }

    std::unique_ptr<EventHistory> history = GetParam().make({});
    hub::SharedRights owner = hub::rights_of_owner();
    hub::TopicTable topics;
    hub::Counters counters;
    hub::Ingest ingest{*history, {}, topics, counters};
};

TEST_P(HistoryContract, IsEmptyAtFirst) {
    const Extent extent = history->extent();

    EXPECT_EQ(extent.first, 1U);
    EXPECT_EQ(extent.last, 0U);
    EXPECT_FALSE(extent.epoch.empty());
    EXPECT_THAT(seqs({}), IsEmpty());
    EXPECT_TRUE(history->page({}).is_last);
}

TEST_P(HistoryContract, GivesBackTheTextsInOrder) {
    append(3);

    const Page page = history->page({});

    ASSERT_THAT(page.events, SizeIs(3));
    EXPECT_EQ(Event::parse(page.events[0].text).value().seq, 1U);
    EXPECT_EQ(page.events[2].seq, 3U);
    EXPECT_EQ(page.events[2].topic, "a");
    EXPECT_EQ(page.events[2].text.substr(page.events[2].parts.client_at), R"(,"clientId":"me"})");
}

TEST_P(HistoryContract, GoesOnBehindASeq) {
    append(6);

    EXPECT_THAT(seqs({.after = 4}), ElementsAre(5, 6));
    EXPECT_THAT(seqs({.after = 6}), IsEmpty());
    EXPECT_THAT(seqs({.after = 60}), IsEmpty());
}

TEST_P(HistoryContract, GoesBackFromASeq) {
    append(6);

    EXPECT_THAT(seqs({.order = Order::newest_first, .max_events = 2}), ElementsAre(6, 5));
    EXPECT_THAT(seqs({.order = Order::newest_first, .before = 3}), ElementsAre(2, 1));
    EXPECT_THAT(seqs({.order = Order::newest_first, .before = 1}), IsEmpty());
}

TEST_P(HistoryContract, GivesTheWantedTopicsOnly) {
    append(6, {"a", "b", "c"});

    const auto wants_b = [](std::string_view topic) { return topic == "b"; };

    EXPECT_THAT(seqs({.wants = wants_b}), ElementsAre(2, 5));
    EXPECT_THAT(seqs({.order = Order::newest_first, .wants = wants_b}), ElementsAre(5, 2));
}

TEST_P(HistoryContract, EndsAPageAtItsBounds) {
    append(10);

    EXPECT_THAT(seqs({.max_events = 3}), ElementsAre(1, 2, 3));
    EXPECT_THAT(seqs({.max_bytes = 1}), ElementsAre(1)) << "at least one";
    EXPECT_THAT(seqs({.max_scanned = 4}), ElementsAre(1, 2, 3, 4));
}

TEST_P(HistoryContract, SaysWhereAPageStoppedThoughItFoundNothing) {
    append(10, {"a", "a", "a", "b"});

    const Page page = history->page({.wants = [](std::string_view topic) { return topic == "b"; }, .max_scanned = 3});

    EXPECT_THAT(page.events, IsEmpty());
    EXPECT_EQ(page.reached, 3U);
    EXPECT_FALSE(page.is_last);
}

TEST_P(HistoryContract, GivesEveryEventOnceWhenItIsPaged) {
    append(100, {"a", "b"});
    std::vector<std::uint64_t> found;

    PageRequest request{.wants = [](std::string_view topic) { return topic == "a"; }, .max_events = 7};
    for (Page page; !page.is_last;) {
        page = history->page(request);
        for (const StoredEvent& event : page.events)
            found.push_back(event.seq);
        request.after = page.reached;
    }

    ASSERT_THAT(found, SizeIs(50));
    for (std::size_t index = 0; index < found.size(); ++index)
        EXPECT_EQ(found[index], 2 * index + 1);
}

TEST_P(HistoryContract, ForgetsTheOldestBeyondItsBounds) {
    history = GetParam().make({.events = 100});
    append(1000);

    const Extent extent = history->extent();

    EXPECT_EQ(extent.last, 1000U);
    EXPECT_GE(extent.events, 100U);
    EXPECT_LE(extent.events, 120U);
    EXPECT_EQ(extent.first, 1000U - extent.events + 1);
    EXPECT_EQ(extent.trimmed, 1000U - extent.events);
    EXPECT_EQ(seqs({.max_events = 1}), std::vector{extent.first});
}

// A block store in a folder of its own. Its sealer has always caught up, so that limits hold when append returns; where
// `reopens` it is closed and opened again behind each burst.
enum class Reopens : std::uint8_t { never, always };

class BlockStoreUnderTest final : public EventHistory {
public:
    BlockStoreUnderTest(const Bounds& bounds, Reopens reopens) : reopens_{reopens} {
        rig_.options.block_events = 10;
        rig_.options.segment_events = 20;
        rig_.options.keep_events = bounds.events;
        rig_.open("epoch");
    }

    Result<void> append(const Burst& burst) override {
        auto appended = rig_.history->append(burst);
        rig_.history->settle();
        if (reopens_ == Reopens::always) {
            trimmed_ += rig_.history->extent().trimmed;
            rig_.open("another epoch");
        }
        return appended;
    }
    Page page(const PageRequest& request) const override { return rig_.history->page(request); }
    Extent extent() const override {
        Extent extent = rig_.history->extent();
        extent.trimmed += trimmed_;
        return extent;
    }
    std::shared_ptr<const Snapshot> snapshot() const override { return rig_.history->snapshot(); }
    std::vector<PublisherMark> publishers() const override { return rig_.history->publishers(); }

private:
    test::BlockStoreRig rig_;
    Reopens reopens_;
    std::uint64_t trimmed_ = 0;  // by those that were closed
};

NamedHistory block_store(const char* name, Reopens reopens) {
    return {name, [reopens](const Bounds& bounds) { return std::make_unique<BlockStoreUnderTest>(bounds, reopens); }};
}

INSTANTIATE_TEST_SUITE_P(Histories, HistoryContract,
                         ::testing::Values(NamedHistory{"Memory",
                                                        [](const Bounds& bounds) {
                                                            return std::make_unique<store::MemoryHistory>(
                                                                store::MemoryLimits{.events = bounds.events}, "epoch");
                                                        }},
                                           block_store("Blocks", Reopens::never),
                                           block_store("ReopenedBlocks", Reopens::always)),
                         [](const auto& tested) { return std::string{tested.param.name}; });

}  // namespace
}  // namespace logbeam::history
