#include "notify/dispatcher.hpp"

#include "store/memory_state.hpp"
#include "support/fake_clock.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Outcome = Delivery::Outcome;

// What came to a notifier, and what it answers: nothing, as long as it is held.
struct Place {
    struct Seen {
        std::vector<std::string> keys;  // of a repeat with a `!`
        bool is_held = false;
    };
    Guarded<Seen> seen;
    std::condition_variable changed;
    Delivery answer{Outcome::delivered, "200"};

    void hold(bool is_held) {
        seen.lock()->is_held = is_held;
        changed.notify_all();
    }
    std::vector<std::string> after(std::size_t count) {
        auto now = seen.lock();
        EXPECT_TRUE(now.wait_for(changed, 20s, [count](const Seen& each) { return each.keys.size() >= count; }));
        return now->keys;
    }
};

class ToPlace final : public Notifier {
public:
    explicit ToPlace(Place& place) : place_{place} {}
    Delivery send(const alert::Notification& notification) noexcept override {
        auto seen = place_.seen.lock();
        seen->keys.push_back(notification.key + (notification.is_repeat ? "!" : ""));
        place_.changed.notify_all();
        seen.wait(place_.changed, [](const Place::Seen& each) { return !each.is_held; });
        return place_.answer;
    }

private:
    Place& place_;
};

struct ADispatcher : ::testing::Test {
    void start() {
        std::vector<NamedNotifier> notifiers;
        notifiers.push_back({"ops", "webhook", std::make_unique<ToPlace>(place)});
        dispatcher = std::make_unique<Dispatcher>(
            std::move(notifiers), clock, state, [this](const std::string& line) { troubles.lock()->push_back(line); });
    }
    void keep(const alert::Outgoing& outgoing) { (void)state.lock()->get()->change_records({kept(outgoing)}); }
    void send(const std::string& key) {
        const alert::Outgoing outgoing{"ops", firing(key)};
        keep(outgoing);
        dispatcher->send(outgoing);
    }
    std::vector<std::string> records(std::string_view kind) {
        std::vector<std::string> keys;
        for (const auto& record : state.lock()->get()->records(kind).value())
            keys.push_back(record.key);
        return keys;
    }
    void end() { dispatcher.reset(); }

    test::FakeClock clock;
    history::SharedState state{std::make_unique<store::MemoryState>()};
    Guarded<std::vector<std::string>> troubles;
    Place place;
    std::unique_ptr<Dispatcher> dispatcher;
};

TEST_F(ADispatcher, ForgetsWhatHasArrived) {
    start();
    send("a");
    EXPECT_THAT(place.after(1), ElementsAre("a"));
    end();

    EXPECT_THAT(records("notification"), IsEmpty());
    EXPECT_THAT(records("sending"), IsEmpty());
}

TEST_F(ADispatcher, HasWrittenDownWhatIsBeingSent) {
    place.hold(true);
    start();
    send("a");
    (void)place.after(1);

    EXPECT_THAT(records("sending"), ElementsAre("ops a"));
    EXPECT_THAT(records("notification"), ElementsAre("ops a"));
    place.hold(false);
}

TEST_F(ADispatcher, SendsWhatABrokerBeforeDidNot) {
    keep({"ops", firing("a")});
    start();

    EXPECT_THAT(place.after(1), ElementsAre("a"));
}

TEST_F(ADispatcher, MarksAsARepeatWhatMayHaveBeenSentBefore) {
    keep({"ops", firing("a")});
    (void)state.lock()->get()->change_records({{"sending", "ops a", ""}});
    start();

    EXPECT_THAT(place.after(1), ElementsAre("a!"));
}

TEST_F(ADispatcher, KnowsThatWhatWasRefusedForNowDidNotArrive) {
    place.answer = {Outcome::retry, "503"};
    start();
    send("a");
    (void)place.after(1);
    end();
    EXPECT_THAT(records("sending"), IsEmpty());
    place.answer = {Outcome::delivered, "200"};
    start();

    EXPECT_THAT(place.after(2), ElementsAre("a", "a"));
}

TEST_F(ADispatcher, GivesUpWhatHasNoNotifierAnyMore) {
    keep({"gone", firing("a")});
    start();

    EXPECT_THAT(*troubles.lock(), ElementsAre(HasSubstr("no notifier 'gone'")));
    EXPECT_THAT(records("notification"), IsEmpty());
}

TEST_F(ADispatcher, SendsLaterWhatANotifierHasNoRoomFor) {
    place.hold(true);
    start();
    const std::size_t count = Outbox::capacity + 5;
    for (std::size_t each = 0; each < count; ++each) {
        auto notification = firing(std::to_string(each));
        notification.at += std::chrono::seconds{each};
        const alert::Outgoing outgoing{"ops", notification};
        keep(outgoing);
        dispatcher->send(outgoing);
    }
    EXPECT_THAT(*troubles.lock(), ElementsAre(HasSubstr("'ops' is behind")));
    dispatcher->tick();
    place.hold(false);
    (void)place.after(Outbox::capacity);
    while (place.seen.lock()->keys.size() < count)
        dispatcher->tick();
    const auto all = place.after(count);

    ASSERT_EQ(all.size(), count);
    EXPECT_EQ(all.front(), "0");
    EXPECT_EQ(all.back(), std::to_string(count - 1));
}

TEST_F(ADispatcher, SendsATestThatNobodyKeeps) {
    start();

    EXPECT_TRUE(dispatcher->send_test("ops", test_notification(clock.wall_now())));
    EXPECT_FALSE(dispatcher->send_test("gone", test_notification(clock.wall_now())));
    EXPECT_EQ(place.after(1).size(), 1U);
}

}  // namespace
}  // namespace logbeam::notify
