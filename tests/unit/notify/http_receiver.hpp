#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::notify {

// A request as it came.
struct Received {
    std::string head;  // with its empty line
    std::string body;
};

// An HTTP server of a few lines on a free port of this machine, which answers each request on its connection as it is
// told and closes it. Thread-safe.
class HttpReceiver {
public:
    // The answer, with its head; empty: none, the connection stays open.
    using Answer = std::function<std::string(const Received& request)>;

    explicit HttpReceiver(Answer answer) : answer_{std::move(answer)} {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 16) != 0) throw std::runtime_error{"no port"};
        ::getsockname(listener_, plain, &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~HttpReceiver() {
        is_over_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
        for (const int socket : open_)
            ::close(socket);
    }
    HttpReceiver(const HttpReceiver&) = delete;
    HttpReceiver& operator=(const HttpReceiver&) = delete;

    [[nodiscard]] std::string url(const std::string& path = "/hook") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    [[nodiscard]] std::vector<Received> received() const {
        const std::lock_guard lock{mutex_};
        return received_;
    }

private:
    void serve() {
        while (!is_over_) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) continue;
            if (answer(socket)) ::close(socket);
        }
    }

    bool answer(int socket) {
        const auto request = read(socket);
        {
            const std::lock_guard lock{mutex_};
            received_.push_back(request);
        }
        const auto text = answer_(request);
        if (text.empty()) {
            open_.push_back(socket);
            return false;
        }
        (void)::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
        return true;
    }

    Received read(int socket) const {
        std::string bytes;
        std::size_t head = std::string::npos;
        std::size_t length = 0;
        char chunk[65536];
        while (head == std::string::npos || bytes.size() < head + length) {
            pollfd waits{socket, POLLIN, 0};
            const auto got = ::poll(&waits, 1, 10'000) > 0 ? ::recv(socket, chunk, sizeof chunk, 0) : 0;
            if (got <= 0) return {};
            bytes.append(chunk, static_cast<std::size_t>(got));
            const auto end = bytes.find("\r\n\r\n");
            if (head != std::string::npos || end == std::string::npos) continue;
            head = end + 4;
            const auto at = bytes.find("Content-Length: ");
            length = at < head ? std::stoul(bytes.substr(at + 16)) : 0;
        }
        return {bytes.substr(0, head), bytes.substr(head)};
    }

    const Answer answer_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> is_over_{false};
    mutable std::mutex mutex_;
    std::vector<Received> received_;
    std::vector<int> open_;
    std::thread thread_;
};

[[nodiscard]] inline std::string http_answer(const std::string& status, const std::string& headers = {},
                                             const std::string& body = "ok") {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
           "Connection: close\r\n\r\n" + body;
}

}  // namespace logbeam::notify
