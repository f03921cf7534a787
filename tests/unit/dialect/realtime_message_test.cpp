#include "dialect/realtime/realtime_message.hpp"

#include "support/test_data.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace logbeam::dialect {
namespace {

std::string understood(std::string_view text) {
    const RealtimeMessage message = read_realtime_message(text);
    switch (message.kind) {
        case RealtimeMessage::Kind::subscribe: return "subscribe " + message.topic;
        case RealtimeMessage::Kind::unsubscribe: return "unsubscribe " + message.topic;
        case RealtimeMessage::Kind::publish: return "publish" + message.topic;
        case RealtimeMessage::Kind::none: break;
    }
    return "none" + message.topic;
}

TEST(RealtimeMessage, IsUnderstoodAsTheTableSays) {
    constexpr std::string_view arrow = " <- ";
    std::ifstream table{logbeam::test::data_path("dialect/realtime/messages.txt")};
    int cases = 0;
    for (std::string line; std::getline(table, line);) {
        const auto at = line.find(arrow);
        if (line.starts_with('#') || at == std::string::npos) continue;

        EXPECT_EQ(understood(line.substr(at + arrow.size())), line.substr(0, at)) << line;
        ++cases;
    }

    EXPECT_GT(cases, 30);
}

TEST(RealtimeMessage, MayBeSurroundedByWhiteSpaceOnly) {
    EXPECT_EQ(understood("\n {\"type\":\"subscribe\",\"topic\":\"a\"} \r\n\t"), "subscribe a");
    EXPECT_EQ(understood(" \n"), "none");
    EXPECT_EQ(understood(""), "none");
}

TEST(RealtimeMessage, IsNoneWhenItIsNotUtf8) {
    EXPECT_EQ(understood("{\"type\":\"subscribe\",\"topic\":\"\xff\"}"), "none");
}

TEST(RealtimeMessage, IsNoneWhenItNestsBeyondAnyEvent) {
    const std::string deep = R"({"type":"t","data":)" + std::string(100, '[') + std::string(100, ']') + "}";

    EXPECT_EQ(understood(deep), "none");
}

}  // namespace
}  // namespace logbeam::dialect
