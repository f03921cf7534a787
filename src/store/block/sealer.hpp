#pragma once

#include "base/guarded.hpp"
#include "store/block/block_options.hpp"
#include "store/block/file_layer.hpp"
#include "store/block/retirement.hpp"
#include "store/block/segment_view.hpp"
#include "store/block/segment_writer.hpp"
#include "store/block/topic_names.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace logbeam::store {

// What the sealer has done; the ingest thread collects it.
struct BlockSealed {
    std::uint64_t number = 0;
    std::shared_ptr<SegmentFile> file;
    std::shared_ptr<const SealedBlock> block;
    std::shared_ptr<const BlockFilter> filter;
    std::uint64_t segment_bytes = 0;
    Timestamp arrived{};
};
struct SegmentSealed {
    std::shared_ptr<SegmentFile> file;
    std::uint64_t bytes = 0;
    bool is_transposed = false;  // its last group
};
struct SealerProblem {
    Error error;
};
using SealerNews = std::variant<BlockSealed, SegmentSealed, SegmentRetired, SealerProblem>;

struct SealerSetup {
    std::string directory;
    FileLayer* files = nullptr;                // outlives the sealer
    std::uint64_t segment_events = 0;          // a segment ends with the first of the two
    std::uint64_t segment_bytes = UINT64_MAX;  // on disk
    std::chrono::milliseconds sync_interval{};
    std::shared_ptr<TopicNames> names;
    std::shared_ptr<SegmentFile> open_segment;  // goes on with it; may be empty
    std::shared_ptr<SegmentFile> open_retained;
};

// The writer thread of a store: indexes and compresses blocks, writes them into the open segment, brings tails onto the
// disk, and copies out of segments that go what is retained. After a failure it keeps what it has and tries again when it
// is asked to. Thread-safe; everything is called by the ingest thread.
class Sealer final {
public:
    explicit Sealer(SealerSetup setup);
    ~Sealer();  // finishes what it can
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;

    void submit(std::shared_ptr<const MemoryBlock> block);  // waits while it has too much to do, unless it is failing
    void retire(RetireOrder order);
    void forget_retained();                            // the open one is deleted; nothing is being retired
    void remove(std::string path);                     // a segment that nobody needs: that may take a while
    void end_segment();                                // after the blocks that were submitted
    void sync_soon(std::shared_ptr<AppendFile> file);  // within the interval
    void try_again();

    [[nodiscard]] bool is_failing() const;
    [[nodiscard]] bool is_stuck() const;  // it fails, and has too much to do
    [[nodiscard]] std::vector<SealerNews> collect();
    [[nodiscard]] std::uint64_t syncs() const;
    void settle();  // waits until nothing is left to do, or nothing can be done

private:
    struct State {
        std::deque<std::shared_ptr<const MemoryBlock>> blocks;
        std::deque<RetireOrder> retirements;
        std::vector<std::string> removals;
        std::vector<std::shared_ptr<AppendFile>> unsynced;
        std::chrono::steady_clock::time_point sync_at{};
        std::vector<SealerNews> news;
        std::uint64_t syncs = 0;
        bool ends_segment = false;
        bool forgets_retained = false;
        bool is_failing = false;
        bool may_try = false;
        bool is_stopping = false;
        bool is_busy = false;

        [[nodiscard]] bool can_work() const noexcept {
            return (!blocks.empty() || !retirements.empty() || ends_segment) && (!is_failing || may_try);
        }
    };
    struct Work {
        std::vector<std::shared_ptr<const MemoryBlock>> blocks;  // they stay in the queue until they are written
        std::optional<RetireOrder> retirement;
        std::vector<std::string> removals;
        std::vector<std::shared_ptr<AppendFile>> unsynced;
        bool ends_segment = false;
        bool forgets_retained = false;
        bool is_last = false;
    };

    void run();
    [[nodiscard]] Work next();
    [[nodiscard]] static std::vector<std::shared_ptr<AppendFile>> due(State& state, bool is_stopping);
    void sync(const std::vector<std::shared_ptr<AppendFile>>& files);
    void remove_segments(const std::vector<std::string>& paths);
    [[nodiscard]] Result<std::vector<SealerNews>> work(const Work& work);
    Result<void> write(const std::vector<std::shared_ptr<const MemoryBlock>>& blocks, std::vector<SealerNews>& news);
    [[nodiscard]] Result<std::vector<BlockSealed>> put_prepared();
    [[nodiscard]] bool is_full() const;  // the segment that is open
    Result<void> seal_segment(std::vector<SealerNews>& news);
    Result<void> open_segment(std::uint64_t first_seq);
    void finish(const Work& work, Result<std::vector<SealerNews>> done);

    SealerSetup setup_;
    Guarded<State> state_;
    std::condition_variable changed_;  // of the state, for either side

    // Of the thread alone.
    BlockPress press_;
    std::vector<PreparedBlock> prepared_;  // not written yet
    std::shared_ptr<SegmentFile> file_;
    std::unique_ptr<SegmentWriter> writer_;
    Retirement retirement_;

    std::thread thread_;
};

}  // namespace logbeam::store
