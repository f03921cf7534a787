#include "server/membership.hpp"

#include "base/ids.hpp"

#include <logbeam/json_writer.hpp>

#include <string>
#include <utility>

namespace logbeam::server {
namespace {

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
    const auto member = [&json](std::string_view name, std::string_view text) {
        json.key(name);
        json.string(text);
    };
    json.begin_object();
    member("clientId", client_.id);
    member("dialect", client_.dialect);
    member("source", client_.source);
    member("address", client_.address);
    member("user", client_.user);
    json.end_object();
    hub_.tell(std::string{"$sys."}.append(type), type, data);
}

}  // namespace logbeam::server
