#include "store/block/retirement.hpp"

#include "store/block/candidates.hpp"
#include "store/block/segment_format.hpp"

#include <algorithm>
#include <filesystem>

namespace logbeam::store {
namespace {

constexpr std::size_t block_events = 1024;
constexpr std::size_t block_bytes = 1 << 20;

query::Need need_of(const std::vector<std::shared_ptr<const query::Program>>& programs) {
    query::Need need;
    need.kind = query::Need::Kind::any_of;
    for (const auto& program : programs)
        need.parts.push_back(program->need());
    return need;
}

// Fills block after block.
class BlockFiller {
public:
    void add(const history::Row& row, std::string_view text) {
        if (!last_ || !last_->has_room(text.size())) {
            last_ = std::make_shared<MemoryBlock>(0, block_events, std::max(block_bytes, text.size() + 2));
            blocks_.push_back(last_);
        }
        last_->add({row, history::parts_of(text, row.topic)}, text);
    }
    [[nodiscard]] std::vector<std::shared_ptr<const MemoryBlock>> take() { return {blocks_.begin(), blocks_.end()}; }

private:
    std::vector<std::shared_ptr<MemoryBlock>> blocks_;
    std::shared_ptr<MemoryBlock> last_;
};

}  // namespace

// A block that cannot be read is passed over: it is lost in either case.
Retirement::Blocks Retirement::matching(const RetireOrder& order) {
    const query::Need need = need_of(order.retain);
    std::vector<std::uint8_t> candidates(order.segment.blocks);
    find_candidates(need, order.segment, 0, candidates.size(), candidates.data());
    BlockFiller filler;
    history::BlockContent content;
    for (std::size_t index = 0; index < candidates.size(); ++index) {
        if (candidates[index] == 0) continue;
        const SealedBlock& block = order.segment.block(index);
        if (!order.segment.file->read_rows(block, content) || !order.segment.file->read_text(block, content)) continue;
        for (const history::Row& row : content.rows) {
            const std::string_view text = content.text_of(row);
            const query::Subject subject = history::subject_of(row, text);
            const bool stays = std::any_of(order.retain.begin(), order.retain.end(),
                                           [&](const auto& program) { return program->matches(subject); });
            if (stays) filler.add(row, text);
        }
    }
    return filler.take();
}

Result<SegmentRetired> Retirement::carry_out(const RetireOrder& order, BlockPress& press) {
    SegmentRetired retired;
    retired.first_seq = order.segment.first_seq();
    const Blocks blocks = matching(order);
    if (blocks.empty()) return retired;
    BlockNotes notes;
    notes.through = order.segment.block(order.segment.blocks - 1).summary.info.last_seq;
    notes.arrived = order.segment.arrived;
    auto written = open(retired.first_seq);
    if (written) written = write(blocks, notes, press, retired);
    if (!written) {
        writer_.reset();
        return written.error();
    }
    retired.file = file_;
    retired.arrived = notes.arrived;
    std::error_code ignored;
    retired.bytes = std::filesystem::file_size(file_->path(), ignored);
    if (writer_->blocks() >= group_blocks) forget_file();  // whole files go, one after the other
    return retired;
}

Result<void> Retirement::open(std::uint64_t first_seq) {
    if (writer_) return {};
    const std::string path = file_ ? file_->path() : directory_ + "/" + segment_name(kind, first_seq);
    auto writer = SegmentWriter::open(path, file_ ? file_->first_seq() : first_seq, *names_);
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    if (file_) return {};
    auto file = SegmentFile::open(path, first_seq, DatabaseAccess::read_only);
    if (!file) return file.error();
    file_ = std::move(*file);
    return {};
}

Result<void> Retirement::write(const Blocks& blocks, const BlockNotes& notes, BlockPress& press,
                               SegmentRetired& retired) {
    if (auto begun = writer_->begin(); !begun) return begun;
    for (const auto& block : blocks) {
        const PreparedBlock prepared = press.prepare(block);
        auto sealed = writer_->put(prepared);
        if (!sealed) return sealed.error();
        retired.blocks.push_back(*sealed);
        retired.filters.push_back(prepared.filter);
    }
    if (auto noted = writer_->put_notes(notes); !noted) return noted;
    return writer_->commit();
}

}  // namespace logbeam::store
