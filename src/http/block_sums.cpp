#include "http/block_sums.hpp"

#include <cstdint>

namespace logbeam::http {
namespace {

enum class Place : std::uint8_t { outside, within, across };

Place place_of(const history::BlockInfo& block, Timestamp from, Timestamp to) noexcept {
    if (block.last_time < from || block.first_time > to) return Place::outside;
    return block.first_time >= from && block.last_time <= to ? Place::within : Place::across;
}

class Summing {
public:
    Summing(const history::Snapshot& snapshot, const std::function<void(const history::RollupRow&)>& take)
        : snapshot_{snapshot}, take_{take} {}

    // Sums may be there for a part of the blocks only: then each half is asked for on its own.
    void sum(BlockRun run) {
        if (const auto rows = snapshot_.rollup(run.begin, run.end)) {
            for (const auto& row : *rows)
                take_(row);
            sums_.summed += run.end - run.begin;
        } else if (run.end - run.begin == 1) {
            leave(run);
        } else {
            const std::size_t middle = run.begin + (run.end - run.begin) / 2;
            sum({run.begin, middle});
            sum({middle, run.end});
        }
    }

    void leave(BlockRun run) {
        if (!sums_.left.empty() && sums_.left.back().end == run.begin) {
            sums_.left.back().end = run.end;
        } else {
            sums_.left.push_back(run);
        }
    }

    [[nodiscard]] const BlockSums& sums() const noexcept { return sums_; }

private:
    const history::Snapshot& snapshot_;
    const std::function<void(const history::RollupRow&)>& take_;
    BlockSums sums_;
};

}  // namespace

BlockSums sum_blocks(const history::Snapshot& snapshot, Timestamp from, Timestamp to,
                     const std::function<void(const history::RollupRow&)>& take) {
    Summing summing{snapshot, take};
    const std::size_t blocks = snapshot.blocks();
    for (std::size_t at = 0; at < blocks;) {
        const Place place = place_of(snapshot.block(at), from, to);
        std::size_t end = at + 1;
        while (end < blocks && place_of(snapshot.block(end), from, to) == place)
            ++end;
        if (place == Place::within) summing.sum({at, end});
        if (place == Place::across) summing.leave({at, end});
        at = end;
    }
    return summing.sums();
}

}  // namespace logbeam::http
