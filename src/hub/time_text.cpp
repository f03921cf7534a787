#include "hub/time_text.hpp"

#include <cstddef>

namespace logbeam::hub {

std::string_view TimeText::of(Timestamp time) {
    constexpr std::int64_t per_second = 1'000'000'000;
    constexpr std::size_t fraction_at = 20;
    constexpr std::size_t fraction_digits = 9;

    const std::int64_t ticks = time.time_since_epoch().count();
    std::int64_t fraction = ticks % per_second;
    if (fraction < 0) fraction += per_second;
    const std::int64_t second = ticks / per_second - (ticks % per_second < 0 ? 1 : 0);
    if (second != second_ || text_.empty()) {
        second_ = second;
        text_ = to_rfc3339(time);
        return text_;
    }
    for (std::size_t digit = fraction_at + fraction_digits; digit-- != fraction_at; fraction /= 10) {
        text_[digit] = static_cast<char>('0' + fraction % 10);
    }
    return text_;
}

}  // namespace logbeam::hub
