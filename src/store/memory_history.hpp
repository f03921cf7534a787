#pragma once

#include "history/event_history.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::store {

struct MemoryLimits {
    std::uint64_t events = 100'000;
    std::uint64_t bytes = 64 << 20;  // of text
};

// The newest events, in memory; its epoch ends with it. Texts lie in blocks; the oldest block goes as a whole once the
// rest is enough to reach a limit, so that up to a block more is held than asked for.
class MemoryHistory final : public history::EventHistory {
public:
    MemoryHistory(MemoryLimits limits, std::string epoch);
    ~MemoryHistory() override;

    Result<void> append(const history::Burst& burst) override;
    history::Page page(const history::PageRequest& request) const override;
    history::Extent extent() const override;
    std::shared_ptr<const history::Snapshot> snapshot() const override;
    std::vector<history::PublisherMark> publishers() const override { return {}; }

private:
    struct Block;
    class View;
    [[nodiscard]] Block& block_for(std::size_t bytes);
    void trim();
    [[nodiscard]] std::size_t block_of(std::uint64_t seq) const;

    const MemoryLimits limits_;
    const std::string epoch_;
    std::deque<std::shared_ptr<Block>> blocks_;
    std::uint64_t events_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t last_ = 0;
    std::uint64_t trimmed_ = 0;
};

}  // namespace logbeam::store
