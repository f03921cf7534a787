#pragma once

#include "query/ast.hpp"

#include <logbeam/timestamp.hpp>

namespace logbeam::query {

// How a moment stands to a range: before it, in it, after it.
[[nodiscard]] constexpr bool stands_so(Order order, Timestamp time, const TimeRange& range) noexcept {
    switch (order) {
        case Order::equal: return time >= range.from && time <= range.to;
        case Order::less: return time < range.from;
        case Order::at_most: return time <= range.to;
        case Order::more: return time > range.to;
        case Order::at_least: return time >= range.from;
    }
    return false;
}

}  // namespace logbeam::query
