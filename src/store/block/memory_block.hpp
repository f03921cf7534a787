#pragma once

#include "store/block/block_summary.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::store {

// One event in memory.
struct HeldEvent {
    history::Row row;
    history::TextParts parts;
};

// Events before they are sealed: texts, each with a line end behind it, and rows. Room is taken once and nothing moves,
// so that other threads read what a MemoryView shows them while the owner adds more behind it. Confined to the ingest
// thread until it is closed, Immutable from then on.
class MemoryBlock final {
public:
    MemoryBlock(std::uint64_t number, std::size_t events, std::size_t bytes);

    [[nodiscard]] bool has_room(std::size_t bytes) const noexcept;
    void add(HeldEvent event, std::string_view text);  // there is room; `at` and `bytes` of the row are set here

    [[nodiscard]] std::uint64_t number() const noexcept { return number_; }  // rises from block to block
    [[nodiscard]] bool empty() const noexcept { return summary_.info.events == 0; }
    [[nodiscard]] const BlockSummary& summary() const noexcept { return summary_; }
    [[nodiscard]] BlockNotes& notes() noexcept { return notes_; }
    [[nodiscard]] const BlockNotes& notes() const noexcept { return notes_; }
    [[nodiscard]] const std::vector<HeldEvent>& events() const noexcept { return events_; }
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::string_view text_of(const history::Row& row) const noexcept {
        return text().substr(row.at, row.bytes);
    }

private:
    std::uint64_t number_;
    std::vector<HeldEvent> events_;
    std::string text_;
    BlockSummary summary_;
    BlockNotes notes_;
};

// A block as it was at one moment. Immutable.
struct MemoryView {
    std::shared_ptr<const MemoryBlock> block;  // keeps in memory what the pointers show
    BlockSummary summary;
    const HeldEvent* events = nullptr;  // as many as the summary says
    std::string_view text;
};

[[nodiscard]] MemoryView view_of(const std::shared_ptr<const MemoryBlock>& block);

}  // namespace logbeam::store
