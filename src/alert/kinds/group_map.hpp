#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logbeam::alert {

struct GroupHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the name that the library looks for

    [[nodiscard]] std::size_t operator()(std::string_view group) const noexcept {
        return std::hash<std::string_view>{}(group);
    }
};

// What is known of each group, and nothing else: who uses it bounds it, and knows what is due. Found by a view; what is in
// it stays where it is. Of groups that are due at times of their own, and many, see DueGroups.
template <typename State>
using GroupMap = std::unordered_map<std::string, State, GroupHash, std::equal_to<>>;

}  // namespace logbeam::alert
