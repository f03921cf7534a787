#include "server/port_owner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

// What /proc knows of sockets takes a socket: nobody connects to it.
namespace logbeam::server {
namespace {

using ::testing::StartsWith;

class BoundSocket {
public:
    explicit BoundSocket(int family) : socket_{::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_storage address{};
        address.ss_family = static_cast<sa_family_t>(family);
        socklen_t bytes = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(socket_, any, bytes), 0);
        EXPECT_EQ(::getsockname(socket_, any, &bytes), 0);
        port = ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);  // at the same place in both
    }
    ~BoundSocket() { ::close(socket_); }
    BoundSocket(const BoundSocket&) = delete;
    BoundSocket& operator=(const BoundSocket&) = delete;

    void listen() const { EXPECT_EQ(::listen(socket_, 1), 0); }

    std::uint16_t port = 0;

private:
    int socket_;
};

const std::string myself = "pid " + std::to_string(::getpid()) + " (";

TEST(TheOwnerOfAPort, IsWhoListensOnIt) {
    const BoundSocket socket{AF_INET};
    socket.listen();

    EXPECT_THAT(owner_of_port(socket.port), StartsWith(myself));
}

TEST(TheOwnerOfAPort, MayListenOnIpv6) {
    const BoundSocket socket{AF_INET6};
    socket.listen();

    EXPECT_THAT(owner_of_port(socket.port), StartsWith(myself));
}

TEST(TheOwnerOfAPort, IsNotKnownWhileNobodyListens) {
    const BoundSocket socket{AF_INET};

    EXPECT_EQ(owner_of_port(socket.port), "another program");
}

}  // namespace
}  // namespace logbeam::server
