#include "store/block/memory_block.hpp"

#include <algorithm>
#include <cassert>

namespace logbeam::store {

MemoryBlock::MemoryBlock(std::uint64_t number, std::size_t events, std::size_t bytes) : number_{number} {
    events_.reserve(events);
    text_.reserve(bytes);
}

bool MemoryBlock::has_room(std::size_t bytes) const noexcept {
    return events_.size() < events_.capacity() && text_.size() + bytes < text_.capacity();
}

void MemoryBlock::add(HeldEvent event, std::string_view text) {
    assert(has_room(text.size()));
    event.row.at = static_cast<std::uint32_t>(text_.size());
    event.row.bytes = static_cast<std::uint32_t>(text.size());
    text_.append(text).push_back('\n');
    summary_.add(event.row);
    // Equal names lie at one place.
    const auto is_this = [&](std::string_view topic) { return topic.data() == event.row.topic.data(); };
    if (std::none_of(summary_.topics.begin(), summary_.topics.end(), is_this)) {
        summary_.topics.push_back(event.row.topic);
    }
    events_.push_back(event);
}

MemoryView view_of(const std::shared_ptr<const MemoryBlock>& block) {
    return {block, block->summary(), block->events().data(), block->text()};
}

}  // namespace logbeam::store
