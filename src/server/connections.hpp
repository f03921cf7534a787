#pragma once

#include "server/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace logbeam::server {

// All connections of a loop. Confined to it.
class Connections {
public:
    explicit Connections(Loop& loop);
    ~Connections() { clear(); }
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    Connection& add(net::tcp::socket socket, std::unique_ptr<net::TlsSession> tls);
    void tick(Time now);
    void close_all(std::uint16_t code, std::string_view reason);

    // When the loop runs no more.
    void clear();

    [[nodiscard]] std::size_t size() const noexcept { return connections_.size(); }

private:
    Loop& loop_;
    std::unordered_map<const Connection*, std::shared_ptr<Connection>> connections_;
};

}  // namespace logbeam::server
