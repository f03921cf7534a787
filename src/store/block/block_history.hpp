#pragma once

#include "base/clock.hpp"
#include "history/event_history.hpp"
#include "store/block/block_options.hpp"
#include "store/block/block_pages.hpp"
#include "store/block/block_snapshot.hpp"
#include "store/block/file_layer.hpp"
#include "store/block/recent_blocks.hpp"
#include "store/block/recovery.hpp"
#include "store/block/sealer.hpp"
#include "store/block/segment_list.hpp"
#include "store/block/store_folder.hpp"
#include "store/block/tail_log.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::store {

// Events on disk. A burst is one record in the tail before it is acknowledged, and in memory; full blocks are indexed,
// compressed and written into a segment by a thread of its own, and then leave tail and memory. Confined to the ingest
// thread, its snapshots are thread-safe and outlive it.
//
// Where the disk cannot be written, append fails and the seqs become a hole that is remembered; it recovers by itself.
class BlockHistory final : public history::EventHistory {
public:
    // Opens the store in the folder, made when missing. The epoch is the last one, where nothing that was delivered in
    // it can be missing, else `fresh_epoch`. `clock` must outlive the history.
    [[nodiscard]] static Result<std::unique_ptr<BlockHistory>> open(BlockOptions options, const Clock& clock,
                                                                    const std::string& fresh_epoch);
    ~BlockHistory() override;

    Result<void> append(const history::Burst& burst) override;
    history::Page page(const history::PageRequest& request) const override;
    history::Extent extent() const override;
    std::shared_ptr<const history::Snapshot> snapshot() const override;
    std::vector<history::PublisherMark> publishers() const override;

    void tick() override;
    void settle();                                           // waits until all full blocks are sealed, or cannot be
    Result<void> snapshot_to(const std::string& directory);  // a copy for back-up
    [[nodiscard]] BlockStats stats() const;

private:
    BlockHistory(BlockOptions options, const Clock& clock);

    Result<void> recover(const std::string& fresh_epoch);
    void recover_tails(FoundStore& found);
    void recover_tail(FoundTail& tail, bool is_last);
    Result<void> take_over(const FoundStore& found, const std::string& fresh_epoch);
    void start_sealer();

    [[nodiscard]] std::vector<std::uint32_t> choose(const history::Burst& burst);
    Result<void> check_room();
    Result<void> write(const history::Burst& burst, const std::vector<std::uint32_t>& chosen);
    Error refuse(const history::Burst& burst, const Error& reason);
    void hold(const history::Burst& burst, const std::vector<std::uint32_t>& chosen);
    void hold(HeldEvent event, std::string_view text);
    void submit(const RecentBlocks::Full& full);
    void note_stored();

    void collect();
    void take(const BlockSealed& sealed);
    void take(const SegmentSealed& sealed);
    void take(const SegmentRetired& retired);
    void take(const SealerProblem& problem);
    void enforce_limits();
    void drop_oldest();
    void forget(const SegmentView& segment);
    void drop_old_retained();
    void tell_damage();
    void notice(const std::string& line) const;
    [[nodiscard]] Timestamp now() const noexcept;
    [[nodiscard]] std::string_view topic_of(const history::Burst& burst, const history::Entry& entry);
    [[nodiscard]] std::shared_ptr<const BlockSnapshot> current() const;
    [[nodiscard]] std::vector<history::Hole> all_holes() const;  // by seq

    const BlockOptions options_;
    const Clock& clock_;
    SystemFiles system_files_;
    FileLayer& files_;
    std::optional<FolderLock> lock_;
    EpochFile epoch_file_;
    std::string epoch_;
    const std::shared_ptr<TopicNames> names_ = std::make_shared<TopicNames>();
    std::map<std::string, std::uint64_t> publishers_;

    SegmentList segments_;
    SegmentList retained_;
    RecentBlocks recent_;
    TailLog tail_;
    std::uint64_t through_ = 0;
    std::vector<history::Hole> holes_;
    std::vector<history::Hole> unsaved_holes_;
    std::string record_;
    std::vector<std::string_view> topics_by_id_;  // as names_ keeps them

    const Timestamp opened_wall_;
    const std::chrono::steady_clock::time_point opened_at_;
    std::chrono::steady_clock::time_point checked_room_at_{};
    std::chrono::steady_clock::time_point open_block_since_{};
    std::uint64_t free_bytes_ = UINT64_MAX;
    bool is_retiring_ = false;
    bool ends_segment_ = false;
    BlockStats counts_;  // what is counted as it happens

    mutable std::shared_ptr<const BlockSnapshot> current_;
    mutable BlockPages pages_;
    std::unique_ptr<Sealer> sealer_;  // not where it is opened for reading
};

}  // namespace logbeam::store
