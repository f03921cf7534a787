#pragma once

#include "history/state_store.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::hub {

// What subscribers with a name acknowledged. Within an epoch a position never falls. Bounded: beyond `limit` names no
// new one is taken. Unsynchronised.
class NamedPositions {
public:
    explicit NamedPositions(std::size_t limit = 10'000) : limit_{limit} {}

    [[nodiscard]] const history::Position* find(std::string_view owner, std::string_view name) const;

    // False: there are too many names.
    bool set(history::Position position);

    // What was kept over a restart.
    void restore(history::Position position);

    // What changed since the last call, for whoever keeps it over a restart.
    [[nodiscard]] std::vector<history::Position> take_changes();

    [[nodiscard]] std::size_t size() const noexcept { return positions_.size(); }

private:
    using Key = std::pair<std::string, std::string>;
    struct Kept {
        history::Position position;
        bool is_changed = false;
    };

    std::size_t limit_;
    std::map<Key, Kept, std::less<>> positions_;
    std::vector<Key> changed_;
};

}  // namespace logbeam::hub
