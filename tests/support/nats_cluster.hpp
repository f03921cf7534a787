#pragma once

#include "support/nats_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::test {

// Ports of this machine that nobody listened on a moment ago.
[[nodiscard]] inline std::vector<std::uint16_t> free_ports(std::size_t count) {
    std::vector<int> sockets;
    std::vector<std::uint16_t> ports;
    for (std::size_t each = 0; each < count; ++each) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t bytes = sizeof address;
        ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &bytes);
        ports.push_back(ntohs(address.sin_port));
        sockets.push_back(socket);
    }
    for (const int socket : sockets)
        ::close(socket);
    return ports;
}

// Three real servers with JetStream that know each other, and soon notice that one is cut off: by default they keep the
// half of a connection for minutes, and the cluster is without a leader meanwhile. Unsynchronised.
class NatsCluster {
public:
    static constexpr std::size_t size = 3;
    using Hosts = std::array<NatsServer::Host, size>;

    NatsCluster() : NatsCluster{Hosts{}} {}
    explicit NatsCluster(const Hosts& hosts) {
        const auto ports = free_ports(size);
        std::array<std::string, size> listeners;
        std::string routes;
        for (std::size_t each = 0; each < size; ++each) {
            listeners[each] = hosts[each].address + ':' + std::to_string(ports[each]);
            routes += (routes.empty() ? "\"nats://" : ", \"nats://") + listeners[each] + '"';
        }
        for (std::size_t each = 0; each < size; ++each) {
            servers_[each] = std::make_unique<NatsServer>(NatsServer::Options{
                .has_jetstream = true,
                .more = "ping_interval: \"2s\"\nping_max: 2\nserver_name: n" + std::to_string(each) +
                        "\ncluster { name: test, listen: \"" + listeners[each] + "\", routes: [" + routes + "] }",
                .host = hosts[each]});
        }
    }

    [[nodiscard]] NatsServer& server(std::size_t number) { return *servers_[number]; }
    // Whether one of the servers can be missed.
    [[nodiscard]] bool is_whole() const {
        return std::all_of(servers_.begin(), servers_.end(), [](const auto& server) { return server->is_current(); });
    }
    // Whether somebody leads the stream, as far as those know that are there.
    [[nodiscard]] bool has_leader_of(const std::string& stream) const {
        return std::any_of(servers_.begin(), servers_.end(),
                           [&](const auto& server) { return server->knows_leader_of(stream); });
    }
    // What its servers tell of the streams, one after the other: copies of one stream may differ.
    [[nodiscard]] std::string account() const {
        std::string account;
        for (const auto& server : servers_)
            account += server->account();
        return account;
    }
    [[nodiscard]] std::string url() const {
        std::string url = "nats://";
        for (const auto& server : servers_)
            url += (url.size() == 7 ? "" : ",") + server->address();
        return url;
    }

private:
    std::array<std::unique_ptr<NatsServer>, size> servers_;
};

}  // namespace logbeam::test
