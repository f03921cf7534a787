#include "store/memory_state.hpp"

namespace logbeam::store {

using history::Position;

Result<void> MemoryState::save(const Position& position) {
    positions_[{position.owner, position.name}] = position;
    return {};
}

Result<std::optional<Position>> MemoryState::load(std::string_view owner, std::string_view name) const {
    const auto found = positions_.find({std::string{owner}, std::string{name}});
    return found == positions_.end() ? std::optional<Position>{} : found->second;
}

Result<void> MemoryState::remove(std::string_view owner, std::string_view name) {
    positions_.erase({std::string{owner}, std::string{name}});
    return {};
}

Result<std::vector<Position>> MemoryState::list() const {
    std::vector<Position> all;
    for (const auto& [key, position] : positions_)
        all.push_back(position);
    return all;
}

}  // namespace logbeam::store
