#include "cli/bench/load_flow.hpp"

#include "cli/bench/load_subscriber.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

namespace logbeam::cli {
namespace {

TEST(LoadSubscriber, CountsWhatIsMissingAndWhatComesTwice) {
    LoadSubscriber subscriber{2};

    for (const std::uint64_t sequence : {0, 1, 4, 4}) {
        subscriber.take({0, 0, sequence, 0});
    }
    subscriber.take({1, 0, 0, 0});
    subscriber.take({2, 0, 0, 0});

    EXPECT_EQ(subscriber.received(), 4u);
    EXPECT_EQ(subscriber.lost(), 2u);
    EXPECT_EQ(subscriber.strange(), 2u);
    EXPECT_EQ(subscriber.position(), 6u);
}

TEST(LoadFlow, HasNoRoomWhileTheSlowestSubscriberIsAWindowBehind) {
    BenchOptions options;
    options.subscribers = 2;
    options.window = 100;
    LoadFlow flow{options};
    EXPECT_EQ(flow.room(), 100u);

    flow.add_sent(0, 100);
    flow.set_position(0, 100);
    EXPECT_EQ(flow.room(), 0u);
    flow.set_position(1, 60);
    EXPECT_EQ(flow.room(), 60u);

    flow.set_position(1, 0);
    flow.leave(1);
    EXPECT_EQ(flow.room(), 100u);
}

}  // namespace
}  // namespace logbeam::cli
