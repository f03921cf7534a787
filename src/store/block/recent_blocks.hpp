#pragma once

#include "store/block/memory_block.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace logbeam::store {

// The newest events: the block that is being filled, and full ones that are not in a segment yet. Confined to the ingest
// thread.
class RecentBlocks final {
public:
    RecentBlocks(std::size_t block_events, std::size_t block_bytes)
        : block_events_{block_events}, block_bytes_{block_bytes} {}

    // Returns the block that became full by this, if one did.
    using Full = std::shared_ptr<const MemoryBlock>;
    [[nodiscard]] Full make_room(std::size_t bytes);  // before an event of so many bytes
    [[nodiscard]] Full add(const HeldEvent& event, std::string_view text, Timestamp arrived);  // there is room
    [[nodiscard]] Full close();  // as it is; nothing when it is empty

    [[nodiscard]] BlockNotes& notes();  // of the block that is being filled
    void forget(std::uint64_t sealed_block);

    [[nodiscard]] std::uint64_t last_number() const noexcept { return next_number_ - 1; }
    [[nodiscard]] std::size_t pending() const noexcept { return full_.size(); }
    [[nodiscard]] const std::deque<Full>& full() const noexcept { return full_; }
    [[nodiscard]] std::uint64_t events() const noexcept;
    [[nodiscard]] std::optional<std::uint64_t> first_seq() const noexcept;
    [[nodiscard]] std::vector<MemoryView> views() const;
    [[nodiscard]] bool has_open_events() const noexcept { return open_ && !open_->empty(); }

private:
    std::size_t block_events_;
    std::size_t block_bytes_;
    std::deque<Full> full_;
    std::shared_ptr<MemoryBlock> open_;
    std::uint64_t next_number_ = 1;
};

}  // namespace logbeam::store
