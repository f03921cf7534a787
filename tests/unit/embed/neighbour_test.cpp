#include "embed/neighbour.hpp"

#include <gtest/gtest.h>

// How live() tells a broker from whoever else may listen on its port.
namespace logbeam::embed {
namespace {

TEST(Neighbour, IsABrokerWhenItsHealthSaysSo) {
    EXPECT_TRUE(is_brokers_answer("HTTP/1.1 200 OK\r\nServer: logbeam 0.1.0\r\nContent-Length: 3\r\n\r\nok\n"));
    EXPECT_TRUE(is_brokers_answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nServer: logbeam 7.2.1\r\n\r\nok\n"));
}

TEST(Neighbour, IsSomebodyElseWhenItOnlySaysOk) {
    EXPECT_FALSE(is_brokers_answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"));
    EXPECT_FALSE(is_brokers_answer("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 3\r\n\r\nok\n"));
    EXPECT_FALSE(is_brokers_answer("HTTP/1.1 200 OK\r\nServer: logbeamish\r\n\r\n"));
}

TEST(Neighbour, IsSomebodyElseWhenOnlyTheBodyLooksLikeABroker) {
    EXPECT_FALSE(is_brokers_answer("HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n\r\nServer: logbeam 0.1.0\r\n"));
}

TEST(Neighbour, IsNotJoinedWhenItRefuses) {
    EXPECT_FALSE(is_brokers_answer("HTTP/1.1 403 Forbidden\r\nServer: logbeam 0.1.0\r\n\r\n"));
}

TEST(Neighbour, MaySayAnything) {
    EXPECT_FALSE(is_brokers_answer(""));
    EXPECT_FALSE(is_brokers_answer("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"));
    EXPECT_FALSE(is_brokers_answer("HTTP/1.1 200"));
}

}  // namespace
}  // namespace logbeam::embed
