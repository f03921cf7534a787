#pragma once

#include "store/block/filter.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// The filters of a group of blocks, transposed: for each bit of a filter a row of one bit per block. To look for one word
// in all blocks of a group then takes three rows of 32 bytes instead of all filters.
namespace logbeam::store {

inline constexpr std::size_t group_blocks = 256;

// One bit per block of a group.
using BlockMask = std::array<std::uint64_t, group_blocks / 64>;

enum class FilterKind : std::uint8_t { words, pieces };

inline constexpr std::size_t rows_per_slice = 124;  // a slice fills a page of 4 KiB
inline constexpr std::size_t slice_bytes = rows_per_slice * sizeof(BlockMask);

[[nodiscard]] constexpr std::size_t slices_of(FilterKind kind) noexcept {
    return ((kind == FilterKind::words ? word_bits : piece_bits) + rows_per_slice - 1) / rows_per_slice;
}

// Where a row lies: the slice's key in the segment, and its bytes therein.
struct RowPlace {
    std::int64_t slice = 0;
    std::size_t at = 0;
};
[[nodiscard]] constexpr RowPlace place_of(FilterKind kind, std::size_t group, std::size_t bit) noexcept {
    const auto key = static_cast<std::uint64_t>(kind) << 40U | static_cast<std::uint64_t>(group) << 20U |
                     static_cast<std::uint64_t>(bit / rows_per_slice);
    return {static_cast<std::int64_t>(key), bit % rows_per_slice * sizeof(BlockMask)};
}

using SharedFilters = std::vector<std::shared_ptr<const BlockFilter>>;

// All slices of a kind, one after the other; of at most `group_blocks` filters, in the order of the blocks.
[[nodiscard]] std::string transpose(const SharedFilters& filters, FilterKind kind);

// A row of filters that are not transposed.
[[nodiscard]] BlockMask row_of(const SharedFilters& filters, FilterKind kind, std::size_t bit) noexcept;

}  // namespace logbeam::store
