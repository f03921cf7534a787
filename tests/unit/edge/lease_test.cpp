#include "edge/lease.hpp"

#include "edge/bucket.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_port.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// One broker of several: its clock stands still while it is stopped.
struct Edge {
    Edge(test::FakeJetStream& server, std::string its_name, const Clock& clock)
        : port{server},
          name{std::move(its_name)},
          bucket{port, "lease"},
          lease{bucket,
                "alerts",
                {name, "http://" + name, ""},
                clock,
                {[this](std::uint64_t) { said.emplace_back("taken"); }, [this] { said.emplace_back("lost"); }}} {
        bucket.open(1, [](const Result<void>& opened) { ASSERT_TRUE(opened.ok()); });
        port.drive();
    }
    void tick() {
        lease.tick();
        port.drive();
    }

    test::FakePort port;
    std::string name;
    Bucket bucket;
    std::vector<std::string> said;
    Lease lease;
};

struct ALease : ::testing::Test {
    // Seconds go by, and these notice.
    void pass(int seconds, const std::vector<Edge*>& edges) {
        for (; seconds > 0; --seconds) {
            clock.advance(1s);
            for (Edge* each : edges)
                each->tick();
            EXPECT_LE(one.lease.is_held() + two.lease.is_held(), 1);
        }
    }

    test::FakeClock clock;
    test::FakeJetStream server;
    Edge one{server, "one", clock};
    Edge two{server, "two", clock};
};

TEST_F(ALease, IsTakenByTheFirstWhoAsks) {
    pass(2, {&one, &two});

    EXPECT_TRUE(one.lease.is_held());
    EXPECT_FALSE(two.lease.is_held());
    EXPECT_THAT(one.said, ElementsAre("taken"));
    EXPECT_THAT(two.said, IsEmpty());
}

TEST_F(ALease, StaysWithWhoRenewsIt) {
    pass(60, {&one, &two});

    EXPECT_TRUE(one.lease.is_held());
    EXPECT_THAT(one.said, ElementsAre("taken"));
    EXPECT_THAT(two.said, IsEmpty());
}

TEST_F(ALease, SaysWhoHasIt) {
    pass(3, {&one, &two});

    ASSERT_NE(two.lease.holder(), nullptr);
    EXPECT_EQ(two.lease.holder()->edge, "one");
    EXPECT_EQ(two.lease.holder()->address, "http://one");
}

TEST_F(ALease, GoesToAnotherWithinTenSecondsOfADeath) {
    pass(20, {&one, &two});
    pass(10, {&two});

    EXPECT_TRUE(two.lease.is_held());
}

TEST_F(ALease, IsNotTakenBeforeItsHolderHasLetGo) {
    pass(20, {&one, &two});
    pass(5, {&two});

    EXPECT_FALSE(one.lease.is_held());
    EXPECT_FALSE(two.lease.is_held());
}

TEST_F(ALease, IsLostByAHolderThatWasStoppedBeforeItDoesAnything) {
    pass(20, {&one, &two});
    clock.advance(1h);
    EXPECT_FALSE(one.lease.is_held());
    pass(9, {&two});
    one.tick();

    EXPECT_THAT(one.said, ElementsAre("taken", "lost"));
    EXPECT_TRUE(two.lease.is_held());
}

TEST_F(ALease, IsNotTakenByOneThatSleptWhileTheOtherRenewed) {
    pass(3, {&one, &two});
    pass(60, {&one});
    pass(5, {&two, &one});

    EXPECT_TRUE(one.lease.is_held());
    EXPECT_THAT(two.said, IsEmpty());
}

TEST_F(ALease, IsTakenByOneOfTwoThatTryAtOnce) {
    pass(3, {&one, &two});
    one.lease.release([] {});
    one.port.drive();
    Edge three{server, "three", clock};
    two.tick();
    three.tick();  // both have seen that nobody has it
    two.lease.tick();
    three.lease.tick();
    three.port.drive();
    two.port.drive();

    EXPECT_TRUE(two.lease.is_held());
    EXPECT_FALSE(three.lease.is_held());
}

TEST_F(ALease, GoesToAnotherAtOnceWhenItIsReleased) {
    pass(3, {&one, &two});
    bool is_done = false;
    one.lease.release([&] { is_done = true; });
    one.port.drive();
    pass(2, {&one, &two});

    EXPECT_TRUE(is_done);
    EXPECT_TRUE(two.lease.is_held());
    EXPECT_FALSE(one.lease.is_held());
}

TEST_F(ALease, IsReleasedAlsoInTheMiddleOfARenewal) {
    pass(3, {&one, &two});
    clock.advance(2s);
    one.lease.tick();  // asks
    one.lease.release([] {});
    one.port.drive();
    pass(2, {&two});

    EXPECT_TRUE(two.lease.is_held());
}

TEST_F(ALease, OutlastsARenewalThatWasDoneAndNotAnswered) {
    pass(3, {&one, &two});
    one.port.lost_answers = 1;
    pass(20, {&one, &two});

    EXPECT_THAT(one.said, ElementsAre("taken"));
}

TEST_F(ALease, CountsARepeatedRenewalFromWhenItWasSentFirst) {
    pass(1, {&one});
    pass(1, {&one});
    ASSERT_TRUE(one.lease.is_held());
    clock.advance(2s);
    one.port.lost_answers = 1;
    one.tick();
    clock.advance(2s);
    one.tick();  // is answered as the first would have been
    clock.advance(3500ms);

    EXPECT_FALSE(one.lease.is_held());
}

TEST_F(ALease, IsLostByOneThatCannotReachTheServer) {
    pass(3, {&one, &two});
    one.port.is_away = true;
    pass(10, {&one, &two});
    EXPECT_THAT(one.said, ElementsAre("taken", "lost"));
    EXPECT_TRUE(two.lease.is_held());
    one.port.is_away = false;
    pass(10, {&one, &two});

    EXPECT_TRUE(two.lease.is_held());
}

TEST_F(ALease, IsNotHeldOnTheStrengthOfAnAnswerThatCameTooLate) {
    one.tick();
    one.lease.tick();  // asks for it
    clock.advance(6s);
    one.port.drive();

    EXPECT_FALSE(one.lease.is_held());
    EXPECT_THAT(one.said, IsEmpty());
}

}  // namespace
}  // namespace logbeam::edge
