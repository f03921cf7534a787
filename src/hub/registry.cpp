#include "hub/registry.hpp"

#include <utility>

namespace logbeam::hub {

Client& Registry::join(Client client) {
    client.session = ++last_session_;
    return clients_.emplace(client.session, std::move(client)).first->second;
}

void Registry::leave(std::uint64_t session) {
    clients_.erase(session);
}

}  // namespace logbeam::hub
