#include "notify/sender.hpp"

#include "notify/webhook.hpp"
#include "unit/notify/http_receiver.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class NoRecords final : public Records {
public:
    bool before(const std::string& /*notifier*/, const alert::Notification& /*notification*/) noexcept override {
        return true;
    }
    void after(const std::string& /*notifier*/, const std::string& /*key*/,
               const Delivery& /*delivery*/) noexcept override {}
};

// Says when it was asked, and answers when it is let go.
class Held final : public Notifier {
public:
    Held(std::latch& asked, std::latch& let_go) : asked_{asked}, let_go_{let_go} {}
    Delivery send(const alert::Notification& /*notification*/) noexcept override {
        asked_.count_down();
        let_go_.wait();
        return {Delivery::Outcome::delivered, "late"};
    }

private:
    std::latch& asked_;
    std::latch& let_go_;
};

class Keeping final : public Notifier {
public:
    Keeping(Guarded<std::vector<std::string>>& keys, std::latch& done) : keys_{keys}, done_{done} {}
    Delivery send(const alert::Notification& notification) noexcept override {
        keys_.lock()->push_back(notification.key);
        done_.count_down();
        return {Delivery::Outcome::delivered, ""};
    }

private:
    Guarded<std::vector<std::string>>& keys_;
    std::latch& done_;
};

std::vector<NamedNotifier> named(std::string name, std::unique_ptr<Notifier> notifier) {
    std::vector<NamedNotifier> all;
    all.push_back({std::move(name), "webhook", std::move(notifier)});
    return all;
}

TEST(ASender, SendsInOrderWhileAnotherNotifierHangs) {
    const SystemClock clock;
    NoRecords records;
    std::latch asked{1};
    std::latch let_go{1};
    Guarded<std::vector<std::string>> keys;
    std::latch done{3};
    auto notifiers = named("slow", std::make_unique<Held>(asked, let_go));
    notifiers.push_back({"fast", "webhook", std::make_unique<Keeping>(keys, done)});
    Sender sender{std::move(notifiers), clock, records, 1};

    EXPECT_EQ(sender.offer("slow", firing()), Sender::Offered::taken);
    asked.wait();
    for (const auto* const key : {"a", "b", "c"})
        EXPECT_EQ(sender.offer("fast", firing(key)), Sender::Offered::taken);
    done.wait();

    EXPECT_THAT(*keys.lock(), ElementsAre("a", "b", "c"));
    EXPECT_EQ(sender.status().at(0).waiting, 1U);
    let_go.count_down();
}

TEST(ASender, SaysWhatItDoesNotTake) {
    const SystemClock clock;
    NoRecords records;
    std::latch asked{1};
    std::latch let_go{1};
    Sender sender{named("slow", std::make_unique<Held>(asked, let_go)), clock, records, 1};

    EXPECT_EQ(sender.offer("other", firing()), Sender::Offered::no_such_notifier);
    for (std::size_t i = 0; i < Outbox::capacity; ++i)
        EXPECT_EQ(sender.offer("slow", firing()), Sender::Offered::taken);
    EXPECT_EQ(sender.offer("slow", firing()), Sender::Offered::no_room);
    EXPECT_EQ(sender.status().at(0).counts.no_room, 1U);
    let_go.count_down();
}

TEST(ASender, TriesAgainByItself) {
    const SystemClock clock;
    NoRecords records;
    std::latch twice{2};
    int requests = 0;
    const HttpReceiver receiver{[&](const Received&) {
        if (++requests <= 2) twice.count_down();
        return http_answer(requests == 1 ? "503 Busy" : "200 OK");
    }};
    WebhookOptions options;
    options.target.url = receiver.url();
    Sender sender{named("ops", make_webhook(std::move(options))), clock, records, 1};

    EXPECT_EQ(sender.offer("ops", firing()), Sender::Offered::taken);

    twice.wait();
}

TEST(ASender, EndsWhileSomethingWaitsForItsNextTry) {
    const SystemClock clock;
    NoRecords records;
    std::latch asked{1};
    const HttpReceiver receiver{[&](const Received&) {
        if (!asked.try_wait()) asked.count_down();
        return http_answer("503 Busy", "Retry-After: 3600\r\n");
    }};
    WebhookOptions options;
    options.target.url = receiver.url();
    Sender sender{named("ops", make_webhook(std::move(options))), clock, records, 1};
    EXPECT_EQ(sender.offer("ops", firing()), Sender::Offered::taken);
    asked.wait();
}

}  // namespace
}  // namespace logbeam::notify
