#pragma once

#include "store/block/prepared_block.hpp"
#include "store/block/rollup_sums.hpp"
#include "store/block/segment_file.hpp"
#include "store/block/topic_names.hpp"
#include "store/sqlite.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace logbeam::store {

// Writes blocks into the segment that is open. After any failure it is of no more use: what was not committed is undone,
// and a new writer goes on from there. Unsynchronised.
class SegmentWriter final {
public:
    // Goes on with the file, or makes it.
    [[nodiscard]] static Result<std::unique_ptr<SegmentWriter>> open(const std::string& path, std::uint64_t first_seq,
                                                                     TopicNames& names);

    Result<void> begin();
    [[nodiscard]] Result<std::shared_ptr<const SealedBlock>> put(const PreparedBlock& prepared);
    Result<void> put_notes(const BlockNotes& notes);
    Result<void> commit();

    // No more blocks. Ends the file as one without companions, for which `reader` has to let go of it for a moment. Returns
    // whether the filters of the last blocks are transposed.
    static Result<bool> seal(std::unique_ptr<SegmentWriter> writer, SegmentFile& reader);

    void rest() noexcept;  // nothing comes for now: all is in the file itself

    [[nodiscard]] std::size_t blocks() const noexcept { return next_id_; }
    [[nodiscard]] std::uint64_t events() const noexcept { return events_; }
    [[nodiscard]] bool is_sealed() const noexcept { return is_sealed_; }  // it only waits for `seal` to succeed
    [[nodiscard]] std::uint64_t first_seq() const noexcept { return first_seq_; }
    [[nodiscard]] const std::string& path() const noexcept { return database_.path(); }

private:
    struct Statements {
        Statement block;
        Statement chunk;
        Statement filter;
        Statement slice;
        Statement topic;
        Statement rollup;
        Statement publisher;
        Statement hole;
        Statement fact;
    };
    SegmentWriter(Database database, Statements statements, std::uint64_t first_seq);

    [[nodiscard]] static Result<Statements> prepare(Database& database);
    Result<void> restore(TopicNames& names);  // what the group that is open needs
    [[nodiscard]] Result<std::string> topic_ids(const std::vector<std::string_view>& topics);
    Result<void> write_block(const SealedBlock& block, const std::string& topics);
    Result<void> put_fact(std::string_view name, std::int64_t value);
    Result<void> close_group();
    Result<void> end_blocks();
    Result<void> write_slices(std::size_t group, FilterKind kind);
    Result<void> write_rollup(std::size_t group);

    Database database_;
    Statements statements_;
    std::optional<Transaction> transaction_;
    std::uint64_t first_seq_;
    std::size_t next_id_ = 0;
    std::uint64_t events_ = 0;
    bool is_sealed_ = false;      // but not brought to its end
    bool is_transposed_ = false;  // its last group, where it is sealed
    std::unordered_map<std::string_view, std::uint64_t> topics_;
    std::uint64_t next_topic_ = 0;
    SharedFilters group_filters_;
    RollupSums group_sums_;
};

}  // namespace logbeam::store
