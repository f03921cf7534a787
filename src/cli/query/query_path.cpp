#include "cli/query/query_path.hpp"

#include "http/url_text.hpp"

namespace logbeam::cli {
namespace {

constexpr std::uint64_t largest_page = 10'000'000;

void add(http::Pairs& parameters, const char* name, const std::string& value) {
    if (!value.empty()) parameters.emplace_back(name, value);
}

http::Pairs range_of(const QueryOptions& options) {
    http::Pairs parameters;
    add(parameters, "query", options.query);
    for (const std::string& topic : options.topics)
        add(parameters, "topic", topic);
    add(parameters, "from", options.from);
    add(parameters, "to", options.to);
    return parameters;
}

std::string path_of(const std::string& place, const http::Pairs& parameters) {
    return parameters.empty() ? place : place + "?" + http::write_query(parameters);
}

}  // namespace

std::string events_path(const QueryOptions& options, std::uint64_t limit, std::optional<std::uint64_t> next) {
    const bool is_oldest = options.order == QueryOptions::Order::oldest;
    http::Pairs parameters = range_of(options);
    add(parameters, "format", "stream");
    add(parameters, "order", is_oldest ? "oldest" : "newest");
    add(parameters, "limit", std::to_string(limit == 0 ? largest_page : limit));
    if (next) add(parameters, is_oldest ? "after" : "before", std::to_string(*next));
    return path_of("/api/events", parameters);
}

std::string report_path(const QueryOptions& options) {
    http::Pairs parameters = range_of(options);
    switch (options.report) {
        case QueryOptions::Report::fields: return path_of("/api/fields", parameters);
        case QueryOptions::Report::templates: return path_of("/api/templates", parameters);
        default: break;
    }
    add(parameters, "by", options.by);
    add(parameters, "value", options.value);
    add(parameters, "bucket", options.bucket);
    return path_of("/api/histogram", parameters);
}

}  // namespace logbeam::cli
