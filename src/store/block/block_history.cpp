#include "store/block/block_history.hpp"

#include "store/block/backup.hpp"
#include "store/block/tail_record.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {

using history::Burst;
using history::Entry;

BlockHistory::BlockHistory(BlockOptions options, const Clock& clock)
    : options_{std::move(options)},
      clock_{clock},
      files_{options_.files != nullptr ? *options_.files : system_files_},
      epoch_file_{files_, options_.directory, options_.boot_id, options_.sync},
      recent_{options_.block_events, options_.block_bytes},
      tail_{files_, options_.directory},
      opened_wall_{clock.wall_now()},
      opened_at_{clock.steady_now()},
      checked_room_at_{opened_at_ - std::chrono::hours{1}} {}

BlockHistory::~BlockHistory() {
    if (!sealer_) return;
    // Who only reads goes first: a journal is removed by the last connection, if that one writes.
    current_.reset();
    pages_ = {};
    segments_ = {};
    retained_ = {};
    sealer_.reset();
    const bool is_on_disk = tail_.sync_all().ok();
    if (is_on_disk) epoch_file_.end(through_);
}

Result<void> BlockHistory::append(const Burst& burst) {
    if (options_.read_only) {
        return Error{ErrorCode::store_unavailable, "'" + options_.directory + "' is open for reading only"};
    }
    collect();
    if (auto room = check_room(); !room) return refuse(burst, room.error());
    const std::vector<std::uint32_t> chosen = choose(burst);
    if (auto written = write(burst, chosen); !written) return refuse(burst, written.error());
    note_stored();
    hold(burst, chosen);
    return {};
}

// The places of the entries that are stored.
std::vector<std::uint32_t> BlockHistory::choose(const Burst& burst) {
    std::vector<std::uint32_t> chosen;
    chosen.reserve(burst.entries.size());
    for (std::uint32_t index = 0; index < burst.entries.size(); ++index) {
        if (!burst.entries[index].is_excluded) chosen.push_back(index);
    }
    counts_.excluded += burst.entries.size() - chosen.size();
    return chosen;
}

Result<void> BlockHistory::write(const Burst& burst, const std::vector<std::uint32_t>& chosen) {
    record_.clear();
    put_record(record_, burst, chosen, unsaved_holes_);
    if (auto written = tail_.append(record_, through_ + 1); !written) return written;
    if (options_.sync == SyncPolicy::group) sealer_->sync_soon(tail_.current());
    if (options_.sync != SyncPolicy::each_append) return {};
    ++counts_.syncs;
    auto synced = tail_.current()->sync();
    if (!synced) tail_.take_back(record_.size());
    return synced;
}

// None of the burst is remembered but that it is missing.
Error BlockHistory::refuse(const Burst& burst, const Error& reason) {
    counts_.last_error = reason.detail;
    if (burst.entries.empty()) return reason;
    if (unsaved_holes_.empty()) {
        epoch_file_.doubt();
        notice("events are not stored: " + reason.detail);
    }
    const std::uint64_t first = burst.entries.front().seq;
    const std::uint64_t last = burst.entries.back().seq;
    counts_.unstored += burst.entries.size();
    if (unsaved_holes_.empty()) {
        unsaved_holes_.push_back({first, last, "unstored"});
    } else {
        unsaved_holes_.back().last = last;
    }
    through_ = last;
    current_.reset();
    return Error{ErrorCode::store_unavailable, reason.detail};
}

// What was missing is known to the disk again.
void BlockHistory::note_stored() {
    if (unsaved_holes_.empty()) return;
    auto& noted = recent_.notes().holes;
    noted.insert(noted.end(), unsaved_holes_.begin(), unsaved_holes_.end());
    holes_.insert(holes_.end(), unsaved_holes_.begin(), unsaved_holes_.end());
    unsaved_holes_.clear();
    if (auto restored = epoch_file_.restore(through_); !restored) counts_.last_error = restored.error().detail;
    notice("events are stored again; " + std::to_string(counts_.unstored) + " were not since the start");
}

void BlockHistory::hold(const Burst& burst, const std::vector<std::uint32_t>& chosen) {
    for (const std::uint32_t index : chosen) {
        const Entry& entry = burst.entries[index];
        history::Row row;
        row.seq = entry.seq;
        row.time = entry.time;
        row.level = entry.level;
        row.topic = topic_of(burst, entry);
        hold({row, entry.parts}, burst.text_of(entry));
    }
    if (!burst.entries.empty()) through_ = burst.entries.back().seq;
    // With the block in which the burst ends: a mark must not reach the disk before the events that it covers.
    const bool ends_excluded = !burst.entries.empty() && burst.entries.back().is_excluded;
    if (!burst.marks.empty() || ends_excluded) {
        BlockNotes& notes = recent_.notes();
        notes.marks.insert(notes.marks.end(), burst.marks.begin(), burst.marks.end());
        notes.through = through_;
    }
    tail_.cover(recent_.last_number());
    current_.reset();
}

void BlockHistory::hold(HeldEvent event, std::string_view text) {
    submit(recent_.make_room(text.size()));
    if (!recent_.has_open_events()) open_block_since_ = clock_.steady_now();
    submit(recent_.add(event, text, now()));
}

void BlockHistory::submit(const RecentBlocks::Full& full) {
    if (!full) return;
    tail_.end_block();
    if (sealer_) sealer_->submit(full);
}

std::string_view BlockHistory::topic_of(const Burst& burst, const Entry& entry) {
    constexpr std::size_t most_ids = 1 << 16;
    const std::string_view topic = burst.topic_of(entry);
    if (entry.topic >= most_ids) return names_->keep(topic);
    if (entry.topic >= topics_by_id_.size()) topics_by_id_.resize(entry.topic + 1);
    std::string_view& kept = topics_by_id_[entry.topic];
    if (kept != topic) kept = names_->keep(topic);
    return kept;
}

history::Page BlockHistory::page(const history::PageRequest& request) const {
    return pages_.read(current(), request);
}

history::Extent BlockHistory::extent() const {
    history::Extent extent;
    extent.epoch = epoch_;
    extent.last = through_;
    extent.first = through_ + 1;
    if (const auto recent = recent_.first_seq()) extent.first = *recent;
    for (const SegmentView& segment : segments_.all()) {
        if (segment.blocks == 0) continue;
        extent.first = segment.block(0).summary.info.first_seq;
        break;
    }
    extent.events = segments_.events() + recent_.events();
    extent.bytes = segments_.bytes() + tail_.bytes();
    extent.trimmed = counts_.trimmed;
    extent.damaged_blocks = counts_.damaged_blocks;
    const auto holes = all_holes();
    for (const history::Hole& hole : holes)
        extent.last_hole = std::max(extent.last_hole, hole.last);
    return extent;
}

std::shared_ptr<const history::Snapshot> BlockHistory::snapshot() const {
    return current();
}

// The same one until something changes. Retained events come before all that is complete.
std::shared_ptr<const BlockSnapshot> BlockHistory::current() const {
    if (current_) return current_;
    SnapshotParts parts;
    parts.segments = retained_.all();
    parts.segments.insert(parts.segments.end(), segments_.all().begin(), segments_.all().end());
    parts.memory = recent_.views();
    parts.holes = all_holes();
    parts.names = names_;
    current_ = std::make_shared<const BlockSnapshot>(std::move(parts));
    return current_;
}

std::vector<history::Hole> BlockHistory::all_holes() const {
    std::vector<history::Hole> holes = segments_.damage();
    holes.insert(holes.end(), holes_.begin(), holes_.end());
    holes.insert(holes.end(), unsaved_holes_.begin(), unsaved_holes_.end());
    std::sort(holes.begin(), holes.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    return holes;
}

std::vector<history::PublisherMark> BlockHistory::publishers() const {
    std::vector<history::PublisherMark> marks;
    for (const auto& [publisher, through] : publishers_)
        marks.push_back({publisher, through});
    return marks;
}

Result<void> BlockHistory::snapshot_to(const std::string& directory) {
    return copy_store(options_.directory, directory);
}

BlockStats BlockHistory::stats() const {
    BlockStats stats = counts_;
    stats.segments = segments_.all().size();
    stats.blocks = segments_.blocks();
    stats.pending_blocks = recent_.pending();
    stats.events = segments_.events() + recent_.events();
    stats.bytes = segments_.bytes() + retained_.bytes() + tail_.bytes();
    stats.retained = retained_.events();
    stats.damaged_blocks = segments_.damaged_blocks() + retained_.damaged_blocks();
    stats.damaged_parts = segments_.damaged_parts() + retained_.damaged_parts();
    if (sealer_) stats.syncs += sealer_->syncs();
    return stats;
}

}  // namespace logbeam::store
