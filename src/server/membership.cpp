#include "server/membership.hpp"

#include "base/ids.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <utility>

namespace logbeam::server {
namespace {

using json::write_member;

hub::Client complete(const hub::Hub& hub, hub::Client client) {
    if (client.id.empty()) client.id = base::make_publisher_id();
    client.since = hub.clock.wall_now();
    return client;
}

}  // namespace

Membership::Membership(hub::Hub& hub, hub::Client client)
    : hub_{hub}, client_{hub.clients.join(complete(hub, std::move(client)))} {}

Membership::~Membership() {
    if (is_announced_) tell("client.disconnected");
    hub_.clients.leave(client_.session);
}

void Membership::announce() {
    if (std::exchange(is_announced_, true)) return;
    tell("client.connected");
}

void Membership::tell(std::string_view type) {
    std::string data;
    JsonWriter json{data};
    json.begin_object();
    write_member(json, "clientId", client_.id);
    write_member(json, "dialect", client_.dialect);
    write_member(json, "source", client_.source);
    write_member(json, "address", client_.address);
    write_member(json, "user", client_.user);
    json.end_object();
    hub_.tell(std::string{"$sys."}.append(type), type, data);
}

}  // namespace logbeam::server
