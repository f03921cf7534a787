#include "http/answer.hpp"
#include "http/histogram_report.hpp"
#include "http/parameters.hpp"
#include "http/range_parameters.hpp"
#include "http/routes.hpp"
#include "http/span.hpp"
#include "query/fields.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace logbeam::http {
namespace {

using By = HistogramOptions::By;

constexpr auto usual_range = std::chrono::hours{1};

Result<std::optional<std::chrono::nanoseconds>> read_width(const Request& request) {
    const std::string* text = request.parameter("bucket");
    if (text == nullptr) return std::optional<std::chrono::nanoseconds>{};
    if (const auto width = parse_span(*text)) return width;
    return Error{ErrorCode::malformed_request, "bucket='" + *text + "': expected a span such as 500ms, 10s, 5m or 1h"};
}

Result<void> read_by(const Request& request, HistogramOptions& options) {
    const std::string* name = request.parameter("by");
    if (name == nullptr) return {};
    options.by_name = *name;
    const query::Field field = query::field_named(*name);
    switch (field.kind) {
        case query::Field::Kind::level: options.by = By::level; return {};
        case query::Field::Kind::topic: options.by = By::topic; return {};
        case query::Field::Kind::text:
            options.by = By::field;
            options.by_path = field.path;
            return {};
        case query::Field::Kind::time:
        case query::Field::Kind::seq: break;
    }
    return Error{ErrorCode::malformed_request, "by='" + *name + "': expected level, topic, type, source or a field"};
}

Result<void> read_value(const Request& request, HistogramOptions& options) {
    const std::string* name = request.parameter("value");
    if (name == nullptr) return {};
    const query::Field field = query::field_named(*name);
    if (field.kind != query::Field::Kind::text || name->empty()) {
        return Error{ErrorCode::malformed_request, "value='" + *name + "': expected a field that holds numbers"};
    }
    options.value_name = *name;
    options.value_path = field.path;
    return {};
}

Result<HistogramOptions> read_options(const Request& request, const history::SearchRange& range) {
    HistogramOptions options;
    const auto width = read_width(request);
    if (!width) return width.error();
    const auto buckets = buckets_for(range.from, range.to, *width);
    if (!buckets) return buckets.error();
    options.buckets = *buckets;
    if (auto read = read_by(request, options); !read) return read.error();
    if (auto read = read_value(request, options); !read) return read.error();
    return options;
}

}  // namespace

Response show_histogram(Services& services, const Request& request) {
    if (auto checked = check_parameters(request, {"query", "topic", "from", "to", "bucket", "by", "value"}); !checked) {
        return error_answer(checked.error());
    }
    const Timestamp now = services.hub.clock.wall_now();
    auto question = read_question(request, now);
    if (!question) return error_answer(question.error());
    if (auto closed = close_range(question->range, now, usual_range); !closed) return error_answer(closed.error());
    const auto options = read_options(request, question->range);
    if (!options) return error_answer(options.error());
    return report_answer(std::make_unique<HistogramReport>(services.hub.history.snapshot(), *std::move(question),
                                                           *options, Effort{services.hub.clock, services.report_work}));
}

}  // namespace logbeam::http
