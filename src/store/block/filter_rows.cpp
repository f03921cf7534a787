#include "store/block/filter_rows.hpp"

#include <cassert>
#include <cstring>

namespace logbeam::store {
namespace {

const std::uint64_t* bits_of(const BlockFilter& filter, FilterKind kind) noexcept {
    return kind == FilterKind::words ? filter.words.data() : filter.pieces.data();
}

// Calls `act(bit)` for each bit that is set.
template <class Act>
void for_each_bit(std::uint64_t word, std::size_t first, Act act) {
    for (; word != 0; word &= word - 1)
        act(first + static_cast<std::size_t>(__builtin_ctzll(word)));
}

}  // namespace

std::string transpose(const SharedFilters& filters, FilterKind kind) {
    assert(filters.size() <= group_blocks);
    const std::size_t words = (kind == FilterKind::words ? word_bits : piece_bits) / 64;
    std::vector<BlockMask> rows(slices_of(kind) * rows_per_slice);
    for (std::size_t word = 0; word < words; ++word) {
        for (std::size_t block = 0; block < filters.size(); ++block) {
            for_each_bit(bits_of(*filters[block], kind)[word], word * 64,
                         [&](std::size_t bit) { rows[bit][block / 64] |= std::uint64_t{1} << (block % 64); });
        }
    }
    std::string out(rows.size() * sizeof(BlockMask), '\0');
    std::memcpy(out.data(), rows.data(), out.size());
    return out;
}

BlockMask row_of(const SharedFilters& filters, FilterKind kind, std::size_t bit) noexcept {
    BlockMask row{};
    for (std::size_t block = 0; block < filters.size(); ++block) {
        if ((bits_of(*filters[block], kind)[bit / 64] >> (bit % 64) & 1U) != 0) {
            row[block / 64] |= std::uint64_t{1} << (block % 64);
        }
    }
    return row;
}

}  // namespace logbeam::store
