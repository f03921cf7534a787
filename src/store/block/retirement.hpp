#pragma once

#include "query/program.hpp"
#include "store/block/prepared_block.hpp"
#include "store/block/segment_view.hpp"
#include "store/block/segment_writer.hpp"
#include "store/block/topic_names.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::store {

// A segment that goes; what matches one of the programs stays.
struct RetireOrder {
    SegmentView segment;
    std::vector<std::shared_ptr<const query::Program>> retain;
};

// What stayed of it: blocks of the segment of retained events that is open.
struct SegmentRetired {
    std::uint64_t first_seq = 0;
    std::shared_ptr<SegmentFile> file;  // empty: nothing stayed
    std::vector<std::shared_ptr<const SealedBlock>> blocks;
    SharedFilters filters;  // of these blocks
    std::uint64_t bytes = 0;
    Timestamp arrived{};
};

// Copies out of segments that go. Each one is copied as a whole or not at all. Confined to the sealer.
class Retirement final {
public:
    Retirement(std::string directory, std::shared_ptr<TopicNames> names, std::shared_ptr<SegmentFile> open)
        : directory_{std::move(directory)}, names_{std::move(names)}, file_{std::move(open)} {}

    [[nodiscard]] Result<SegmentRetired> carry_out(const RetireOrder& order, BlockPress& press);

    // The file is deleted: the next events go into a new one.
    void forget_file() noexcept {
        file_.reset();
        writer_.reset();
    }

    static constexpr std::string_view kind = "retained";

private:
    using Blocks = std::vector<std::shared_ptr<const MemoryBlock>>;
    [[nodiscard]] static Blocks matching(const RetireOrder& order);
    Result<void> open(std::uint64_t first_seq);
    Result<void> write(const Blocks& blocks, const BlockNotes& notes, BlockPress& press, SegmentRetired& retired);

    std::string directory_;
    std::shared_ptr<TopicNames> names_;
    std::shared_ptr<SegmentFile> file_;
    std::unique_ptr<SegmentWriter> writer_;
};

}  // namespace logbeam::store
