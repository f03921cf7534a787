#include "hub/named_positions.hpp"

namespace logbeam::hub {

const history::Position* NamedPositions::find(std::string_view owner, std::string_view name) const {
    const auto known = positions_.find(Key{owner, name});
    return known == positions_.end() ? nullptr : &known->second.position;
}

bool NamedPositions::set(history::Position position) {
    Key key{position.owner, position.name};
    auto known = positions_.find(key);
    if (known == positions_.end()) {
        if (positions_.size() >= limit_) return false;
        known = positions_.emplace(key, Kept{}).first;
    } else if (known->second.position.epoch == position.epoch && known->second.position.seq >= position.seq) {
        return true;
    }
    known->second.position = std::move(position);
    if (!std::exchange(known->second.is_changed, true)) changed_.push_back(std::move(key));
    return true;
}

void NamedPositions::restore(history::Position position) {
    Key key{position.owner, position.name};
    positions_.insert_or_assign(std::move(key), Kept{std::move(position), false});
}

std::vector<history::Position> NamedPositions::take_changes() {
    std::vector<history::Position> changes;
    for (const Key& key : std::exchange(changed_, {})) {
        Kept& kept = positions_.find(key)->second;
        kept.is_changed = false;
        changes.push_back(kept.position);
    }
    return changes;
}

}  // namespace logbeam::hub
