#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::http {
namespace {

using json::write_flag;
using json::write_member;
using json::write_number;

void write_edge(JsonWriter& json, const hub::EdgeInfo& edge, bool is_this) {
    json.begin_object();
    write_member(json, "id", edge.id);
    write_member(json, "url", edge.url);
    write_member(json, "version", edge.version);
    write_member(json, "started", to_rfc3339(edge.started));
    write_flag(json, "is_this", is_this);
    write_flag(json, "leads", edge.leads);
    write_flag(json, "is_caught_up", edge.is_caught_up);
    write_member(json, "last_seq", edge.last_seq);
    write_number(json, "events_per_second", edge.events_per_second);
    write_number(json, "deliveries_per_second", edge.deliveries_per_second);
    write_member(json, "subscribers", edge.subscribers);
    write_member(json, "clients", edge.clients);
    json.end_object();
}

}  // namespace

Response list_edges(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "the list of edges is for admins"});

    std::string body;
    JsonWriter json{body};
    json.begin_object();
    json.key("edges");
    json.begin_array();
    if (services.hub.fleet != nullptr) {
        write_edge(json, services.hub.fleet->own(), true);
        services.hub.fleet->for_each_other(
            [&json](const hub::EdgeInfo& edge, const std::vector<hub::Client>& /*clients*/) {
                write_edge(json, edge, false);
            });
    }
    json.end_array();
    json.end_object();
    return json_answer(std::move(body));
}

}  // namespace logbeam::http
