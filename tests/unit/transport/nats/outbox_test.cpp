#include "transport/nats/outbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::transport {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Route = Outbox::Route;

struct OutboxTest : ::testing::Test {
    // A batch of one packet per subject.
    void take(const std::vector<std::string>& subjects) {
        Batch batch;
        batch.publisher = "me";
        batch.last = ++taken;
        std::vector<Packet> packets;
        for (const std::string& subject : subjects) {
            packets.push_back({subject, {}, std::make_shared<const std::string>("body")});
        }
        outbox.take(batch, std::move(packets));
    }
    // Sends all that is due; returns the numbers.
    std::vector<std::uint64_t> send(Route route = Route::stream) {
        std::vector<std::uint64_t> numbers;
        while (const auto number = outbox.next(now)) {
            outbox.sent(*number, route, now);
            numbers.push_back(*number);
        }
        return numbers;
    }
    // The counters of batches that are done, `~` before those that nobody keeps.
    std::vector<std::string> done() {
        std::vector<std::string> all;
        for (const auto& each : outbox.take_done()) {
            all.push_back((each.is_kept ? "" : "~") + std::to_string(each.held.counter));
        }
        return all;
    }

    Outbox outbox;
    Outbox::Time now{};
    std::uint64_t taken = 0;
};

TEST_F(OutboxTest, SendsInOrder) {
    take({"a"});
    take({"b", "c"});

    EXPECT_THAT(send(), ElementsAre(1, 2, 3));
    EXPECT_THAT(send(), IsEmpty());
}

TEST_F(OutboxTest, TellsABatchWhenAllOfItsPacketsAreAnswered) {
    take({"a", "b"});
    send();

    outbox.answered(2);
    EXPECT_THAT(done(), IsEmpty());
    outbox.answered(1);

    EXPECT_THAT(done(), ElementsAre("1"));
    EXPECT_EQ(outbox.size(), 0U);
    EXPECT_EQ(outbox.bytes(), 0U);
}

TEST_F(OutboxTest, TellsBatchesInTheirOrder) {
    take({"a"});
    take({"b"});
    send();

    outbox.answered(2);
    EXPECT_THAT(done(), IsEmpty());
    outbox.answered(1);

    EXPECT_THAT(done(), ElementsAre("1", "2"));
}

TEST_F(OutboxTest, SendsAgainEverythingLaterOnTheSubjectOfAFailure) {
    take({"a"});
    take({"b"});
    take({"a"});
    take({"a"});
    send();
    outbox.answered(4);  // stored already, and yet sent again behind the others

    outbox.failed(1, now);
    EXPECT_THAT(send(), IsEmpty());
    now += Outbox::retry_wait;

    EXPECT_THAT(send(), ElementsAre(1, 3, 4));
}

TEST_F(OutboxTest, KeepsWhatIsNewBehindAFailure) {
    take({"a"});
    send();
    outbox.failed(1, now);
    take({"a"});
    take({"b"});

    EXPECT_THAT(send(), ElementsAre(3));
    now += Outbox::retry_wait;
    EXPECT_THAT(send(), ElementsAre(1, 2));
}

TEST_F(OutboxTest, TellsNothingBeforeWhatWasSentAgainIsAnsweredAgain) {
    take({"a"});
    take({"a"});
    send();
    outbox.answered(2);
    outbox.failed(1, now);
    now += Outbox::retry_wait;
    send();

    outbox.answered(1);
    EXPECT_THAT(done(), ElementsAre("1"));
    outbox.answered(2);

    EXPECT_THAT(done(), ElementsAre("2"));
}

TEST_F(OutboxTest, BelievesALateAnswer) {
    take({"a"});
    send();
    outbox.failed(1, now);

    outbox.answered(1);

    EXPECT_THAT(done(), ElementsAre("1"));
    now += Outbox::retry_wait;
    EXPECT_THAT(send(), IsEmpty());
}

TEST_F(OutboxTest, FailsWhatIsNotAnsweredInTime) {
    take({"a"});
    send();
    EXPECT_EQ(outbox.deadline(), now + Outbox::answer_wait);
    now += Outbox::answer_wait - 1ms;
    EXPECT_EQ(outbox.expire(now), 0U);

    now += 1ms;
    EXPECT_EQ(outbox.expire(now), 1U);

    EXPECT_EQ(outbox.deadline(), now + Outbox::retry_wait);
    now += Outbox::retry_wait;
    EXPECT_THAT(send(), ElementsAre(1));
}

TEST_F(OutboxTest, AcknowledgesCorePacketsUpToAPing) {
    take({"a"});
    take({"b"});
    send(Route::core);
    const auto mark = outbox.sent_mark();
    take({"c"});
    send(Route::core);

    outbox.passed(mark);

    EXPECT_THAT(done(), ElementsAre("~1", "~2"));
    EXPECT_TRUE(outbox.waits_for_pass());
    outbox.passed(outbox.sent_mark());
    EXPECT_THAT(done(), ElementsAre("~3"));
    EXPECT_FALSE(outbox.waits_for_pass());
}

TEST_F(OutboxTest, CallsABatchKeptOnlyWhenAllOfItIs) {
    take({"a", "b"});
    outbox.sent(1, Route::stream, now);
    outbox.sent(2, Route::core, now);

    outbox.answered(1);
    outbox.passed(outbox.sent_mark());

    EXPECT_THAT(done(), ElementsAre("~1"));
}

TEST_F(OutboxTest, FailsWhatStreamsWillNotAnswer) {
    take({"a"});
    take({"b"});
    take({"a"});
    send();

    outbox.fail_unanswered([](const std::string& subject) { return subject == "a"; }, now);
    now += Outbox::retry_wait;

    EXPECT_THAT(send(Route::core), ElementsAre(1, 3));
    EXPECT_EQ(outbox.unanswered(), 1U);
}

TEST_F(OutboxTest, PassesOverAnswersToWhatItDoesNotHold) {
    take({"a"});
    send();

    outbox.answered(7);
    outbox.answered(0);

    EXPECT_THAT(done(), IsEmpty());
}

TEST_F(OutboxTest, TellsABatchWithoutPacketsAtOnce) {
    take({});

    EXPECT_TRUE(outbox.has_done());
    EXPECT_THAT(done(), ElementsAre("1"));
}

}  // namespace
}  // namespace logbeam::transport
