#include "notify/back_off.hpp"

#include <algorithm>

namespace logbeam::notify {

std::optional<BackOff::Span> BackOff::next(Span since_first, std::optional<std::chrono::seconds> retry_after) noexcept {
    if (since_first >= gives_up_after) return std::nullopt;
    // xorshift64: spread is all that is asked of it.
    random_ ^= random_ << 13U;
    random_ ^= random_ >> 7U;
    random_ ^= random_ << 17U;

    const auto half = static_cast<std::uint64_t>(delay_.count()) / 2;
    const Span drawn{static_cast<std::int64_t>(half + random_ % (half + 1))};
    delay_ = std::min(delay_ * 2, last);
    const auto least =
        std::min<std::chrono::seconds>(retry_after.value_or(std::chrono::seconds{0}),
                                       std::chrono::duration_cast<std::chrono::seconds>(longest_retry_after));
    return std::max<Span>(drawn, least);
}

}  // namespace logbeam::notify
