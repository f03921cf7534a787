#include "server/listener.hpp"

#include "server/port_owner.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <utility>

namespace logbeam::server {
namespace {

constexpr int backlog = 4096;
constexpr std::chrono::milliseconds until_next_try{100};

bool is_out_of_descriptors(const net::ErrorCode& error) noexcept {
    namespace errc = boost::system::errc;
    return error == errc::too_many_files_open || error == errc::too_many_files_open_in_system ||
           error == errc::no_buffer_space || error == errc::not_enough_memory;
}

net::tcp::endpoint resolve(net::asio::io_context& context, const std::string& host, std::uint16_t port) {
    net::ErrorCode error;
    const auto found =
        net::tcp::resolver{context}.resolve(host, std::to_string(port), net::asio::ip::resolver_base::passive, error);
    if (error || found.empty()) {
        throw Failure{{ErrorCode::invalid_config, "listen: '" + host + "' is no address of this machine"}};
    }
    return found.begin()->endpoint();
}

[[noreturn]] void refuse(const std::string& host, std::uint16_t port, const net::ErrorCode& error) {
    const std::string address = host + ":" + std::to_string(port);
    if (error == net::asio::error::address_in_use) {
        throw Failure{{ErrorCode::address_in_use,
                       address + " is taken by " + owner_of_port(port) + "; choose another with --listen"}};
    }
    throw Failure{{ErrorCode::invalid_config, "cannot listen on " + address + ": " + error.message()}};
}

}  // namespace

Listener::Listener(net::asio::io_context& context, const std::string& host, std::uint16_t port, OnAccept on_accept,
                   OnTrouble on_trouble)
    : acceptor_{context}, pause_{context}, on_accept_{std::move(on_accept)}, on_trouble_{std::move(on_trouble)} {
    const auto endpoint = resolve(context, host, port);
    net::ErrorCode error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(backlog, error);
    if (error) refuse(host, port, error);
    port_ = acceptor_.local_endpoint().port();
}

void Listener::start() {
    accept();
}

void Listener::stop() {
    net::ErrorCode ignored;
    acceptor_.close(ignored);
    pause_.cancel();
}

void Listener::accept() {
    acceptor_.async_accept([this](const net::ErrorCode& error, net::tcp::socket socket) {
        if (error == net::asio::error::operation_aborted) return;
        if (is_out_of_descriptors(error)) return wait_for_descriptors();
        if (!error) on_accept_(std::move(socket));
        accept();
    });
}

void Listener::wait_for_descriptors() {
    on_trouble_("no descriptor is left for a new connection; raise the limit (ulimit -n) or lower limits.connections");
    pause_.expires_after(until_next_try);
    pause_.async_wait([this](const net::ErrorCode& error) {
        if (!error) accept();
    });
}

}  // namespace logbeam::server
