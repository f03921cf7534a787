#include "embed/neighbour.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <string>

namespace logbeam::embed {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

constexpr std::size_t longest_answer = 4096;

class Socket {
public:
    Socket() : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)} {}
    ~Socket() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    [[nodiscard]] int get() const noexcept { return descriptor_; }

    [[nodiscard]] bool wait(short what, Deadline deadline) const {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd ready{descriptor_, what, 0};
        return left.count() > 0 && ::poll(&ready, 1, static_cast<int>(left.count())) > 0;
    }

private:
    int descriptor_;
};

bool connect(const Socket& socket, std::uint16_t port, Deadline deadline) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return true;
    return errno == EINPROGRESS && socket.wait(POLLOUT, deadline);
}

bool ask(const Socket& socket, std::uint16_t port) {
    const std::string request =
        "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\nConnection: close\r\n\r\n";
    const auto sent = ::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(request.size());
}

std::string read_answer(const Socket& socket, Deadline deadline) {
    std::string answer;
    std::array<char, longest_answer> chunk{};
    while (answer.size() < longest_answer && socket.wait(POLLIN, deadline)) {
        const auto got = ::recv(socket.get(), chunk.data(), chunk.size(), 0);
        if (got <= 0) break;
        answer.append(chunk.data(), static_cast<std::size_t>(got));
    }
    return answer;
}

}  // namespace

bool is_brokers_answer(std::string_view response) noexcept {
    const auto head = response.substr(0, response.find("\r\n\r\n"));
    return head.substr(0, 13) == "HTTP/1.1 200 " && head.find("\r\nServer: logbeam ") != std::string_view::npos;
}

bool is_broker_on(std::uint16_t port, std::chrono::milliseconds limit) {
    const Deadline deadline = std::chrono::steady_clock::now() + limit;
    const Socket socket;
    if (!connect(socket, port, deadline) || !ask(socket, port)) return false;
    return is_brokers_answer(read_answer(socket, deadline));
}

}  // namespace logbeam::embed
