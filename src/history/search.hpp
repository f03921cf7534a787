#pragma once

#include "history/snapshot.hpp"
#include "query/program.hpp"

#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace logbeam::history {

enum class Order : std::uint8_t { oldest_first, newest_first };

// What a search looks at. Both ends of the seqs are excluded, both ends of the times included.
struct SearchRange {
    std::uint64_t after = 0;
    std::uint64_t before = UINT64_MAX;
    Timestamp from = Timestamp::min();
    Timestamp to = Timestamp::max();
    std::function<bool(std::string_view topic)> wants = {};  // empty: all
};

struct SearchProgress {
    std::uint64_t blocks = 0;  // of the range
    std::uint64_t scanned = 0;
    std::uint64_t skipped = 0;  // nothing in them could match
    std::uint64_t damaged = 0;  // could not be read
    std::uint64_t events = 0;   // looked at
    std::uint64_t matched = 0;
    std::uint64_t reached = 0;  // the last seq that was dealt with
};

// What a search needs of an event: its row alone, which is cheap, or its text as well.
enum class Depth : std::uint8_t { rows, texts };

// The events of a snapshot that match, by seq, block for block: what takes long is done in steps. Unsynchronised.
class Search {
public:
    // `program` nullptr: every event.
    Search(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const query::Program> program, SearchRange range,
           Order order = Order::newest_first, Depth depth = Depth::texts);

    // Returns false to end the search. `text` is empty where only rows were asked for and no text was needed; both
    // views end with the call.
    using Take = std::function<bool(const Row& row, std::string_view text)>;

    // Deals with the next block that may hold something, or with 256 that do not. Returns false when nothing is left.
    bool step(const Take& take);

    [[nodiscard]] const SearchProgress& progress() const noexcept { return progress_; }
    [[nodiscard]] const Snapshot& snapshot() const noexcept { return *snapshot_; }

private:
    void find_candidates();
    [[nodiscard]] std::size_t position(std::size_t number) const noexcept;
    bool search(std::size_t block, const Take& take);
    [[nodiscard]] bool choose_rows();
    bool offer(const Row& row, const Take& take);

    const std::shared_ptr<const Snapshot> snapshot_;
    const std::shared_ptr<const query::Program> program_;
    const SearchRange range_;
    const Order order_;
    const bool needs_text_;
    const query::Need need_;

    const std::size_t first_;  // the blocks of the range: from first_ to end_, not included
    const std::size_t end_;
    std::size_t next_ = 0;             // how many of them were dealt with
    std::size_t candidates_from_ = 0;  // the number that the first of these is of
    std::vector<std::uint8_t> candidates_;
    BlockContent content_;
    std::vector<std::uint32_t> chosen_;  // rows of the block that may match
    SearchProgress progress_;
};

// Whether an event of which only the row is known may have what is needed.
[[nodiscard]] bool may_have(const query::Need& need, const Row& row);

}  // namespace logbeam::history
