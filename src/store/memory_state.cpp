#include "store/memory_state.hpp"

namespace logbeam::store {

using history::Position;
using history::Record;
using history::RecordChange;
using history::SavedView;

Result<void> MemoryState::save_position(const Position& position) {
    positions_[{position.owner, position.name}] = position;
    return {};
}

Result<std::optional<Position>> MemoryState::position(std::string_view owner, std::string_view name) const {
    const auto found = positions_.find({std::string{owner}, std::string{name}});
    return found == positions_.end() ? std::optional<Position>{} : found->second;
}

Result<void> MemoryState::remove_position(std::string_view owner, std::string_view name) {
    positions_.erase({std::string{owner}, std::string{name}});
    return {};
}

Result<std::vector<Position>> MemoryState::positions() const {
    std::vector<Position> all;
    for (const auto& [key, position] : positions_)
        all.push_back(position);
    return all;
}

Result<void> MemoryState::save_view(const SavedView& view) {
    views_.insert_or_assign(view.name, view);
    return {};
}

Result<bool> MemoryState::remove_view(std::string_view name) {
    const auto found = views_.find(name);
    if (found == views_.end()) return false;
    views_.erase(found);
    return true;
}

Result<std::vector<SavedView>> MemoryState::views() const {
    std::vector<SavedView> all;
    for (const auto& [name, view] : views_)
        all.push_back(view);
    return all;
}

Result<std::size_t> MemoryState::count_views_but(std::string_view name) const {
    return views_.size() - views_.count(name);
}

Result<void> MemoryState::change_records(const std::vector<RecordChange>& changes) {
    for (const RecordChange& change : changes) {
        auto& records = records_[change.kind];
        if (change.text) {
            records.insert_or_assign(change.key, *change.text);
        } else {
            records.erase(change.key);
        }
    }
    return {};
}

Result<std::vector<Record>> MemoryState::records(std::string_view kind) const {
    std::vector<Record> all;
    const auto found = records_.find(kind);
    if (found == records_.end()) return all;
    for (const auto& [key, text] : found->second)
        all.push_back({key, text});
    return all;
}

}  // namespace logbeam::store
