#include "server/http_meter.hpp"

#include <algorithm>

namespace logbeam::server {
namespace {

constexpr std::size_t most_known = 10'000;

}  // namespace

HttpMeter::HttpMeter(hub::Hub& hub, std::uint64_t events_per_second, std::uint64_t bytes_per_second)
    : hub_{hub}, events_per_second_{events_per_second}, bytes_per_second_{bytes_per_second} {}

Result<void> HttpMeter::charge(const http::Request& request, std::size_t bytes) {
    if (events_per_second_ == 0 && bytes_per_second_ == 0) return {};
    std::string who = request.rights->user;
    if (who.empty()) who.append("@").append(request.address);
    Use& use = use_of(who);
    const auto now = hub_.clock.steady_now();
    if (!use.events.is_spent(now) && !use.bytes.is_spent(now)) {
        (void)use.events.charge(1, now);
        (void)use.bytes.charge(bytes, now);
        return {};
    }
    ++hub_.counters.rate_limited;
    return Error{ErrorCode::rate_limited, "more than " + std::to_string(events_per_second_) + " events or " +
                                              std::to_string(bytes_per_second_) +
                                              " bytes per second (limits.events_per_second, limits.bytes_per_second)"};
}

HttpMeter::Use& HttpMeter::use_of(const std::string& who) {
    const auto known = uses_.find(who);
    if (known != uses_.end()) return known->second;
    if (uses_.size() >= most_known) uses_.clear();
    return uses_.emplace(who, Use{hub::Budget{events_per_second_}, hub::Budget{bytes_per_second_}}).first->second;
}

}  // namespace logbeam::server
