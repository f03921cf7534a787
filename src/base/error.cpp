#include <logbeam/result.hpp>

#include <algorithm>
#include <array>

namespace logbeam {
namespace {

struct Row {
    ErrorCode code;
    std::string_view name;
    bool may_retry;  // the same call can succeed later without anyone changing anything
};

// The one table of everything that can go wrong. Numbers and names are stable: rows are added, never changed.
// docs/errors.md explains each to the user.
constexpr std::array rows{
    Row{ErrorCode::malformed_url, "malformed_url", false},
    Row{ErrorCode::unsupported_scheme, "unsupported_scheme", false},
    Row{ErrorCode::invalid_topic, "invalid_topic", false},
    Row{ErrorCode::invalid_option, "invalid_option", false},
    Row{ErrorCode::malformed_json, "malformed_json", false},
    Row{ErrorCode::ill_typed_event, "ill_typed_event", false},
    Row{ErrorCode::malformed_batch, "malformed_batch", false},
    Row{ErrorCode::malformed_frame, "malformed_frame", false},
    Row{ErrorCode::unsupported_version, "unsupported_version", false},
    Row{ErrorCode::too_large, "too_large", false},
    Row{ErrorCode::malformed_query, "malformed_query", false},
    Row{ErrorCode::connection_lost, "connection_lost", true},
    Row{ErrorCode::refused, "refused", true},
    Row{ErrorCode::timed_out, "timed_out", true},
    Row{ErrorCode::spool_unavailable, "spool_unavailable", true},
    Row{ErrorCode::spool_damaged, "spool_damaged", false},
    Row{ErrorCode::store_unavailable, "store_unavailable", true},
    Row{ErrorCode::store_damaged, "store_damaged", false},
    Row{ErrorCode::store_in_use, "store_in_use", true},
    Row{ErrorCode::events_dropped, "events_dropped", true},
    Row{ErrorCode::handler_threw, "handler_threw", false},
    Row{ErrorCode::unauthorized, "unauthorized", false},
    Row{ErrorCode::forbidden, "forbidden", false},
    Row{ErrorCode::host_refused, "host_refused", false},
    Row{ErrorCode::origin_refused, "origin_refused", false},
    Row{ErrorCode::limit_reached, "limit_reached", true},
    Row{ErrorCode::rate_limited, "rate_limited", true},
    Row{ErrorCode::too_slow, "too_slow", true},
    Row{ErrorCode::unknown_subscription, "unknown_subscription", false},
    Row{ErrorCode::hello_expected, "hello_expected", false},
    Row{ErrorCode::going_away, "going_away", true},
    Row{ErrorCode::malformed_request, "malformed_request", false},
    Row{ErrorCode::not_found, "not_found", false},
    Row{ErrorCode::method_not_allowed, "method_not_allowed", false},
    Row{ErrorCode::unsupported_media_type, "unsupported_media_type", false},
    Row{ErrorCode::address_in_use, "address_in_use", true},
    Row{ErrorCode::invalid_config, "invalid_config", false},
    Row{ErrorCode::internal, "internal", false},
};

// A number from a newer peer reads as `internal`.
const Row& row_of(ErrorCode code) noexcept {
    const auto* row = std::find_if(rows.begin(), rows.end(), [code](const Row& each) { return each.code == code; });
    return row == rows.end() ? rows.back() : *row;
}

}  // namespace

std::string_view Error::name() const noexcept {
    return row_of(code).name;
}

bool Error::may_retry() const noexcept {
    return row_of(code).may_retry;
}

std::string Error::message() const {
    auto text = std::string{name()} + " (" + std::to_string(number()) + ")";
    return detail.empty() ? text : text + ": " + detail;
}

}  // namespace logbeam
