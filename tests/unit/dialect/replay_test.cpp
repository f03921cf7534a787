#include "query/program.hpp"
#include "unit/dialect/feed_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

// The past of a subscription, before its present.
namespace logbeam::dialect {
namespace {

using test::FeedTest;
using test::Seat;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct FarPast : FeedTest {
    FarPast() { rig.past.holds_back = true; }

    // The seqs that were heard, in their order.
    std::vector<std::uint64_t> seqs() {
        std::vector<std::uint64_t> all;
        for (const std::string& message : seat.heard()) {
            const auto frame = wire::decode_server_frame(message).value();
            const auto* events = std::get_if<wire::Events>(&frame);
            if (events == nullptr) continue;
            for (const Event& event : events->events)
                all.push_back(event.seq);
        }
        return all;
    }
    static std::vector<std::uint64_t> range(std::uint64_t first, std::uint64_t last) {
        std::vector<std::uint64_t> all(last - first + 1);
        std::iota(all.begin(), all.end(), first);
        return all;
    }

    static constexpr int far = 3 * Replay::near_the_present;
};

TEST_F(FarPast, IsHeardPieceByPieceThenThePresentWithoutGapOrDouble) {
    store(far);
    subscribe(1, "a", wire::FromSeq{0, "epoch"});

    std::vector<std::uint64_t> all;
    for (int turn = 0; turn < 20; ++turn) {
        store(50);  // meanwhile
        rig.past.bring();
        for (const std::uint64_t seq : seqs())
            all.push_back(seq);
    }

    EXPECT_EQ(all, range(1, far + 20 * 50));
    EXPECT_FALSE(feed.is_replaying());
}

TEST_F(FarPast, HoldsUpNothingWhileItIsRead) {
    store(far);
    subscribe(1, "a", wire::FromSeq{0, "epoch"});
    subscribe(2, "b");
    EXPECT_THAT(seqs(), IsEmpty());
    EXPECT_FALSE(feed.is_replaying()) << "nothing to do until the page has come";

    store(1, "b");

    EXPECT_THAT(seqs(), ElementsAre(far + 1));
}

TEST_F(FarPast, MayBeLeftWhileItIsRead) {
    store(far);
    subscribe(1, "a", wire::FromSeq{0, "epoch"});
    (void)seqs();

    EXPECT_TRUE(feed.close(1));
    rig.past.bring();

    EXPECT_THAT(seqs(), IsEmpty());
}

TEST_F(FarPast, MayGoOnAfterTheSessionThatAskedForItHasEnded) {
    store(far);
    {
        Seat other{rig, {.subscriptions = 3}};
        Feed gone{other.session, hub::Dialect::native};
        (void)gone.open(1, wish({"a"})).value();
        gone.begin(1, wire::FromLast{5});
    }

    rig.past.bring();  // nobody is called
}

TEST_F(FarPast, BeginsWithTheLastThatTheFilterMatches) {
    for (int i = 0; i < 40; ++i)
        publish("a", R"({"n":)" + std::to_string(i % 10) + "}");
    ASSERT_TRUE(rig.hub.commit());
    Wish filtered = wish({"a"});
    filtered.filter = query::Program::compile("n:3", Timestamp{}).value();
    (void)feed.open(1, std::move(filtered)).value();

    feed.begin(1, wire::FromLast{2});
    rig.past.bring();
    publish("a", R"({"n":3})");
    publish("a", R"({"n":4})");
    ASSERT_TRUE(rig.hub.commit());

    EXPECT_THAT(seqs(), ElementsAre(24, 34, 41));
}

TEST_F(FarPast, BeginsAtATime) {
    const Timestamp begin = rig.clock.wall_now();
    for (int i = 0; i < 5; ++i) {
        store(1);
        rig.clock.advance(std::chrono::minutes{1});
    }

    subscribe(1, "a", wire::FromTime{begin + std::chrono::minutes{3}});
    rig.past.bring();

    EXPECT_THAT(seqs(), ElementsAre(4, 5));
}

TEST_F(FarPast, IsThePresentWhereTheTimeIsStillToCome) {
    store(5);

    subscribe(1, "a", wire::FromTime{rig.clock.wall_now() + std::chrono::hours{1}});
    rig.past.bring();
    store(1);

    EXPECT_THAT(seqs(), ElementsAre(6));
}

TEST_F(FarPast, TellsEverybodyElseOfAGap) {
    store(3);
    subscribe(2, "$sys.gap");

    subscribe(1, "a", wire::FromSeq{7, "an older epoch"});
    ASSERT_TRUE(rig.hub.commit());

    const auto messages = seat.heard();
    EXPECT_THAT(messages, Contains(AllOf(HasSubstr(R"("topic":"$sys.gap")"), HasSubstr(R"("reason":"epoch")"),
                                         HasSubstr(R"("topics":["a"])"))));
}

struct PacedPast : FarPast {
    PacedPast() { rig.past.holds_back = false; }

    void subscribe_at(double speed) {
        Wish paced = wish({"a"});
        paced.speed = speed;
        (void)feed.open(1, std::move(paced)).value();
        feed.begin(1, wire::FromSeq{0, "epoch"});
    }
    // As the connection does when the time that it was asked to wait is over.
    std::chrono::nanoseconds wait() {
        auto [time, then] = std::move(seat.outlet.calls.back());
        seat.outlet.calls.pop_back();
        rig.clock.advance(time);
        then();
        return time;
    }
};

TEST_F(PacedPast, FollowsAsItWasOrFaster) {
    for (const int seconds : {0, 10, 60}) {
        rig.clock.advance(std::chrono::seconds{seconds});
        store(1);
    }
    subscribe_at(2);

    EXPECT_THAT(seqs(), ElementsAre(1));
    EXPECT_EQ(wait(), std::chrono::seconds{5});
    EXPECT_THAT(seqs(), ElementsAre(2));
    EXPECT_EQ(wait(), std::chrono::seconds{30});
    EXPECT_THAT(seqs(), ElementsAre(3));
}

TEST_F(PacedPast, IsThePresentWhenItHasCaughtUp) {
    store(1);
    rig.clock.advance(std::chrono::hours{1});
    store(1);
    subscribe_at(1000);
    (void)seqs();
    (void)wait();
    EXPECT_THAT(seqs(), ElementsAre(2));

    store(1);

    EXPECT_THAT(seqs(), ElementsAre(3));
    EXPECT_FALSE(feed.is_replaying());
}

}  // namespace
}  // namespace logbeam::dialect
