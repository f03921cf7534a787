#include "support/tcp_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int turn_ms = 2;  // how long it takes at most until an order is noticed
constexpr std::size_t most_waiting = 256 * 1024;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    ::close(socket);
    return -1;
}

void reset(int socket) {
    const linger at_once{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(socket);
}

// What moves in one direction.
struct Way {
    struct Portion {
        Clock::time_point due;
        std::string bytes;
    };

    [[nodiscard]] bool is_over() const noexcept { return has_ended && waiting.empty(); }
    [[nodiscard]] bool is_due() const { return !waiting.empty() && waiting.front().due <= Clock::now(); }

    int from;
    int to;
    std::deque<Portion> waiting = {};
    std::size_t waiting_bytes = 0;
    bool has_ended = false;
    bool has_told_end = false;
};

}  // namespace

// One connection: the client's socket and the server's.
class TcpProxy::Pair {
public:
    Pair(int client, int server) : up_{client, server}, down_{server, client} {
        const int on = 1;
        for (const int socket : {client, server})
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~Pair() {
        if (is_cut_) {
            ::close(up_.to);
        } else {
            reset(up_.to);
        }
        reset(up_.from);
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    void forget() { is_dead_ = true; }

    void want(std::vector<pollfd>& wishes, bool is_stalled) const {
        for (const Way* way : {&up_, &down_}) {
            const bool reads = !way->has_ended && !is_stalled && way->waiting_bytes < most_waiting;
            wishes.push_back({reads ? way->from : -1, POLLIN, 0});
            wishes.push_back({!is_stalled && way->is_due() ? way->to : -1, POLLOUT, 0});
        }
    }

    // False when it is over.
    [[nodiscard]] bool move(bool is_stalled, std::size_t cut_after, std::chrono::milliseconds delay) {
        if (is_stalled && !is_dead_) return true;
        for (Way* way : {&up_, &down_}) {
            if (!read(*way, way == &up_ ? cut_after : 0, delay) || !write(*way)) return false;
        }
        return !(up_.is_over() && down_.is_over());
    }

private:
    [[nodiscard]] bool read(Way& way, std::size_t cut_after, std::chrono::milliseconds delay) {
        if (way.has_ended || way.waiting_bytes >= most_waiting || is_cut_) return true;
        std::array<char, 65'536> room;  // NOLINT(cppcoreguidelines-pro-type-member-init)
        const ssize_t count = ::recv(way.from, room.data(), room.size(), MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) return true;
        if (count < 0 && !is_dead_) return false;
        way.has_ended = count <= 0;
        if (way.has_ended || is_dead_) return true;
        auto taken = static_cast<std::size_t>(count);
        if (cut_after != 0 && carried_ + taken >= cut_after) {
            taken = cut_after - std::min(cut_after, carried_);
            is_cut_ = true;
        }
        if (&way == &up_) carried_ += taken;
        way.waiting_bytes += taken;
        way.waiting.push_back({Clock::now() + delay, std::string{room.data(), taken}});
        return true;
    }

    [[nodiscard]] bool write(Way& way) {
        while (way.is_due()) {
            std::string& bytes = way.waiting.front().bytes;
            const ssize_t count = ::send(way.to, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count < 0) return errno == EAGAIN;
            way.waiting_bytes -= static_cast<std::size_t>(count);
            bytes.erase(0, static_cast<std::size_t>(count));
            if (bytes.empty()) way.waiting.pop_front();
        }
        if (is_cut_ && up_.waiting.empty()) return false;
        if (way.is_over() && !is_dead_ && !std::exchange(way.has_told_end, true)) ::shutdown(way.to, SHUT_WR);
        return true;
    }

    Way up_;
    Way down_;
    std::size_t carried_ = 0;  // from the client
    bool is_dead_ = false;
    bool is_cut_ = false;
};

TcpProxy::TcpProxy(std::uint16_t server)
    : server_{server}, listener_{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)} {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(listener_, 1024) != 0) {
        throw std::runtime_error{"no port for a proxy"};
    }
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

TcpProxy::~TcpProxy() {
    is_over_ = true;
    thread_.join();
    ::close(listener_);
}

void TcpProxy::cut() {
    is_cut_wanted_ = true;
    while (is_cut_wanted_)
        std::this_thread::yield();
}

void TcpProxy::serve() {
    std::list<std::unique_ptr<Pair>> pairs;
    while (!is_over_)
        turn(pairs);
}

void TcpProxy::turn(std::list<std::unique_ptr<Pair>>& pairs) {
    const bool is_stalled = stalls_;
    std::vector<pollfd> wishes{{listener_, POLLIN, 0}};
    for (const auto& pair : pairs) {
        if (swallows_) pair->forget();
        pair->want(wishes, is_stalled);
    }
    ::poll(wishes.data(), wishes.size(), turn_ms);
    if (is_cut_wanted_) {
        pairs.clear();
        is_cut_wanted_ = false;
    }
    const std::chrono::milliseconds delay{delay_ms_};
    std::erase_if(pairs, [&](const auto& pair) { return !pair->move(is_stalled, cut_after_, delay); });
    accept(pairs);
}

void TcpProxy::accept(std::list<std::unique_ptr<Pair>>& pairs) {
    for (;;) {
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return;
        const int server = refuses_ ? -1 : connect_to(server_);
        if (server < 0) {
            reset(client);
            continue;
        }
        ++accepted_;
        pairs.push_back(std::make_unique<Pair>(client, server));
    }
}

}  // namespace logbeam::test
