#pragma once

#include "query/json_text.hpp"
#include "query/outline.hpp"
#include "query/paths.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace logbeam::query {

// Where a value is that some of the paths lead to; of an array, where it begins.
struct Place {
    PathSet::Bits paths;
    std::size_t at;
};

// Finds the places of an event's text that paths lead to, forwards, as far as it is asked. Keys are joined by dots: `a.b`
// is the key `b` in the object `a`, in an object of the array `a`, or the key `a.b`. Allocates and recurses nowhere.
class Scanner {
public:
    // `from` is at the first of the event's members to look at. With an outline of the event, or nullptr.
    Scanner(std::string_view event, std::size_t from, const PathSet& paths, PathSet::Bits wanted,
            const Outline* outline) noexcept;

    // False: there is no further place.
    [[nodiscard]] bool next(Place& place) noexcept;

private:
    // An object or array that is open.
    struct Level {
        PathSet::Bits alive;
        std::size_t consumed;
        bool is_object;
    };

    // Of JSON that nests deeper, the rest is passed over: ingest takes no more than this.
    static constexpr std::size_t deepest = 64;

    [[nodiscard]] Place next_in_object() noexcept;
    void take_outline() noexcept;
    [[nodiscard]] bool is_in_outline() const noexcept { return depth_ == outlined_depth_; }
    [[nodiscard]] Place next_in_outline() noexcept;
    void next_in_array() noexcept;
    [[nodiscard]] std::size_t enter_or_skip(std::size_t at, const Level& level) noexcept;
    [[nodiscard]] bool may_enter(char begin) const noexcept;
    void leave() noexcept;

    std::string_view event_;
    std::size_t at_;
    const PathSet& paths_;
    std::size_t depth_ = 1;
    const Outline* outline_;
    std::size_t outlined_depth_ = 0;  // at which members are read in the outline
    Outline::Part part_{};            // of them, what is left to look at
    std::array<Level, deepest> levels_;
};

}  // namespace logbeam::query
