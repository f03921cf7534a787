#include "support/block_store_rig.hpp"
#include "support/disk_record.hpp"
#include "support/recording_files.hpp"
#include "support/sqlite_disk.hpp"
#include "support/stress_scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

// The power fails at any moment: what is on the disk then is what was synced, and any part of the rest.
namespace logbeam::store {
namespace {

using test::seqs_between;

// What was promised when the disk had been asked for so many steps.
struct Promise {
    std::size_t steps = 0;
    std::uint64_t offered = 0;   // up to this seq
    std::uint64_t returned = 0;  // append did, for the events up to this seq
    std::set<std::uint64_t> refused = {};
    bool is_open = false;
    bool is_closed = false;    // everything was brought to an end
    bool is_in_doubt = false;  // events are missing that the disk does not know of yet
};

// A store that is used for a while; everything that reaches its folder is recorded.
class RecordedRun final : public test::BlockStoreRig {
public:
    explicit RecordedRun(SyncPolicy sync) {
        options.sync = sync;
        options.sync_interval = std::chrono::milliseconds{1};
        options.segment_events = 40;
        options.boot_id = "before the cut";
        options.files = &files_;
        options.on_notice = {};
        disk_.record_to(&record);
        promise_.steps = 0;
        promises_.push_back(promise_);
        use();
        disk_.record_to(nullptr);
    }

    [[nodiscard]] const Promise& promise_at(std::size_t step) const {
        const auto later = std::upper_bound(promises_.begin(), promises_.end(), step,
                                            [](std::size_t at, const Promise& each) { return at < each.steps; });
        return *std::prev(later);
    }
    // The steps until the store was closed for the first time.
    [[nodiscard]] std::size_t first_run() const {
        const auto closed =
            std::find_if(promises_.begin(), promises_.end(), [](const Promise& each) { return each.is_closed; });
        return closed->steps;
    }

    test::DiskRecord record{folder.path()};

private:
    void use() {
        start();
        for (std::uint64_t burst = 0; burst < 26; ++burst)
            add(1 + burst % 4);
        stop();
        start();
        for (std::uint64_t burst = 0; burst < 12; ++burst)
            add(1 + burst % 4);
        history->settle();
        refuse(3);
        refuse(2);
        for (std::uint64_t burst = 0; burst < 8; ++burst)
            add(1 + burst % 4);
        stop();
    }
    void start() {
        promise_.is_closed = false;
        note();
        open("e1");
        promise_.is_open = true;
        note();
    }
    void stop() {
        history.reset();
        promise_.is_closed = true;
        note();
    }
    void add(std::uint64_t events) {
        promise_.offered += events;
        note();
        marks = {{"p", promise_.offered}};
        ASSERT_TRUE(append(std::vector<test::DraftEvent>(events)));
        promise_.returned = promise_.offered;
        promise_.is_in_doubt = false;
        note();
    }
    void refuse(std::uint64_t events) {
        promise_.is_in_doubt = true;
        promise_.offered += events;
        note();
        files_.is_full = true;
        ASSERT_FALSE(append(std::vector<test::DraftEvent>(events)));
        files_.is_full = false;
        for (const std::uint64_t seq : seqs_between(promise_.returned + 1, promise_.offered))
            promise_.refused.insert(seq);
        promise_.returned = promise_.offered;
        note();
    }
    void note() {
        promise_.steps = record.steps();
        promises_.push_back(promise_);
    }

    test::SqliteDisk disk_;
    test::RecordingFiles files_{record};
    Promise promise_;
    std::vector<Promise> promises_;
};

// The store as it is found after a cut.
struct FoundAfterCut final : test::BlockStoreRig {
    FoundAfterCut(const test::DiskRecord& record, const test::PowerCut& cut, std::mt19937_64& choices) {
        record.restore_into(folder.path(), cut, choices);
        options.boot_id = "after the cut";
        options.on_notice = {};
        open("e2");
    }

    [[nodiscard]] std::vector<std::uint64_t> held() const { return paged_seqs(); }
    [[nodiscard]] bool tells_hole_at(std::uint64_t seq) const {
        const auto snapshot = history->snapshot();
        const auto& holes = snapshot->holes();
        return std::any_of(holes.begin(), holes.end(),
                           [&](const history::Hole& hole) { return hole.first <= seq && seq <= hole.last; });
    }
};

test::PowerCut any_cut(std::size_t steps, std::mt19937_64& choices) {
    test::PowerCut cut;
    cut.at = test::choose(choices, steps);
    cut.is_scattered = test::choose(choices, 1) == 1;
    cut.kept = test::choose(choices, 2) == 0 ? test::choose(choices, cut.at) : 0;
    cut.sector_bytes = test::choose(choices, 1) == 0 ? 512 : 4096;
    return cut;
}

void expect_each_event_once_and_as_it_was(const FoundAfterCut& found, const Promise& promise) {
    history::PageRequest request;
    request.max_events = SIZE_MAX;
    request.max_bytes = SIZE_MAX;
    request.max_scanned = SIZE_MAX;
    std::uint64_t before = 0;
    for (const auto& event : found.history->page(request).events) {
        history::Burst expected;
        test::add_to(expected, event.seq, {});
        EXPECT_GT(event.seq, before);
        EXPECT_LE(event.seq, promise.offered);
        EXPECT_EQ(event.text, expected.text);
        before = event.seq;
    }
    EXPECT_EQ(test::seqs_of(*found.history->snapshot()), found.held());
    EXPECT_GE(found.history->extent().last, before);
}

// Within an epoch nothing that was given is missing without a word, and no seq is given again.
void expect_no_silent_loss(const FoundAfterCut& found, const Promise& promise) {
    if (found.history->extent().epoch != "e1") return;
    const auto held = found.held();
    for (const std::uint64_t seq : seqs_between(1, promise.returned)) {
        EXPECT_TRUE(std::binary_search(held.begin(), held.end(), seq) || found.tells_hole_at(seq)) << "seq " << seq;
    }
    EXPECT_GE(found.history->extent().last, promise.returned);
}

void expect_everything(const FoundAfterCut& found, const Promise& promise) {
    EXPECT_TRUE(promise.is_in_doubt || found.history->extent().epoch == "e1");
    const auto held = found.held();
    for (const std::uint64_t seq : seqs_between(1, promise.returned)) {
        const bool is_held = std::binary_search(held.begin(), held.end(), seq);
        EXPECT_TRUE(is_held || promise.refused.count(seq) == 1) << "seq " << seq;
    }
    const auto marks = found.history->publishers();
    const std::uint64_t marked = marks.empty() ? 0 : marks.front().through;
    EXPECT_TRUE(marked >= promise.returned || promise.is_in_doubt) << marked;
}

// What was found, and what is added to it, is there after the next start.
void expect_it_goes_on(FoundAfterCut& found) {
    auto expected = found.held();
    const std::string epoch = found.history->extent().epoch;
    found.next_seq = found.history->extent().last + 1;
    for (std::uint64_t event = 0; event < 12; ++event) {
        expected.push_back(found.next_seq);
        EXPECT_TRUE(found.append({{}}));
    }
    found.open("e3");

    EXPECT_EQ(found.held(), expected);
    EXPECT_EQ(found.history->extent().epoch, epoch);
}

std::string describe(const test::PowerCut& cut) {
    return "at step " + std::to_string(cut.at) + ", kept " + std::to_string(cut.kept) +
           (cut.is_scattered ? ", any of the rest by " + std::to_string(cut.sector_bytes) : "");
}

struct BlockPowerTest : ::testing::TestWithParam<SyncPolicy> {};

TEST_P(BlockPowerTest, KeepsWhatTheSyncPolicyPromises) {
    const RecordedRun run{GetParam()};
    auto choices = test::seeded_choices();
    const std::uint64_t images = test::scaled(2000);

    for (std::uint64_t image = 0; image < images && !HasFailure(); ++image) {
        const test::PowerCut cut = any_cut(run.record.steps(), choices);
        SCOPED_TRACE(describe(cut));
        const Promise& promise = run.promise_at(cut.at);
        FoundAfterCut found{run.record, cut, choices};

        expect_each_event_once_and_as_it_was(found, promise);
        expect_no_silent_loss(found, promise);
        const bool is_all_promised = GetParam() == SyncPolicy::each_append ? promise.is_open : promise.is_closed;
        if (is_all_promised) expect_everything(found, promise);
        expect_it_goes_on(found);
    }
}

// One tail, which nothing failed to be written to.
TEST_P(BlockPowerTest, HoldsAPrefixAtLeastUpToTheLastSync) {
    const RecordedRun run{GetParam()};
    auto choices = test::seeded_choices();
    const std::uint64_t images = test::scaled(1000);

    for (std::uint64_t image = 0; image < images && !HasFailure(); ++image) {
        const test::PowerCut cut = any_cut(run.first_run() - 1, choices);
        SCOPED_TRACE(describe(cut));
        const FoundAfterCut found{run.record, cut, choices};

        const auto held = found.held();
        EXPECT_EQ(held, seqs_between(1, held.size()));
        EXPECT_GE(held.size(), run.promise_at(run.record.covered("tail-", cut.at)).returned);
    }
}

INSTANTIATE_TEST_SUITE_P(OfEverySyncPolicy, BlockPowerTest,
                         ::testing::Values(SyncPolicy::none, SyncPolicy::group, SyncPolicy::each_append));

struct BlockLeftoverTest : ::testing::Test, test::BlockStoreRig {
    BlockLeftoverTest() { options.files = &files; }
    ~BlockLeftoverTest() override { history.reset(); }

    test::DiskRecord record{folder.path()};
    test::RecordingFiles files{record};
};

// What was not synced came back as a tail of a seq that is given again later.
TEST_F(BlockLeftoverTest, OfATailWithoutAWholeBurstTakesNothingWithIt) {
    open("e1");
    ASSERT_TRUE(append_many(5));
    history.reset();
    std::ofstream{folder.path() + "/" + tail_name(8)} << "torn";

    open("e2");
    ASSERT_TRUE(append_many(1));
    files.is_full = true;
    ASSERT_FALSE(append_many(1));
    files.is_full = false;
    ASSERT_TRUE(append_many(8)) << "the first block is full, and sealed";
    crash();
    open("e3");

    EXPECT_THAT(paged_seqs(), ::testing::SizeIs(14));
    EXPECT_EQ(history->extent().last, 15U);
}

}  // namespace
}  // namespace logbeam::store
