#include "alert/link.hpp"

#include "base/percent.hpp"

#include <algorithm>

namespace logbeam::alert {
namespace {

constexpr std::chrono::minutes around{1};

// As a query has it between quotes.
std::string quoted(std::string_view text) {
    std::string out{"\""};
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string any_of(const std::vector<Query>& queries) {
    std::string text;
    for (const Query& query : queries)
        text.append(text.empty() ? "(" : " OR (").append(query.text).append(")");
    return queries.size() == 1 ? queries.front().text : "(" + text + ")";
}

// Steps may call their key by other names.
bool has_one_key(const Rule& rule) {
    return std::get_if<Sequence>(&rule.kind) == nullptr && std::get_if<Composite>(&rule.kind) == nullptr;
}

std::string query_of(const Transition& transition) {
    const Rule& rule = *transition.rule;
    std::string query = any_of(queries_of(rule));
    if (!has_one_key(rule) || rule.by.empty()) return query;
    const auto values = group_values(transition.group);
    query = "(" + query + ")";
    for (std::size_t index = 0; index < rule.by.size() && index < values.size(); ++index)
        query.append(" ").append(rule.by[index]).append(":").append(quoted(values[index]));
    return query;
}

}  // namespace

std::string link_to_events(const Transition& transition) {
    const Rule& rule = *transition.rule;
    const Timestamp first = transition.events.empty() ? transition.since : transition.events.front().time;
    const Timestamp from = std::min(first, transition.since - rule.within) - around;
    std::string link = rule.page.empty() ? "/" : rule.page;
    return link.append("?q=")
        .append(base::percent_encode(query_of(transition)))
        .append("&from=")
        .append(base::percent_encode(to_rfc3339(from)))
        .append("&to=")
        .append(base::percent_encode(to_rfc3339(transition.at + around)));
}

}  // namespace logbeam::alert
