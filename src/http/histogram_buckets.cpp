#include "http/histogram_buckets.hpp"

#include "http/span.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace logbeam::http {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

constexpr std::int64_t usual_buckets = 60;

constexpr std::array<nanoseconds, 30> steps{1ms,   2ms, 5ms, 10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s,
                                            2s,    5s,  10s, 15s,  30s,  1min, 2min,  5min,  10min, 15min,
                                            30min, 1h,  2h,  3h,   6h,   12h,  24h,   48h,   96h,   168h};

nanoseconds usual_width(nanoseconds range) {
    const nanoseconds least = range / usual_buckets;
    const auto* const step = std::lower_bound(steps.begin(), steps.end(), least);
    if (step != steps.end()) return *step;
    return steps.back() * ((least - nanoseconds{1}) / steps.back() + 1);
}

Timestamp begin_of_bucket(Timestamp time, nanoseconds width) noexcept {
    const nanoseconds since = time.time_since_epoch();
    const nanoseconds beyond = ((since % width) + width) % width;
    return time - beyond;
}

}  // namespace

Result<Buckets> buckets_for(Timestamp from, Timestamp to, std::optional<nanoseconds> width) {
    const Error too_long{ErrorCode::malformed_request, "the time from `from` to `to` is too long"};
    std::int64_t range = 0;
    if (__builtin_sub_overflow(to.time_since_epoch().count(), from.time_since_epoch().count(), &range)) {
        return too_long;
    }
    const nanoseconds step = width.value_or(usual_width(nanoseconds{range}));
    if (from.time_since_epoch() < nanoseconds::min() + step) return too_long;
    const Timestamp first = begin_of_bucket(from, step);
    const auto count = static_cast<std::size_t>((to - first) / step) + 1;
    if (count <= most_buckets) return Buckets{first, step, count};
    return Error{ErrorCode::malformed_request, "bucket='" + span_text(step) + "' makes " + std::to_string(count) +
                                                   " buckets; at most " + std::to_string(most_buckets) + " are made"};
}

}  // namespace logbeam::http
