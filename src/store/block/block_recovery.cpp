#include "store/block/block_history.hpp"
#include "store/block/segment_format.hpp"
#include "store/block/tail_record.hpp"

#include <algorithm>
#include <utility>

// How a BlockHistory takes up what it finds.
namespace logbeam::store {
namespace {

// A segment goes as a whole: of what is kept, one is a small part.
constexpr std::uint64_t segments_kept = 8;
constexpr std::uint64_t least_segment_bytes = 8 << 20;

constexpr std::string_view topic_key = R"("topic":")";

// The canonical text says it; no quote stands in a topic, and none without a backslash in an id.
std::string_view topic_in(std::string_view text) noexcept {
    const std::size_t key = text.find(topic_key);
    if (key == std::string_view::npos) return {};
    const std::size_t at = key + topic_key.size();
    return text.substr(at, text.find('"', at) - at);
}

}  // namespace

Result<std::unique_ptr<BlockHistory>> BlockHistory::open(BlockOptions options, const Clock& clock,
                                                         const std::string& fresh_epoch) {
    std::unique_ptr<BlockHistory> history{new BlockHistory{std::move(options), clock}};
    if (auto recovered = history->recover(fresh_epoch); !recovered) return recovered.error();
    return history;
}

Result<void> BlockHistory::recover(const std::string& fresh_epoch) {
    if (!options_.read_only) {
        auto lock = FolderLock::take(options_.directory);
        if (!lock) return lock.error();
        lock_.emplace(std::move(*lock));
    }
    auto found = find_store(options_.directory, *names_);
    if (!found) return found.error();
    segments_ = std::move(found->segments);
    retained_ = std::move(found->retained);
    publishers_ = std::move(found->publishers);
    holes_ = std::move(found->holes);
    through_ = found->through;
    recover_tails(*found);
    for (const std::string& line : found->notices)
        notice(line);
    return take_over(*found, fresh_epoch);
}

void BlockHistory::recover_tails(FoundStore& found) {
    for (FoundTail& tail : found.tails)
        recover_tail(tail, &tail == &found.tails.back());
}

void BlockHistory::recover_tail(FoundTail& tail, bool is_last) {
    const std::uint64_t sealed_through = segments_.last_seq();
    tail.whole_bytes = read_records(tail.content, [&](const TailRecord& record) {
        for (const history::Row& row : record.events) {
            const std::string_view text = record.texts.substr(row.at, row.bytes);
            const std::string_view topic = topic_in(text);
            if (row.seq <= sealed_through || topic.empty()) continue;
            HeldEvent event{row, {}};
            event.row.topic = names_->keep(topic);
            event.parts = history::parts_of(text, topic);
            hold(event, text);
        }
        BlockNotes& notes = recent_.notes();
        for (const history::PublisherMark& mark : record.marks) {
            notes.marks.push_back(mark);
            publishers_[mark.publisher] = std::max(publishers_[mark.publisher], mark.through);
        }
        for (const history::Hole& hole : record.holes) {
            const bool is_known = std::any_of(holes_.begin(), holes_.end(),
                                              [&](const history::Hole& each) { return each.first == hole.first; });
            if (is_known) continue;
            notes.holes.push_back(hole);
            holes_.push_back(hole);
        }
        through_ = std::max(through_, record.through);
        notes.through = through_;
    });
    if (tail.whole_bytes != 0) tail_.adopt(tail.path, tail.whole_bytes, recent_.last_number());
    const std::size_t torn = tail.content.size() - tail.whole_bytes;
    if (torn != 0) {
        notice("'" + tail.path + "' ends in the middle of a burst (" + std::to_string(torn) + " bytes)" +
               (is_last ? "; it was not acknowledged, all before it is held" : "; all before it is held"));
    }
    tail.content = {};
}

// From here on the folder is written to.
Result<void> BlockHistory::take_over(const FoundStore& found, const std::string& fresh_epoch) {
    const EpochFile::Left left = epoch_file_.read();
    const bool is_of_log = !options_.log_epoch.empty();
    const bool is_kept = is_of_log || (!left.epoch.empty() && found.is_complete);
    epoch_ = is_kept ? left.epoch : fresh_epoch;
    if (is_of_log) epoch_ = options_.log_epoch;
    if (!is_of_log) through_ = std::max(through_, left.through);
    if (options_.read_only) return {};
    if (auto begun = epoch_file_.begin(epoch_, through_); !begun) return begun;
    for (const FoundTail& tail : found.tails) {
        // Its name may be given again: nothing of it is left.
        if (tail.whole_bytes == 0) static_cast<void>(files_.remove(tail.path).ok());
        if (tail.whole_bytes == 0) continue;
        if (auto file = files_.open_to_append(tail.path); file) (*file)->cut(tail.whole_bytes);
    }
    for (const std::string& path : found.retired) {
        for (const char* const companion : segment_files)
            static_cast<void>(files_.remove(path + companion).ok());
    }
    if (through_ > 0) {
        notice("'" + options_.directory + "' holds " + std::to_string(extent().events) + " events up to seq " +
               std::to_string(through_) + (is_kept ? ", epoch kept" : ", new epoch"));
    }
    start_sealer();
    free_bytes_ = files_.free_bytes(options_.directory);
    enforce_limits();
    return {};
}

void BlockHistory::start_sealer() {
    SealerSetup setup;
    setup.directory = options_.directory;
    setup.files = &files_;
    setup.segment_events = options_.segment_events;
    setup.segment_bytes = std::max(options_.keep_bytes / segments_kept, least_segment_bytes);
    setup.sync_interval = options_.sync_interval;
    setup.names = names_;
    if (!segments_.all().empty() && !segments_.all().back().is_sealed) setup.open_segment = segments_.all().back().file;
    if (!retained_.all().empty() && !retained_.all().back().is_sealed)
        setup.open_retained = retained_.all().back().file;
    sealer_ = std::make_unique<Sealer>(std::move(setup));
    for (const RecentBlocks::Full& block : recent_.full())
        sealer_->submit(block);
}

}  // namespace logbeam::store
