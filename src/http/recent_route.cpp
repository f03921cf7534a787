#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <optional>

namespace logbeam::http {
namespace {

constexpr std::uint64_t usual_limit = 100;
constexpr std::uint64_t highest_limit = 1000;
constexpr std::size_t most_bytes = 8 << 20;

// What is asked for: of the events with after < seq < before, the newest.
struct Query {
    std::vector<TopicPattern> topics;
    std::uint64_t limit = usual_limit;
    std::uint64_t after = 0;
    std::uint64_t before = UINT64_MAX;
};

// `last` and `limit` are two names of one thing: pages say one, people the other.
Result<std::uint64_t> read_limit(const Request& request) {
    auto last = natural_parameter(request, "last", usual_limit);
    return last ? natural_parameter(request, "limit", *last) : last;
}

Result<Query> read_query(const Request& request) {
    if (auto checked = check_parameters(request, {"topic", "last", "limit", "before", "after"}); !checked) {
        return checked.error();
    }
    auto topics = topic_parameters(request);
    if (!topics) return topics.error();
    const auto limit = read_limit(request);
    if (!limit) return limit.error();
    const auto after = natural_parameter(request, "after", 0);
    if (!after) return after.error();
    const auto before = natural_parameter(request, "before", UINT64_MAX);
    if (!before) return before.error();
    if (topics->empty()) topics->emplace_back(">");  // as in a subscription: not the broker's own
    return Query{*std::move(topics), std::clamp<std::uint64_t>(*limit, 1, highest_limit), *after, *before};
}

// One page, so that a request costs the hub a bounded time; `next` leads on where it was not enough.
history::Page find_page(const history::EventHistory& history, const Query& query, const hub::Rights& rights) {
    history::PageRequest wanted;
    wanted.order = history::Order::newest_first;
    wanted.before = query.before;
    wanted.max_events = query.limit;
    wanted.max_bytes = most_bytes;
    wanted.wants = [&](std::string_view topic) { return matches_any(query.topics, topic) && rights.may_hear(topic); };
    return history.page(wanted);
}

// Where the next page begins; nothing when there is none.
std::optional<std::uint64_t> next_before(const history::Page& page, const Query& query) noexcept {
    if (page.is_last || page.reached == 0 || page.reached - 1 <= query.after) return std::nullopt;
    return page.reached;
}

}  // namespace

Response recent_events(Services& services, const Request& request) {
    const auto query = read_query(request);
    if (!query) return error_answer(query.error());
    const auto page = find_page(services.hub.history, *query, *request.rights);

    std::string body;
    JsonWriter json{body};
    json.begin_object();
    json.key("epoch");
    json.string(services.hub.ingest.epoch());
    json.key("events");
    json.begin_array();
    for (const auto& event : page.events) {
        if (event.seq > query->after) json.raw(event.text);
    }
    json.end_array();
    if (const auto before = next_before(page, *query)) {
        json.key("next");
        json.unsigned_integer(*before);
    }
    json.end_object();
    return json_answer(std::move(body));
}

}  // namespace logbeam::http
