#pragma once

#include "net/asio.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace logbeam::server {

// Takes connections in. When the process has no descriptor left it says so and tries again shortly after, so that one
// that is freed is enough. Confined to the loop.
class Listener final {
public:
    using OnAccept = std::function<void(net::tcp::socket socket)>;
    using OnTrouble = std::function<void(const std::string& what)>;

    // Throws Failure where it cannot listen, saying who does if that is to be known.
    Listener(net::asio::io_context& context, const std::string& host, std::uint16_t port, OnAccept on_accept,
             OnTrouble on_trouble);

    void start();
    void stop();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    void accept();
    void wait_for_descriptors();

    net::tcp::acceptor acceptor_;
    net::asio::steady_timer pause_;
    OnAccept on_accept_;
    OnTrouble on_trouble_;
    std::uint16_t port_ = 0;
};

}  // namespace logbeam::server
