#include "server/http_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::server {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

http::Response response_of(int status, const std::string& body = "") {
    http::Response response;
    response.status = status;
    response.content_type = "text/plain";
    response.body = body;
    return response;
}

TEST(AnAnswer, IsALineHeadersAndABody) {
    http::Response response = response_of(200, "hello");
    response.headers = {{"ETag", "\"1\""}};

    EXPECT_EQ(to_text(response, {}),
              "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
              "Connection: keep-alive\r\n\r\nhello");
}

TEST(AnAnswer, SaysWhenTheConnectionEndsWithIt) {
    EXPECT_THAT(to_text(response_of(413), {.keep_alive = false}),
                AllOf(StartsWith("HTTP/1.1 413 Content Too Large\r\n"), HasSubstr("Connection: close\r\n")));
}

TEST(AnAnswer, ToHeadKeepsTheLengthAndLeavesOutTheBody) {
    EXPECT_THAT(to_text(response_of(200, "hello"), {.with_body = false}),
                AllOf(HasSubstr("Content-Length: 5\r\n"), EndsWith("\r\n\r\n")));
}

TEST(AnAnswer, WithoutContentSaysNothingOfABody) {
    for (const int status : {204, 304}) {
        EXPECT_THAT(to_text(response_of(status, "never sent"), {}),
                    AllOf(Not(HasSubstr("Content-")), EndsWith("\r\n\r\n")));
    }
}

TEST(AnAnswer, WithAnEmptyBodySaysSo) {
    EXPECT_THAT(to_text(response_of(200), {}), HasSubstr("Content-Length: 0\r\n"));
}

TEST(AnAnswer, TakesAFilesBytesFromWhereTheyLie) {
    http::Response response = response_of(200);
    response.static_body = "<h1>";

    EXPECT_THAT(to_text(response, {}), AllOf(HasSubstr("Content-Length: 4\r\n"), EndsWith("\r\n\r\n<h1>")));
}

TEST(AnAnswer, HasAReasonForEveryStatusOfTheBroker) {
    for (const int status :
         {101, 200, 202, 204, 207, 303, 304, 400, 401, 403, 404, 405, 408, 413, 415, 422, 426, 429, 431, 500, 503}) {
        EXPECT_THAT(to_text(response_of(status), {}), Not(HasSubstr(std::to_string(status) + " Status"))) << status;
    }
    EXPECT_THAT(to_text(response_of(599), {}), StartsWith("HTTP/1.1 599 Status\r\n"));
}

TEST(SwitchingProtocols, NamesTheSubprotocolThatWasChosen) {
    EXPECT_EQ(switching_protocols("key=", "logbeam.v1"),
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Accept: key=\r\nSec-WebSocket-Protocol: logbeam.v1\r\n\r\n");
}

TEST(SwitchingProtocols, NamesNoSubprotocolThatNobodyAskedFor) {
    EXPECT_THAT(switching_protocols("key=", ""), AllOf(Not(HasSubstr("Protocol:")), EndsWith("key=\r\n\r\n")));
}

}  // namespace
}  // namespace logbeam::server
