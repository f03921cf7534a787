#include "http/answer.hpp"
#include "http/events_report.hpp"
#include "http/parameters.hpp"
#include "http/range_parameters.hpp"
#include "http/routes.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace logbeam::http {
namespace {

constexpr std::uint64_t usual_limit = 100;
constexpr std::uint64_t page_limit = 1000;
constexpr std::uint64_t highest_limit = 10'000'000;

Result<EventsFormat> read_format(const Request& request) {
    const std::string* text = request.parameter("format");
    if (text == nullptr) {
        const bool wants_lines = request.accept.find("application/x-ndjson") != std::string_view::npos;
        return wants_lines ? EventsFormat::ndjson : EventsFormat::json;
    }
    if (*text == "json") return EventsFormat::json;
    if (*text == "ndjson") return EventsFormat::ndjson;
    if (*text == "stream") return EventsFormat::stream;
    return Error{ErrorCode::malformed_request, "format='" + *text + "': expected json, ndjson or stream"};
}

Result<history::Order> read_order(const Request& request) {
    const std::string* text = request.parameter("order");
    if (text == nullptr || *text == "newest") return history::Order::newest_first;
    if (*text == "oldest") return history::Order::oldest_first;
    return Error{ErrorCode::malformed_request, "order='" + *text + "': expected newest or oldest"};
}

// `last` and `limit` are two names of one thing: pages say one, people the other.
Result<std::uint64_t> read_limit(const Request& request, EventsFormat format) {
    const std::uint64_t usual = format == EventsFormat::ndjson ? highest_limit : usual_limit;
    auto last = natural_parameter(request, "last", usual);
    if (!last) return last;
    auto limit = natural_parameter(request, "limit", *last);
    if (!limit) return limit;
    return std::clamp<std::uint64_t>(*limit, 1, format == EventsFormat::json ? page_limit : highest_limit);
}

Result<EventsOptions> read_options(const Request& request) {
    if (auto checked = check_parameters(
            request, {"query", "topic", "from", "to", "after", "before", "order", "last", "limit", "format"});
        !checked) {
        return checked.error();
    }
    EventsOptions options;
    const auto format = read_format(request);
    if (!format) return format.error();
    options.format = *format;
    const auto order = read_order(request);
    if (!order) return order.error();
    options.order = *order;
    const auto limit = read_limit(request, *format);
    if (!limit) return limit.error();
    options.limit = *limit;
    return options;
}

// An export has no place to say that it was cut: it ends when it is whole, or when its reader goes away.
Effort effort_for(const Services& services, EventsFormat format) noexcept {
    const bool is_export = format == EventsFormat::ndjson;
    return {services.hub.clock, is_export ? Effort::Duration::max() : Effort::Duration{services.report_work}};
}

}  // namespace

Response find_events(Services& services, const Request& request) {
    auto options = read_options(request);
    if (!options) return error_answer(options.error());
    const auto question = read_question(request, services.hub.clock.wall_now());
    if (!question) return error_answer(question.error());

    options->epoch = services.hub.ingest.epoch();
    const Effort effort = effort_for(services, options->format);
    return report_answer(
        std::make_unique<EventsReport>(services.hub.history.snapshot(), *question, *std::move(options), effort));
}

}  // namespace logbeam::http
