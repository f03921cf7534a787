#pragma once

#include "base/guarded.hpp"
#include "store/block/block_summary.hpp"
#include "store/block/filter_rows.hpp"
#include "store/block/topic_names.hpp"
#include "store/sqlite.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::store {

// A block that is in a segment. Immutable.
struct SealedBlock {
    std::int64_t id = 0;
    BlockSummary summary;
    std::uint64_t text_bytes = 0;
    bool is_damaged = false;  // nothing is known but what seqs it may have
};

// What a segment holds, but for the content of its blocks.
struct SegmentFacts {
    std::vector<std::shared_ptr<const SealedBlock>> blocks;
    std::size_t first_plain = 0;  // from this block on filters are not transposed
    std::vector<history::PublisherMark> marks;
    std::vector<history::Hole> holes;
    std::uint64_t through = 0;
    Timestamp arrived{};  // the newest event
    bool is_sealed = false;
    std::size_t damaged_notes = 0;  // marks, holes and numbers that are left out
};

// Reads from a segment, which may be deleted or still grow meanwhile. Thread-safe: one connection, used by one thread at a
// time; what was read is decompressed outside.
class SegmentFile final {
public:
    [[nodiscard]] static Result<std::shared_ptr<SegmentFile>> open(const std::string& path, std::uint64_t first_seq,
                                                                   DatabaseAccess access);
    ~SegmentFile();
    SegmentFile(const SegmentFile&) = delete;
    SegmentFile& operator=(const SegmentFile&) = delete;

    [[nodiscard]] Result<SegmentFacts> load(TopicNames& names) const;

    // As history::Snapshot has them.
    [[nodiscard]] Result<void> read_rows(const SealedBlock& block, history::BlockContent& into) const;
    [[nodiscard]] Result<void> read_text(const SealedBlock& block, history::BlockContent& into) const;

    // Nothing: it cannot be read.
    [[nodiscard]] std::optional<BlockMask> read_row(FilterKind kind, std::size_t group, std::size_t bit) const;

    // Of the first `count` blocks of a group. In the place of a damaged one stands one that lets everything through.
    [[nodiscard]] Result<SharedFilters> read_filters(std::size_t group, std::size_t count) const;

    // Fails where it is damaged, or does not count as many events as there are.
    [[nodiscard]] Result<std::vector<history::RollupRow>> read_rollup(std::size_t group, std::uint64_t events,
                                                                      TopicNames& names) const;

    // Blocks that turned out to be damaged when they were read.
    [[nodiscard]] std::set<std::int64_t> damaged_blocks() const;

    // Filters, slices, rollups and notes that did: it does without them.
    [[nodiscard]] std::size_t damaged_parts() const;

    // Nobody reads while `act` runs, and no connection is open; from then on the file is frozen where it succeeded.
    Result<void> freeze(const std::function<Result<void>()>& act);
    Result<void> copy_to(const std::string& path) const;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::uint64_t first_seq() const noexcept { return first_seq_; }

private:
    struct Connection;
    enum class Column : std::uint8_t { columns, body };
    enum class Part : std::uint8_t { filter, slice, rollup, note };
    using Opened = std::unique_ptr<Connection>;  // empty when it could not be opened again

    SegmentFile(std::string path, std::uint64_t first_seq, Opened connection);

    [[nodiscard]] static Result<Opened> connect(const std::string& path, DatabaseAccess access);
    [[nodiscard]] Result<std::string> read_frame(const SealedBlock& block, Column column) const;
    [[nodiscard]] Error damaged(const SealedBlock& block) const;
    void note_damage(Part part, std::int64_t id) const;

    const std::string path_;
    const std::uint64_t first_seq_;
    mutable Guarded<Opened> connection_;  // before the others, where two are held
    mutable Guarded<std::set<std::int64_t>> damaged_;
    mutable Guarded<std::set<std::pair<Part, std::int64_t>>> damaged_parts_;
};

}  // namespace logbeam::store
