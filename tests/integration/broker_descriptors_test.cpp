#include "support/broker_process.hpp"
#include "support/crowd.hpp"
#include "support/raw_client.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::test {
namespace {

TEST(ABrokerWithoutDescriptorsLeft, SaysSoServesWhoIsThereAndRecovers) {
    BrokerProcess broker;
    RawWebSocket subscriber{broker.port(), "/ws"};
    subscribe(subscriber, "a");
    RawClient publisher{broker.port()};
    const auto publish = [&](int number) {
        const std::string body = R"({"topic":"a","data":{"n":)" + std::to_string(number) + "}}";
        return ask(publisher, "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                              "Content-Length: " +
                                  std::to_string(body.size()) + "\r\n\r\n" + body)
            .status;
    };
    const auto metrics = [&] { return ask(publisher, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").status; };
    ASSERT_EQ(publish(1), 200);
    ASSERT_EQ(metrics(), 200);  // UBSan takes two descriptors to check a type that it has not seen before
    broker.limit_descriptors(broker.descriptors() + 5);

    auto crowd = std::make_unique<std::vector<RawClient>>();
    for (int each = 0; each < 50; ++each)
        crowd->emplace_back(broker.port());
    EXPECT_TRUE(broker.says("no descriptor is left"));
    EXPECT_EQ(publish(2), 200);
    EXPECT_TRUE(subscriber.next_with(R"("n":2)").has_value());
    EXPECT_EQ(metrics(), 200);
    crowd.reset();

    EXPECT_EQ(get(broker.port(), "/healthz").status, 200);
    EXPECT_EQ(publish(3), 200);
    EXPECT_TRUE(subscriber.next_with(R"("n":3)").has_value());
    const std::string said = broker.said();
    EXPECT_LE(std::count(said.begin(), said.end(), '\n'), 60);  // tried ten times a second, said no more often
}

}  // namespace
}  // namespace logbeam::test
