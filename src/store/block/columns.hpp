#pragma once

#include "store/block/memory_block.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The rows of a block as they stand in a segment (before compression): all levels, all topics, all lengths, all seqs, all
// times; varints but for the levels, seqs and times as the difference to the event before.
namespace logbeam::store {

[[nodiscard]] std::string encode_columns(const MemoryBlock& block);

// Those of the block's summary; a topic stands as its place among them.
using BlockTopics = std::vector<std::string_view>;

// What the columns must agree with.
struct ColumnsShape {
    std::uint32_t events = 0;
    std::uint64_t first_seq = 0;
    std::uint64_t text_bytes = 0;
};

// Replaces `rows`. Returns false when the columns are damaged.
[[nodiscard]] bool decode_columns(std::string_view columns, const ColumnsShape& shape, const BlockTopics& topics,
                                  std::vector<history::Row>& rows);

// Columns of so many events are never larger.
[[nodiscard]] constexpr std::size_t largest_columns(std::size_t events) noexcept {
    return events * (1 + 5 + 5 + 10 + 10);
}

}  // namespace logbeam::store
