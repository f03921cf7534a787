#include "store/block/candidates.hpp"

#include "event/topic_match.hpp"
#include "store/block/filter.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace logbeam::store {
namespace {

using query::Need;

bool is_empty(const BlockMask& mask) noexcept {
    return std::all_of(mask.begin(), mask.end(), [](std::uint64_t word) { return word == 0; });
}

void set(BlockMask& mask, std::size_t block) noexcept {
    mask[block / 64] |= std::uint64_t{1} << (block % 64);
}

bool is_set(const BlockMask& mask, std::size_t block) noexcept {
    return (mask[block / 64] >> (block % 64) & 1U) != 0;
}

// Whether only a string can be written like that: then its trigrams are there too.
bool is_string_value(std::string_view text) noexcept {
    if (text.empty() || text.front() == '-' || (text.front() >= '0' && text.front() <= '9')) return false;
    return text != "true" && text != "false" && text != "null";
}

// Looks through one group. What is needed least likely, or asked for most cheaply, comes first by the order of a Need.
class GroupTest {
public:
    GroupTest(const SegmentView& segment, std::size_t group) : segment_{segment}, group_{group} {
        const BlockGroup& blocks = *segment.groups[group];
        if (blocks.is_transposed) return;
        if (blocks.filters.size() == blocks.blocks.size()) {
            filters_ = &blocks.filters;
        } else if (auto read = segment.file->read_filters(group, blocks.blocks.size())) {
            read_ = std::move(*read);
            filters_ = &read_;
        }
    }

    // Of the blocks in `among`, those that may have it.
    [[nodiscard]] BlockMask test(const Need& need, BlockMask among) {
        if (is_empty(among)) return among;
        switch (need.kind) {
            case Need::Kind::anything: return among;
            case Need::Kind::nothing: return {};
            case Need::Kind::all_of: return test_all(need.parts, among);
            case Need::Kind::any_of: return test_any(need.parts, among);
            case Need::Kind::word: return test_pieces(need.text, test_word(hash_of(need.text), among));
            case Need::Kind::pair: return test_pair(need, among);
            case Need::Kind::piece: return test_pieces(need.text, among);
            case Need::Kind::levels:
            case Need::Kind::topic:
            case Need::Kind::time: return test_summaries(need, among);
        }
        return among;
    }

private:
    // Summaries are asked before filters are read.
    BlockMask test_all(const std::vector<Need>& parts, BlockMask among) {
        for (const Need& part : parts) {
            if (asks_summary(part)) among = test(part, among);
        }
        for (const Need& part : parts) {
            if (!asks_summary(part)) among = test(part, among);
        }
        return among;
    }
    BlockMask test_any(const std::vector<Need>& parts, const BlockMask& among) {
        BlockMask found{};
        for (const Need& part : parts) {
            const BlockMask these = test(part, among);
            for (std::size_t word = 0; word < found.size(); ++word)
                found[word] |= these[word];
        }
        return found;
    }
    BlockMask test_pair(const Need& need, const BlockMask& among) {
        const BlockMask found = test_word(pair_hash(hash_of(need.key), hash_of(need.text)), among);
        const bool is_data = need.key.empty() || need.key.front() != Need::envelope_mark;
        return is_data && is_string_value(need.text) ? test_pieces(need.text, found) : found;
    }
    BlockMask test_word(std::uint64_t hash, BlockMask among) {
        for (const std::uint16_t bit : bits_of(hash))
            among = test_bit(FilterKind::words, bit, among);
        return among;
    }
    BlockMask test_pieces(std::string_view text, BlockMask among) {
        for (std::size_t at = 0; at + 3 <= text.size(); ++at)
            among = test_bit(FilterKind::pieces, trigram_bit(trigram_at(text.data() + at)), among);
        return among;
    }
    BlockMask test_bit(FilterKind kind, std::size_t bit, BlockMask among) {
        if (is_empty(among)) return among;
        const std::optional<BlockMask> row = read_row(kind, bit);
        if (!row) return among;
        for (std::size_t word = 0; word < among.size(); ++word)
            among[word] &= (*row)[word];
        return among;
    }
    [[nodiscard]] std::optional<BlockMask> read_row(FilterKind kind, std::size_t bit) const {
        if (filters_ != nullptr) return row_of(*filters_, kind, bit);
        if (!segment_.groups[group_]->is_transposed) return std::nullopt;
        return segment_.file->read_row(kind, group_, bit);
    }
    [[nodiscard]] BlockMask test_summaries(const Need& need, const BlockMask& among) const {
        BlockMask found{};
        const auto& blocks = segment_.groups[group_]->blocks;
        for (std::size_t index = 0; index < blocks.size(); ++index) {
            if (is_set(among, index) && may_have(need, blocks[index]->summary)) set(found, index);
        }
        return found;
    }
    static bool asks_summary(const Need& need) noexcept {
        return need.kind == Need::Kind::levels || need.kind == Need::Kind::topic || need.kind == Need::Kind::time ||
               need.kind == Need::Kind::nothing;
    }

    const SegmentView& segment_;
    std::size_t group_;
    SharedFilters read_;
    const SharedFilters* filters_ = nullptr;
};

}  // namespace

bool may_have(const Need& need, const BlockSummary& block) {
    const auto has = [&block](const Need& part) { return may_have(part, block); };
    switch (need.kind) {
        case Need::Kind::nothing: return false;
        case Need::Kind::all_of: return std::all_of(need.parts.begin(), need.parts.end(), has);
        case Need::Kind::any_of: return std::any_of(need.parts.begin(), need.parts.end(), has);
        case Need::Kind::levels: return (need.levels & block.levels) != 0;
        case Need::Kind::topic:
            return std::any_of(block.topics.begin(), block.topics.end(),
                               [&](std::string_view topic) { return event::topic_matches(need.text, topic); });
        case Need::Kind::time: return block.info.last_time >= need.from && block.info.first_time <= need.to;
        case Need::Kind::anything:
        case Need::Kind::word:
        case Need::Kind::pair:
        case Need::Kind::piece: return true;
    }
    return true;
}

void find_candidates(const Need& need, const SegmentView& segment, std::size_t begin, std::size_t end,
                     std::uint8_t* out) {
    const auto damaged = segment.file->damaged_blocks();
    for (std::size_t first = begin; first < end;) {
        const std::size_t group = first / group_blocks;
        const std::size_t last = std::min(end, (group + 1) * group_blocks);
        BlockMask among{};
        for (std::size_t block = first; block < last; ++block) {
            if (!damaged.contains(static_cast<std::int64_t>(block))) set(among, block % group_blocks);
        }
        const BlockMask found = GroupTest{segment, group}.test(need, among);
        for (; first < last; ++first)
            out[first - begin] = is_set(found, first % group_blocks) ? 1 : 0;
    }
}

}  // namespace logbeam::store
