#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <tuple>

namespace logbeam::http {
namespace {

constexpr std::uint64_t usual_limit = 1000;
constexpr std::uint64_t highest_limit = 10'000;

using Topics = std::vector<const hub::TopicStats*>;

// `patterns` empty: all of them.
Topics audible_topics(const hub::TopicTable& table, const hub::Rights& rights,
                      const std::vector<TopicPattern>& patterns) {
    Topics topics;
    for (std::size_t id = hub::TopicTable::other + 1; id < table.size(); ++id) {
        const auto& topic = table[static_cast<hub::TopicId>(id)];
        if (!patterns.empty() && !matches_any(patterns, topic.name)) continue;
        if (topic.events != 0 && rights.may_hear(topic.name)) topics.push_back(&topic);
    }
    return topics;
}

bool is_busier(const hub::TopicStats* left, const hub::TopicStats* right) noexcept {
    return std::tie(right->per_second, right->events, left->name) <
           std::tie(left->per_second, left->events, right->name);
}

void write_topic(JsonWriter& json, const hub::TopicStats& topic) {
    json.begin_object();
    json.key("name");
    json.string(topic.name);
    json.key("events");
    json.unsigned_integer(topic.events);
    json.key("bytes");
    json.unsigned_integer(topic.bytes);
    json.key("per_second");
    json.number(topic.per_second);
    json.key("last_seq");
    json.unsigned_integer(topic.last_seq);
    json.key("levels");
    json.begin_object();
    for (std::size_t level = 0; level < topic.levels.size(); ++level) {
        json.key(level < level_count ? to_string(static_cast<Level>(level)) : "none");
        json.unsigned_integer(topic.levels[level]);
    }
    json.end_object();
    json.end_object();
}

}  // namespace

Response list_topics(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"topic", "limit"}); !checked)
        return error_answer(checked.error());
    const auto patterns = topic_parameters(request);
    if (!patterns) return error_answer(patterns.error());
    const auto limit = natural_parameter(request, "limit", usual_limit);
    if (!limit) return error_answer(limit.error());

    const auto& table = services.hub.topics;
    auto topics = audible_topics(table, *request.rights, *patterns);
    const auto shown = std::min({*limit, highest_limit, static_cast<std::uint64_t>(topics.size())});
    const auto end = topics.begin() + static_cast<std::ptrdiff_t>(shown);
    std::partial_sort(topics.begin(), end, topics.end(), is_busier);

    std::string body;
    JsonWriter json{body};
    json.begin_object();
    json.key("total");
    json.unsigned_integer(topics.size());
    json.key("topics");
    json.begin_array();
    std::for_each(topics.begin(), end, [&json](const auto* topic) { write_topic(json, *topic); });
    json.end_array();
    json.end_object();
    return json_answer(std::move(body));
}

}  // namespace logbeam::http
