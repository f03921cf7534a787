#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace logbeam::http {
namespace {

using json::write_member;

// Whether it subscribed a pattern that matches the topic.
bool asks_for(const hub::Client& client, std::string_view topic) {
    return std::any_of(client.topics.begin(), client.topics.end(), [topic](const std::string& text) {
        const auto pattern = TopicPattern::parse(text);
        return pattern && pattern->matches(topic);
    });
}

void write_details(JsonWriter& json, const hub::Client& client) {
    write_member(json, "dialect", client.dialect);
    write_member(json, "source", client.source);
    write_member(json, "address", client.address);
    json.key("topics");
    json.begin_array();
    for (const auto& topic : client.topics) {
        json.string(topic);
    }
    json.end_array();
    write_member(json, "since", to_rfc3339(client.since));
    write_member(json, "events_in", client.events_in);
    write_member(json, "bytes_in", client.bytes_in);
    write_member(json, "bytes_out", client.bytes_out);
    write_member(json, "skipped", client.skipped);
}

class ClientList {
public:
    // `topic` narrows it to those who ask for it; nullptr: all.
    ClientList(JsonWriter& json, const std::string* topic, bool has_details)
        : json_{json}, topic_{topic}, has_details_{has_details} {}

    // `edge`: the broker that it is connected to; empty: there is only one.
    void add(const hub::Client& client, const std::string& edge) const {
        if (topic_ != nullptr && !asks_for(client, *topic_)) return;
        json_.begin_object();
        write_member(json_, "id", client.id);
        write_member(json_, "user", client.user);
        if (!edge.empty()) write_member(json_, "edge", edge);
        if (has_details_) write_details(json_, client);
        json_.end_object();
    }

private:
    JsonWriter& json_;
    const std::string* const topic_;
    const bool has_details_;
};

// Others than admins learn of a presence topic's members what its subscribers are told: who they are.
bool may_list(const hub::Rights& rights, const std::string* topic) noexcept {
    if (rights.admin) return true;
    return topic != nullptr && topic->compare(0, 9, "presence-") == 0 && rights.may_hear(*topic);
}

}  // namespace

Response list_clients(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"topic"}); !checked) return error_answer(checked.error());
    const auto* topic = request.parameter("topic");
    if (topic != nullptr) {
        if (const auto name = TopicName::parse(*topic); !name) return error_answer(name.error());
    }
    if (!may_list(*request.rights, topic)) {
        return error_answer(
            {ErrorCode::forbidden, "the list of clients is for admins; of a presence- topic, for who may hear it"});
    }

    std::string body;
    JsonWriter json{body};
    json.begin_object();
    json.key("clients");
    json.begin_array();
    const ClientList list{json, topic, request.rights->admin};
    const std::string own_edge = services.hub.fleet == nullptr ? std::string{} : services.hub.fleet->own().id;
    for (const auto& [session, client] : services.hub.clients.clients())
        list.add(client, own_edge);
    if (services.hub.fleet != nullptr) {
        services.hub.fleet->for_each_other([&list](const hub::EdgeInfo& edge, const std::vector<hub::Client>& clients) {
            for (const hub::Client& client : clients)
                list.add(client, edge.id);
        });
    }
    json.end_array();
    json.end_object();
    return json_answer(std::move(body));
}

}  // namespace logbeam::http
