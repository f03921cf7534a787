#include "query/need_lists.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::query {
namespace {

using Kind = Need::Kind;

Need list(Kind kind, std::vector<Need> parts) {
    if (parts.size() == 1) {
        Need part = std::move(parts.front());
        return part;
    }
    Need need{kind};
    need.parts = std::move(parts);
    return need;
}

bool has(const std::vector<Need>& parts, Kind kind) {
    return std::any_of(parts.begin(), parts.end(), [kind](const Need& part) { return part.kind == kind; });
}

void drop(std::vector<Need>& parts, Kind kind) {
    parts.erase(std::remove_if(parts.begin(), parts.end(), [kind](const Need& part) { return part.kind == kind; }),
                parts.end());
}

}  // namespace

Need all_of(std::vector<Need> parts) {
    if (has(parts, Kind::nothing)) return Need{Kind::nothing};
    drop(parts, Kind::anything);
    return parts.empty() ? Need{} : list(Kind::all_of, std::move(parts));
}

Need any_of(std::vector<Need> parts) {
    if (has(parts, Kind::anything)) return Need{};
    drop(parts, Kind::nothing);
    return parts.empty() ? Need{Kind::nothing} : list(Kind::any_of, std::move(parts));
}

}  // namespace logbeam::query
