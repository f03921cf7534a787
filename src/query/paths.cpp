#include "query/paths.hpp"

#include <cassert>

namespace logbeam::query {

PathSet::Bits PathSet::add(std::string_view path) {
    if (const Bits known = bit_of(path); known != 0) return known;
    assert(!is_full());
    const Bits bit = Bits{1} << paths_.size();
    paths_.emplace_back(path);
    all_ |= bit;
    if (path.substr(0, 5) == "data.") in_data_ |= bit;
    if (keys_end_at_.size() <= path.size()) keys_end_at_.resize(path.size() + 1);
    for (std::size_t at = 0; at <= path.size(); ++at) {
        if (at == path.size() || path[at] == '.') keys_end_at_[at] |= bit;
    }
    return bit;
}

PathSet::Bits PathSet::bit_of(std::string_view path) const noexcept {
    for (std::size_t index = 0; index < paths_.size(); ++index) {
        if (paths_[index] == path) return Bits{1} << index;
    }
    return 0;
}

}  // namespace logbeam::query
