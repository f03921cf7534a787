#include "server/connections.hpp"

#include <utility>
#include <vector>

namespace logbeam::server {

Connections::Connections(Loop& loop) : loop_{loop} {
    loop_.on_end = [this](Connection& connection) { connections_.erase(&connection); };
}

Connection& Connections::add(net::tcp::socket socket, std::unique_ptr<net::TlsSession> tls) {
    auto connection = std::make_shared<Connection>(loop_, std::move(socket), std::move(tls));
    Connection& added = *connection;
    connections_.emplace(&added, std::move(connection));
    return added;
}

void Connections::tick(Time now) {
    for (const auto& [key, connection] : connections_)
        connection->tick(now);
}

void Connections::close_all(std::uint16_t code, std::string_view reason) {
    for (const auto& [key, connection] : connections_)
        connection->close(code, reason);
}

void Connections::clear() {
    auto all = std::exchange(connections_, {});
    for (const auto& [key, connection] : all)
        connection->let_go();
}

}  // namespace logbeam::server
