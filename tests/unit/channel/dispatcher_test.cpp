#include "channel/dispatcher.hpp"

#include "unit/channel/reports.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::channel {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t plenty = 1000;

Event event_of(std::string type) {
    Event event;
    event.topic = "orders";
    event.type = std::move(type);
    return event;
}

struct DispatcherTest : ::testing::Test {
    // Delivers an event of the topic `orders`.
    void deliver(const std::string& type) { dispatcher.deliver("orders", event_of(type), false); }

    // Waits until all that was delivered has been handled.
    void finish() {
        std::latch done{1};
        const auto id = dispatcher.add({"the end", "*"}, [&](const Event& /*event*/) { done.count_down(); });
        dispatcher.deliver("the end", event_of("end"), false);
        done.wait();
        dispatcher.remove(id);
    }

    // A handler that notes the types it hears.
    EventHandler noting() {
        return [this](const Event& event) { heard.push_back(event.type); };
    }

    std::vector<std::string> heard;
    Reports reports;
    Dispatcher dispatcher{plenty, reports.reporter};
};

TEST_F(DispatcherTest, HandlesEventsInTheOrderInWhichTheyCame) {
    dispatcher.add({"orders", "*"}, noting());
    std::vector<std::string> sent;

    for (int number = 0; number < 100; ++number) {
        deliver(sent.emplace_back(std::to_string(number)));
    }
    finish();

    EXPECT_EQ(heard, sent);
}

TEST_F(DispatcherTest, CallsOneHandlerAtATime) {
    std::atomic<int> running{0};
    std::atomic<int> together{0};
    for (int count = 0; count < 3; ++count) {
        dispatcher.add({"orders", "*"}, [&](const Event& /*event*/) {
            together += ++running > 1 ? 1 : 0;
            std::this_thread::yield();
            --running;
        });
    }

    std::thread other{[&] {
        for (int count = 0; count < 100; ++count)
            deliver("from a thread");
    }};
    for (int count = 0; count < 100; ++count)
        deliver("from another");
    other.join();
    finish();

    EXPECT_EQ(together, 0);
}

TEST_F(DispatcherTest, CallsHandlersOnAThreadOfItsOwn) {
    std::thread::id thread;
    dispatcher.add({"orders", "*"}, [&](const Event& /*event*/) { thread = std::this_thread::get_id(); });

    deliver("x");
    finish();

    EXPECT_NE(thread, std::thread::id{});
    EXPECT_NE(thread, std::this_thread::get_id());
}

TEST_F(DispatcherTest, CallsOnlyHandlersOfTheType) {
    dispatcher.add({"orders", "shipped"}, noting());

    deliver("placed");
    deliver("shipped");
    finish();

    EXPECT_THAT(heard, ElementsAre("shipped"));
}

TEST_F(DispatcherTest, CallsOnlyHandlersOfTheSubscription) {
    dispatcher.add({"invoices", "*"}, noting());

    deliver("shipped");
    finish();

    EXPECT_THAT(heard, ElementsAre());
}

TEST_F(DispatcherTest, CallsHandlersWithoutTopicsForEverySubscription) {
    dispatcher.add({"", "shipped"}, noting());

    deliver("shipped");
    dispatcher.deliver("invoices", event_of("shipped"), false);
    finish();

    EXPECT_THAT(heard, ElementsAre("shipped", "shipped"));
}

TEST_F(DispatcherTest, BringsOwnEventsOnlyWithEcho) {
    dispatcher.add({"orders", "*", Echo::off}, [&](const Event& event) { heard.push_back("off " + event.type); });
    dispatcher.add({"orders", "*", Echo::on}, [&](const Event& event) { heard.push_back("on " + event.type); });

    dispatcher.deliver("orders", event_of("own"), true);
    finish();

    EXPECT_THAT(heard, ElementsAre("on own"));
}

TEST_F(DispatcherTest, ReportsAHandlerThatThrowsAndCallsTheOthers) {
    dispatcher.add({"orders", "*"}, [](const Event& /*event*/) { throw std::runtime_error{"no stamps left"}; });
    dispatcher.add({"orders", "*"}, noting());

    deliver("shipped");
    deliver("placed");
    finish();

    EXPECT_THAT(heard, ElementsAre("shipped", "placed"));
    ASSERT_THAT(reports.codes(), ElementsAre(ErrorCode::handler_threw));
    EXPECT_THAT(reports.last(), HasSubstr("a handler of orders threw: no stamps left"));
}

TEST_F(DispatcherTest, ReportsAHandlerThatThrowsAnything) {
    dispatcher.add({"orders", "*"}, [](const Event& /*event*/) { throw 42; });

    deliver("shipped");
    finish();

    EXPECT_THAT(reports.codes(), ElementsAre(ErrorCode::handler_threw));
}

TEST_F(DispatcherTest, ReportsAFailureByItsOwnCode) {
    dispatcher.add({"orders", "*"}, [](const Event& /*event*/) {
        throw Failure{Error{ErrorCode::ill_typed_event, "order_id: expected an integer"}};
    });

    deliver("shipped");
    finish();

    EXPECT_THAT(reports.codes(), ElementsAre(ErrorCode::ill_typed_event));
}

TEST_F(DispatcherTest, CallsNoHandlerThatWasRemoved) {
    const auto id = dispatcher.add({"orders", "*"}, noting());

    dispatcher.remove(id);
    deliver("shipped");
    finish();

    EXPECT_THAT(heard, ElementsAre());
}

TEST_F(DispatcherTest, SaysWhichInterestEnded) {
    const auto id = dispatcher.add({"orders", "shipped"}, noting());

    const auto ended = dispatcher.remove(id);

    ASSERT_TRUE(ended.has_value());
    EXPECT_EQ(ended->topics, "orders");
    EXPECT_FALSE(dispatcher.remove(id).has_value());
}

TEST_F(DispatcherTest, LetsAHandlerRemoveItself) {
    std::atomic<std::uint64_t> id{0};
    id = dispatcher.add({"orders", "*"}, [&](const Event& event) {
        heard.push_back(event.type);
        dispatcher.remove(id);
    });

    deliver("first");
    deliver("second");
    finish();

    EXPECT_THAT(heard, ElementsAre("first"));
}

TEST_F(DispatcherTest, DoesNotCallAHandlerThatAnEarlierOneOfTheSameEventRemoved) {
    std::atomic<std::uint64_t> second{0};
    dispatcher.add({"orders", "*"}, [&](const Event& /*event*/) { dispatcher.remove(second); });
    second = dispatcher.add({"orders", "*"}, noting());

    deliver("shipped");
    finish();

    EXPECT_THAT(heard, ElementsAre());
}

TEST_F(DispatcherTest, WaitsForTheRunningCallWhenAHandlerIsRemovedElsewhere) {
    std::latch running{1};
    std::latch removing{1};
    std::atomic<bool> returned{false};
    const auto id = dispatcher.add({"orders", "*"}, [&](const Event& /*event*/) {
        running.count_down();
        removing.wait();
        std::this_thread::yield();
        returned = true;
    });
    deliver("shipped");
    running.wait();

    removing.count_down();
    dispatcher.remove(id);

    EXPECT_TRUE(returned);
}

TEST_F(DispatcherTest, WaitsForTheRunningCallWhenItStops) {
    std::latch running{1};
    std::atomic<bool> returned{false};
    dispatcher.add({"orders", "*"}, [&](const Event& /*event*/) {
        running.count_down();
        std::this_thread::yield();
        returned = true;
    });
    deliver("shipped");
    running.wait();

    dispatcher.stop();

    EXPECT_TRUE(returned);
}

TEST_F(DispatcherTest, MayBeStoppedInsideAHandlerThatThenEnds) {
    std::atomic<std::uint64_t> id{0};
    std::latch done{1};
    id = dispatcher.add({"orders", "*"}, [&](const Event& /*event*/) {
        dispatcher.stop();
        dispatcher.remove(id);
        done.count_down();
    });

    deliver("shipped");
    done.wait();
    deliver("too late");

    EXPECT_EQ(dispatcher.received(), 2U);
}

TEST_F(DispatcherTest, HandlesNothingAfterItWasStopped) {
    dispatcher.add({"orders", "*"}, noting());
    dispatcher.stop();

    dispatcher.add({"orders", "*"}, noting());
    deliver("too late");

    EXPECT_THAT(heard, ElementsAre());
}

TEST(FullInbox, DropsWhatDoesNotFitAndCountsIt) {
    Reports reports;
    Dispatcher dispatcher{2, reports.reporter};
    std::latch running{1};
    std::latch may_go_on{1};
    std::vector<std::string> heard;
    dispatcher.add({"orders", "*"}, [&](const Event& event) {
        heard.push_back(event.type);
        if (event.type == "first") running.count_down();
        may_go_on.wait();
    });
    dispatcher.deliver("orders", event_of("first"), false);
    running.wait();

    for (const char* type : {"second", "third", "fourth"}) {
        dispatcher.deliver("orders", event_of(type), false);
    }

    EXPECT_EQ(dispatcher.dropped(), 1U);
    EXPECT_EQ(dispatcher.received(), 4U);
    may_go_on.count_down();
}

}  // namespace
}  // namespace logbeam::channel
