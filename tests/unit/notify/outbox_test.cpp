#include "notify/outbox.hpp"

#include "support/fake_clock.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Outcome = Delivery::Outcome;

class Scripted final : public Notifier {
public:
    explicit Scripted(std::function<Delivery(const alert::Notification&)> answer) : answer_{std::move(answer)} {}
    Delivery send(const alert::Notification& notification) noexcept override { return answer_(notification); }

private:
    std::function<Delivery(const alert::Notification&)> answer_;
};

class Diary final : public Records {
public:
    bool before(const std::string& notifier, const alert::Notification& notification) noexcept override {
        lines.push_back(notifier + ": " + notification.key + (notification.is_repeat ? " again" : ""));
        return may_send;
    }
    void after(const std::string& notifier, const std::string& key, const Delivery& delivery) noexcept override {
        lines.push_back(notifier + ": " + key + " " + std::string{to_string(delivery.outcome)});
    }
    std::vector<std::string> lines;
    bool may_send = true;
};

class AnOutbox : public ::testing::Test {
protected:
    // Lets time go on from one due moment to the next.
    void run_for(std::chrono::nanoseconds span) {
        const auto end = clock.steady_now() + span;
        while (outbox.next_due() && *outbox.next_due() <= end) {
            clock.advance(std::max(0ns, std::chrono::nanoseconds{*outbox.next_due() - clock.steady_now()}));
            outbox.try_front();
        }
        clock.advance(end - clock.steady_now());
    }

    test::FakeClock clock;
    Diary diary;
    DeliveryLog log;
    std::vector<std::string> arrived;
    std::function<Delivery(const alert::Notification&)> answer = [this](const alert::Notification& notification) {
        arrived.push_back(notification.key);
        return Delivery{Outcome::delivered, "200"};
    };
    Outbox outbox{{"ops", "webhook", std::make_unique<Scripted>([this](const auto& each) { return answer(each); })},
                  {clock, diary, log},
                  42};
};

TEST_F(AnOutbox, SendsNothingWhileItMayNot) {
    diary.may_send = false;
    (void)outbox.offer(firing("a"));
    run_for(5s);
    EXPECT_THAT(arrived, SizeIs(0));
    EXPECT_EQ(outbox.waiting(), 1u);
    diary.may_send = true;
    run_for(2s);

    EXPECT_THAT(arrived, ElementsAre("a"));
}

TEST_F(AnOutbox, RecordsBeforeAndAfter) {
    EXPECT_TRUE(outbox.offer(firing("a")));
    EXPECT_TRUE(outbox.offer(firing("b")));

    run_for(1s);

    EXPECT_THAT(diary.lines, ElementsAre("ops: a", "ops: a delivered", "ops: b", "ops: b delivered"));
    EXPECT_EQ(outbox.waiting(), 0U);
    EXPECT_EQ(outbox.counts().delivered, 2U);
}

TEST_F(AnOutbox, DeliversInOrderWhatWasOfferedWhileTheReceiverWasDownForAnHour) {
    const auto down_until = clock.steady_now() + 1h;
    const auto deliver = answer;
    std::size_t tries = 0;
    answer = [&](const alert::Notification& notification) {
        ++tries;
        return clock.steady_now() < down_until ? Delivery{Outcome::retry, "refused"} : deliver(notification);
    };
    for (const auto* const key : {"a", "b", "c"})
        EXPECT_TRUE(outbox.offer(firing(key)));

    run_for(1h);
    EXPECT_THAT(arrived, ElementsAre());
    EXPECT_LT(tries, 40U);
    EXPECT_GT(tries, 15U);
    run_for(5min);

    EXPECT_THAT(arrived, ElementsAre("a", "b", "c"));
    EXPECT_EQ(diary.lines.back(), "ops: c delivered");
}

TEST_F(AnOutbox, WaitsAsLongAsTheReceiverSays) {
    answer = [](const auto&) { return Delivery{Outcome::retry, "429", 90s}; };
    EXPECT_TRUE(outbox.offer(firing()));

    outbox.try_front();

    EXPECT_EQ(outbox.next_due(), clock.steady_now() + 90s);
}

TEST_F(AnOutbox, GoesOnBehindWhatIsRefused) {
    const auto deliver = answer;
    answer = [&](const alert::Notification& notification) {
        return notification.key == "a" ? Delivery{Outcome::refused, "400"} : deliver(notification);
    };
    EXPECT_TRUE(outbox.offer(firing("a")));
    EXPECT_TRUE(outbox.offer(firing("b")));

    run_for(1s);

    EXPECT_THAT(arrived, ElementsAre("b"));
    EXPECT_EQ(outbox.counts().refused, 1U);
}

TEST_F(AnOutbox, GivesUpAfterADayAndSaysSo) {
    answer = [](const auto&) { return Delivery{Outcome::retry, "500"}; };
    EXPECT_TRUE(outbox.offer(firing("a")));

    run_for(25h);

    EXPECT_EQ(outbox.waiting(), 0U);
    EXPECT_EQ(diary.lines.back(), "ops: a refused");
    EXPECT_EQ(log.recent().back().detail, "given up: 500");
}

TEST_F(AnOutbox, MarksATryAsRepeatWhereTheOneBeforeMayHaveArrived) {
    std::vector<bool> repeats;
    answer = [&](const alert::Notification& notification) {
        repeats.push_back(notification.is_repeat);
        return Delivery{repeats.size() == 3 ? Outcome::delivered : Outcome::retry, "", {}, repeats.size() == 2};
    };
    EXPECT_TRUE(outbox.offer(firing()));

    run_for(1min);

    EXPECT_THAT(repeats, ElementsAre(false, false, true));
}

TEST_F(AnOutbox, RefusesWhatThereIsNoRoomFor) {
    for (std::size_t i = 0; i < Outbox::capacity; ++i)
        EXPECT_TRUE(outbox.offer(firing()));

    EXPECT_FALSE(outbox.offer(firing()));
    EXPECT_EQ(outbox.counts().no_room, 1U);
}

TEST_F(AnOutbox, LogsTheLastTwoHundredTries) {
    for (int i = 0; i < 250; ++i)
        EXPECT_TRUE(outbox.offer(firing(std::to_string(i))));

    run_for(1s);

    ASSERT_THAT(log.recent(), SizeIs(200));
    EXPECT_EQ(log.recent().front().key, "50");
    EXPECT_EQ(log.recent().back().notifier, "ops");
    EXPECT_EQ(log.recent().back().detail, "200");
}

TEST_F(AnOutbox, SaysHowLongATryTook) {
    answer = [this](const auto&) {
        clock.advance(3s);
        return Delivery{Outcome::delivered, ""};
    };
    EXPECT_TRUE(outbox.offer(firing()));

    outbox.try_front();

    EXPECT_EQ(log.recent().at(0).took, 3s);
}

}  // namespace
}  // namespace logbeam::notify
