#include "transport/nats/chain_receiver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::transport {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct ChainReceiverTest : ::testing::Test {
    void take(std::uint64_t first, std::uint64_t last, std::uint64_t previous, const std::string& subject = "a",
              std::size_t bytes = 1) {
        receiver.take({subject, {"me", first, last, last - first + 1, previous}, std::string(bytes, 'x')}, now, out);
    }
    void wait(std::chrono::milliseconds time) {
        now += time;
        receiver.expire(now, out);
    }
    // What has come out: "1-5", "lost 5-9", and behind what a delivery of which the beginning was had.
    std::vector<std::string> outcomes() {
        std::vector<std::string> all;
        for (const auto& outcome : std::exchange(out, {})) {
            if (const auto* loss = std::get_if<ChainReceiver::Loss>(&outcome)) {
                all.push_back("lost " + std::to_string(loss->after) + '-' + std::to_string(loss->through));
                continue;
            }
            const auto& delivery = std::get<ChainReceiver::Delivery>(outcome);
            const auto& header = delivery.arrival.header;
            all.push_back(std::to_string(header.first) + '-' + std::to_string(header.last) +
                          (delivery.after >= header.first ? " behind " + std::to_string(delivery.after) : ""));
        }
        return all;
    }

    ChainReceiver receiver{{1s, 100, 3}};
    ChainReceiver::Time now{};
    std::vector<ChainReceiver::Outcome> out;
};

TEST_F(ChainReceiverTest, LetsThroughWhatComesInOrder) {
    take(1, 5, 0);
    take(6, 9, 5);
    take(15, 20, 9);

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "6-9", "15-20"));
    EXPECT_EQ(receiver.deadline(), std::nullopt);
}

TEST_F(ChainReceiverTest, MayBeginInTheMiddle) {
    take(15, 20, 9);
    take(21, 22, 20);

    EXPECT_THAT(outcomes(), ElementsAre("15-20", "21-22"));
}

TEST_F(ChainReceiverTest, DropsWhatComesTwice) {
    take(1, 5, 0);
    take(6, 9, 5);
    take(1, 5, 0);
    take(6, 9, 5);

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "6-9"));
    EXPECT_EQ(receiver.counts().repeated, 2U);
}

TEST_F(ChainReceiverTest, HoldsWhatComesEarly) {
    take(1, 5, 0);
    take(10, 12, 9);
    EXPECT_THAT(outcomes(), ElementsAre("1-5"));
    EXPECT_EQ(receiver.deadline(), now + 1s);

    take(6, 9, 5);

    EXPECT_THAT(outcomes(), ElementsAre("6-9", "10-12"));
    EXPECT_EQ(receiver.deadline(), std::nullopt);
    EXPECT_EQ(receiver.counts().lost, 0U);
}

TEST_F(ChainReceiverTest, TellsALossAfterASecond) {
    take(1, 5, 0);
    take(10, 12, 9);
    wait(999ms);
    EXPECT_THAT(outcomes(), ElementsAre("1-5"));

    wait(1ms);

    EXPECT_THAT(outcomes(), ElementsAre("lost 5-9", "10-12"));
    EXPECT_EQ(receiver.counts().lost, 1U);
    EXPECT_EQ(receiver.deadline(), std::nullopt);
}

TEST_F(ChainReceiverTest, DropsWhatComesAfterItsLossWasTold) {
    take(1, 5, 0);
    take(10, 12, 9);
    wait(1s);
    (void)outcomes();

    take(6, 9, 5);
    take(13, 13, 12);

    EXPECT_THAT(outcomes(), ElementsAre("13-13"));
}

TEST_F(ChainReceiverTest, GivesEachGapItsOwnSecond) {
    take(1, 5, 0);
    take(10, 12, 9);
    take(20, 22, 19);
    wait(1s);
    EXPECT_THAT(outcomes(), ElementsAre("1-5", "lost 5-9", "10-12"));

    wait(1s);

    EXPECT_THAT(outcomes(), ElementsAre("lost 12-19", "20-22"));
}

TEST_F(ChainReceiverTest, KeepsSubjectsApart) {
    take(1, 5, 0, "a");
    take(10, 12, 9, "a");
    take(6, 7, 0, "b");

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "6-7"));
}

TEST_F(ChainReceiverTest, LetsThroughTheRestOfWhatItHasTheBeginningOf) {
    take(1, 5, 0);
    take(1, 9, 0);  // sent again in one piece with the next

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "1-9 behind 5"));
}

TEST_F(ChainReceiverTest, LetsThroughLateWhatStandsRightBeforeItsBeginning) {
    take(6, 9, 5);
    take(1, 5, 0);
    take(1, 5, 0);

    EXPECT_THAT(outcomes(), ElementsAre("6-9", "1-5"));
    EXPECT_EQ(receiver.counts().repeated, 1U);
}

TEST_F(ChainReceiverTest, GoesOnWithAPublisherThatForgotItsChain) {
    take(1, 5, 0);
    take(50, 51, 0);

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "50-51"));
}

TEST_F(ChainReceiverTest, StopsWaitingWhenItHoldsTooMuch) {
    take(1, 5, 0);
    take(10, 12, 9, "a", 60);
    take(13, 14, 12, "a", 60);

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "lost 5-9", "10-12", "13-14"));
    EXPECT_EQ(receiver.deadline(), std::nullopt);
}

TEST_F(ChainReceiverTest, ForgetsTheChainThatWasSilentForLongest) {
    take(1, 1, 0, "a");
    take(2, 2, 0, "b");
    take(3, 3, 0, "c");
    take(4, 4, 1, "a");

    take(5, 5, 0, "d");
    take(9, 9, 8, "b");  // begins anew

    EXPECT_EQ(receiver.chains(), 3U);
    EXPECT_THAT(outcomes(), ElementsAre("1-1", "2-2", "3-3", "4-4", "5-5", "9-9"));
}

TEST_F(ChainReceiverTest, DropsAnEarlyOneThatComesTwice) {
    take(1, 5, 0);
    take(10, 12, 9);
    take(10, 12, 9);
    take(6, 9, 5);

    EXPECT_THAT(outcomes(), ElementsAre("1-5", "6-9", "10-12"));
    EXPECT_EQ(receiver.counts().repeated, 1U);
}

}  // namespace
}  // namespace logbeam::transport
