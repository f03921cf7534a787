#include "query/level_operand.hpp"

#include "query/tokens.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace logbeam::query {
namespace {

using namespace std::string_view_literals;

constexpr std::array names{"trace"sv, "debug"sv, "info"sv, "warning"sv, "error"sv, "critical"sv, "warn"sv, "err"sv};

// How many characters must be put in, left out or replaced to make one of the other.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char c : from) {
        std::size_t diagonal = row[0]++;
        for (std::size_t at = 0; at < to.size(); ++at) {
            const auto replaced = diagonal + (c == to[at] ? 0 : 1);
            diagonal = row[at + 1];
            row[at + 1] = std::min({replaced, diagonal + 1, row[at] + 1});
        }
    }
    return row.back();
}

// Empty when none is near.
std::string_view nearest(std::string_view name) {
    constexpr std::size_t longest_name_tried = 16;
    if (name.size() > longest_name_tried) return {};
    std::string_view best;
    std::size_t least = 3;
    for (const auto candidate : names) {
        const auto steps = distance(name, candidate);
        if (steps < least && steps < candidate.size() - 1) {
            least = steps;
            best = candidate;
        }
    }
    return best;
}

}  // namespace

std::uint8_t levels_that(Order order, Level level) noexcept {
    unsigned levels = 0;
    for (unsigned index = 0; index < level_count; ++index) {
        if (holds(order, static_cast<int>(index) - static_cast<int>(level))) levels |= 1U << index;
    }
    return static_cast<std::uint8_t>(levels);
}

std::string unknown_level(std::string_view text) {
    const auto problem = std::string{"unknown level '"}.append(text).append("'");
    const auto meant = nearest(folded(text));
    if (meant.empty()) return problem + ": there are trace, debug, info, warning, error and critical";
    return std::string{problem}.append(", did you mean '").append(meant).append("'?");
}

}  // namespace logbeam::query
