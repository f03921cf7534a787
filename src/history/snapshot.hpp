#pragma once

#include "history/burst.hpp"
#include "query/need.hpp"
#include "query/subject.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::history {

// Events that stand together. Between the blocks of a snapshot lies nothing else that is held; seq rises from block to
// block, times need not.
struct BlockInfo {
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
    std::uint32_t events = 0;
    Timestamp first_time{};  // the least
    Timestamp last_time{};   // the greatest
};

// One event of a block, without its text.
struct Row {
    std::uint64_t seq = 0;
    Timestamp time{};
    std::uint32_t at = 0;  // in the block's text
    std::uint32_t bytes = 0;
    std::string_view topic;  // lives as long as the snapshot
    std::optional<Level> level;
};

// What was read of one block; made once and used for many, so that its memory is.
struct BlockContent {
    std::vector<Row> rows;  // by seq
    std::string_view text;  // canonical texts; in `buffer`, or held by the snapshot
    std::string buffer;

    [[nodiscard]] std::string_view text_of(const Row& row) const noexcept { return text.substr(row.at, row.bytes); }
};

// Seqs that were given and delivered, but are not held though their neighbours are, and why: `unstored` or `damaged`.
struct Hole {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::string reason;
};

// How often something happened in one minute, whatever else is asked.
struct RollupRow {
    std::int64_t minute = 0;  // since 1970
    std::string_view topic;   // lives as long as the snapshot
    std::optional<Level> level;
    std::uint64_t events = 0;
};

// What a history held at one moment, readable while it goes on, and forgets. Thread-safe.
class Snapshot {
public:
    virtual ~Snapshot() = default;

    [[nodiscard]] virtual std::size_t blocks() const noexcept = 0;
    [[nodiscard]] virtual BlockInfo block(std::size_t index) const noexcept = 0;

    // Of the blocks from `begin` to `end` (not included), those in which something may have what is needed; one byte
    // for each, 0 or 1. A filter that cannot be read lets its blocks through.
    [[nodiscard]] virtual std::vector<std::uint8_t> candidates(const query::Need& need, std::size_t begin,
                                                               std::size_t end) const = 0;

    // First the rows, which is cheap; then, where one of them is wanted, the text of the same block. A block that cannot be
    // read is an error that names it; others are not concerned.
    [[nodiscard]] virtual Result<void> read_rows(std::size_t index, BlockContent& into) const = 0;
    [[nodiscard]] virtual Result<void> read_text(std::size_t index, BlockContent& into) const = 0;

    // Sums by minute, topic and level of the blocks from `begin` to `end`; nothing where there are none for exactly these.
    [[nodiscard]] virtual std::optional<std::vector<RollupRow>> rollup(std::size_t begin, std::size_t end) const = 0;

    [[nodiscard]] virtual const std::vector<Hole>& holes() const noexcept = 0;  // by seq
};

// Where the members of a canonical text stand.
[[nodiscard]] TextParts parts_of(std::string_view text, std::string_view topic) noexcept;

// The event as a query reads it.
[[nodiscard]] query::Subject subject_of(const Row& row, std::string_view text) noexcept;

}  // namespace logbeam::history
