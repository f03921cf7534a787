#include "transport/backoff.hpp"

#include <algorithm>

namespace logbeam::transport {

std::chrono::milliseconds Backoff::next() noexcept {
    // xorshift64: spread is all that is asked of it.
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;

    const auto whole = static_cast<std::uint64_t>(delay_.count());
    const auto drawn = whole / 2 + random_ % (whole / 2 + 1);
    delay_ = std::min(delay_ * 2, last);
    return std::chrono::milliseconds{static_cast<std::int64_t>(drawn)};
}

}  // namespace logbeam::transport
