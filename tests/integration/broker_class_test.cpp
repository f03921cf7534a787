#include "support/raw_client.hpp"

#include <logbeam/broker.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/realtime_client.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <future>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// The broker inside a program.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::chrono::seconds patience{30};

BrokerOptions on_a_free_port() {
    BrokerOptions options;
    options.listen = "127.0.0.1:0";
    options.on_log = [](const std::string& /*line*/) {};
    return options;
}

ErrorCode code_of_start(Broker& broker) {
    try {
        broker.start();
    } catch (const Failure& failure) {
        return failure.error().code;
    }
    return ErrorCode::internal;
}

// One event handed from the broker's thread to the test's.
class OneEvent {
public:
    auto handler() {
        return [this](const Event& event) {
            if (!is_set_.exchange(true)) heard_.set_value(event);
        };
    }
    Event get() {
        auto heard = heard_.get_future();
        if (heard.wait_for(patience) != std::future_status::ready) throw std::runtime_error{"nothing was heard"};
        return heard.get();
    }

private:
    std::promise<Event> heard_;
    std::atomic<bool> is_set_{false};
};

struct BrokerClass : ::testing::Test {
    BrokerClass() { broker.start(); }

    // A client of the realtime dialect, and who the broker says it is.
    struct Client : RawWebSocket {
        Client(const Broker& broker, std::string_view target)
            : RawWebSocket{broker.port(), target}, established{Event::parse(next().value_or("{}")).value()} {}
        [[nodiscard]] std::string id() const { return *established.field("clientId")->as_string(); }

        Event established;
    };

    Broker broker{on_a_free_port()};
};

TEST_F(BrokerClass, TellsWhereItListens) {
    EXPECT_NE(broker.port(), 0);
    EXPECT_EQ(broker.url(), "http://127.0.0.1:" + std::to_string(broker.port()) + "/");
    EXPECT_EQ(broker.url_with_token(), broker.url());
    EXPECT_EQ(get(broker.port(), "/healthz").body, "ok\n");
}

TEST_F(BrokerClass, BroadcastsToWhoHearsTheTopicAndIntoTheHistory) {
    Client listener{broker, "/orders"};

    ASSERT_TRUE(broker.broadcast("orders", "order.shipped", Fields{{"order_id", 42}}));

    const auto event = Event::parse(listener.next().value_or("{}"));
    EXPECT_EQ(event->type, "order.shipped");
    EXPECT_EQ(*event->field("order_id"), Value{42});
    EXPECT_EQ(event->source, "integration_tests");
    EXPECT_THAT(get(broker.port(), "/api/events?topic=orders").body, HasSubstr(R"("order_id":42)"));
}

TEST_F(BrokerClass, RefusesToBroadcastOnTopicsOfItsOwn) {
    const auto refused = broker.broadcast("$sys.log", "logger.info", Fields{});

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
}

TEST_F(BrokerClass, SendsToOneClientAlone) {
    Client one{broker, "/orders"};
    Client other{broker, "/orders"};

    const auto sent = broker.send_to(one.id(), "private", "hello", Fields{{"n", 1}});
    ASSERT_TRUE(broker.broadcast("orders", "last", Fields{}));

    ASSERT_TRUE(sent);
    EXPECT_EQ(*sent, 1U);
    EXPECT_THAT(one.next().value_or(""), HasSubstr(R"("type":"hello")"));
    EXPECT_THAT(other.next().value_or(""), HasSubstr(R"("type":"last")"));
}

TEST_F(BrokerClass, SaysWhenThereIsNobodyToSendTo) {
    const auto sent = broker.send_to("nobody", "orders", "hello", Fields{});

    ASSERT_TRUE(sent);
    EXPECT_EQ(*sent, 0U);
}

TEST_F(BrokerClass, TellsWhoComesAndWhoGoes) {
    OneEvent came;
    OneEvent went;
    broker.on(BrokerEvent::client_connected, came.handler());
    broker.on(BrokerEvent::client_disconnected, went.handler());

    std::optional<Client> client{std::in_place, broker, "/orders"};
    const std::string id = client->id();
    client.reset();

    EXPECT_EQ(*came.get().field("clientId"), Value{id});
    EXPECT_EQ(*went.get().field("clientId"), Value{id});
}

TEST_F(BrokerClass, TellsOfMessagesAndMayAnswerThem) {
    broker.on(BrokerEvent::message_received, [this](const Event& event) {
        (void)broker.broadcast("answers", "answer", event.data);
        (void)broker.send_to(event.client_id, "answers", "thanks", Fields{{"accepted", broker.stats().accepted}});
    });
    Client listener{broker, "/answers"};
    Client asking{broker, "/questions"};

    asking.send_text(R"({"type":"question","data":{"n":7}})");

    EXPECT_THAT(listener.next().value_or(""), AllOf(HasSubstr(R"("type":"answer")"), HasSubstr(R"({"n":7})")));
    EXPECT_TRUE(asking.next_with(R"("type":"thanks")"));
}

TEST_F(BrokerClass, CountsWhatGoesThroughIt) {
    Client listener{broker, "/orders"};
    ASSERT_TRUE(broker.broadcast("orders", "a", Fields{}));
    ASSERT_TRUE(listener.next());

    const BrokerStats stats = broker.stats();

    EXPECT_EQ(stats.clients, 1U);
    EXPECT_GE(stats.accepted, 1U);
    EXPECT_GE(stats.deliveries, 1U);
    EXPECT_GE(stats.history_events, 1U);
    EXPECT_GE(stats.last_seq, 1U);
}

TEST_F(BrokerClass, IsReachedByConnections) {
    Connection connection{"ws://127.0.0.1:" + std::to_string(broker.port()) + "/ws"};
    RealtimeClient client{connection};
    OneEvent heard;
    const auto subscription = client.subscribe("orders.>", heard.handler());
    ASSERT_TRUE(client.init(patience));

    std::atomic<bool> is_over{false};
    std::thread shop{[&] {
        while (!is_over) {
            (void)broker.broadcast("orders.new", "order.placed", Fields{});
            std::this_thread::sleep_for(1ms);
        }
    }};
    const Event event = heard.get();
    is_over = true;
    shop.join();

    EXPECT_EQ(event.topic, "orders.new");
    EXPECT_EQ(event.type, "order.placed");
}

// Every call is accounted for at the broker, those that were never sent too.
TEST_F(BrokerClass, IsToldByConnectionsWhatTheyMade) {
    Connection connection{"ws://127.0.0.1:" + std::to_string(broker.port()) + "/ws"};
    LogOptions options;
    options.level = Level::warning;
    LogSource log{connection, options};
    for (const Level level : {Level::debug, Level::info, Level::info, Level::warning, Level::error}) {
        LogRecord record;
        record.level = level;
        record.message = "called";
        log.submit(record);
    }
    ASSERT_TRUE(connection.flush(patience));
    connection.close();

    std::string body;
    const auto end = steady_clock::now() + patience;
    do {
        body = get(broker.port(), "/api/accounting").body;
    } while (body.find(R"("made":5,"below_level":3,"queued":0,"spooled":0,"acknowledged":2,"dropped":0)") ==
                 std::string::npos &&
             steady_clock::now() < end);
    EXPECT_THAT(body, AllOf(HasSubstr(R"("through":2,"stored":2)"), HasSubstr(R"("below_level":3)")));
}

constexpr const char* refunds = R"(
name: refunds
when: type:refund
by: shop
message: "{shop} gave back {sum}"
)";

TEST_F(BrokerClass, TellsWhatBecomesOfTheAlertsOfARule) {
    OneEvent alert;
    ASSERT_TRUE(broker.add_rule(refunds, alert.handler()));

    EXPECT_TRUE(broker.broadcast("payments", "refund", Fields{{"shop", "north"}, {"sum", 12}}));
    const Event heard = alert.get();

    EXPECT_EQ(heard.topic, "$alerts.refunds");
    EXPECT_EQ(heard.type, "alert.firing");
    EXPECT_EQ(*heard.field("message"), Value{"north gave back 12"});
}

TEST_F(BrokerClass, JudgesByRulesThatItWasGivenBeforeItsStart) {
    Broker other{on_a_free_port()};
    OneEvent alert;
    ASSERT_TRUE(other.add_rule(refunds, alert.handler()));
    other.start();

    EXPECT_TRUE(other.broadcast("payments", "refund", Fields{{"shop", "north"}, {"sum", 12}}));
    EXPECT_EQ(alert.get().type, "alert.firing");
}

TEST_F(BrokerClass, RefusesARuleThatIsNoneAndGoesOn) {
    EXPECT_THAT(broker.add_rule("name: a\nwhen: x\nbuy: b\n").error().detail, HasSubstr("'buy'"));
    EXPECT_THAT(broker.add_rule("name: a\nkind: composite\nall_of: refunds\n").error().detail,
                HasSubstr("there is no rule 'refunds'"));
    EXPECT_TRUE(broker.add_rule(refunds));
    EXPECT_FALSE(broker.add_rule(refunds));
    EXPECT_TRUE(broker.add_rule("name: a\nkind: composite\nall_of: refunds\n"));
}

TEST_F(BrokerClass, DoesNotStartWithRulesThatDoNotGoTogether) {
    Broker other{on_a_free_port()};
    ASSERT_TRUE(other.add_rule("name: a\nkind: composite\nall_of: refunds\n"));
    EXPECT_EQ(code_of_start(other), ErrorCode::invalid_config);

    ASSERT_TRUE(other.add_rule(refunds));
    other.start();
}

TEST_F(BrokerClass, StopsWithinFiveSecondsThoughClientsAreThere) {
    std::list<Client> clients;
    for (int i = 0; i < 20; ++i)
        clients.emplace_back(broker, "/orders");
    const auto before = steady_clock::now();

    broker.stop();

    EXPECT_LT(steady_clock::now() - before, 5s);
    EXPECT_EQ(clients.front().close_code(), 1001);
}

TEST_F(BrokerClass, TellsOfClientsThatItsStopSentAway) {
    std::atomic<int> gone{0};
    broker.on(BrokerEvent::client_disconnected, [&gone](const Event& /*event*/) { ++gone; });
    const std::array clients{Client{broker, "/orders"}, Client{broker, "/orders"}};

    broker.stop();

    EXPECT_EQ(gone, 2);
}

TEST_F(BrokerClass, AnswersWhereItDoesNotRun) {
    ASSERT_TRUE(broker.broadcast("orders", "a", Fields{}));
    broker.stop();

    EXPECT_EQ(broker.broadcast("orders", "a", Fields{}).error().code, ErrorCode::going_away);
    EXPECT_EQ(broker.send_to("x", "orders", "a", Fields{}).error().code, ErrorCode::going_away);
    EXPECT_GE(broker.stats().accepted, 1U);
    EXPECT_THAT(broker.url(), IsEmpty());
    EXPECT_THAT(broker.url_with_token(), IsEmpty());
    EXPECT_EQ(broker.port(), 0);
}

TEST_F(BrokerClass, NeverLeavesACallerWaitingWhenItStops) {
    std::atomic<bool> is_over{false};
    std::atomic<std::uint64_t> calls{0};
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([&] {
            while (!is_over) {
                (void)broker.broadcast("orders", "a", Fields{});
                calls += 1 + broker.stats().clients;
            }
        });
    }

    for (int round = 0; round < 20; ++round) {
        for (const auto seen = calls.load(); calls < seen + 50;)
            std::this_thread::yield();
        broker.stop();
        broker.start();
    }
    is_over = true;
    for (std::thread& caller : callers)
        caller.join();

    EXPECT_NE(broker.port(), 0);
}

TEST_F(BrokerClass, DoesNotWaitForItselfWhenAHandlerStopsIt) {
    std::promise<std::string> refusal;
    broker.on(BrokerEvent::message_received, [&](const Event& /*event*/) {
        try {
            broker.stop();
            refusal.set_value("");
        } catch (const Failure& failure) {
            refusal.set_value(failure.what());
        }
    });
    Client client{broker, "/orders"};

    client.send_text(R"({"type":"stop","data":{}})");

    auto said = refusal.get_future();
    ASSERT_EQ(said.wait_for(patience), std::future_status::ready);
    EXPECT_THAT(said.get(), HasSubstr("Broker::stop"));
    EXPECT_EQ(get(broker.port(), "/healthz").status, 200);
}

TEST_F(BrokerClass, MayBeStartedTwiceAndAgain) {
    const auto port = broker.port();
    broker.start();
    EXPECT_EQ(broker.port(), port);

    broker.stop();
    broker.stop();
    broker.start();

    EXPECT_EQ(get(broker.port(), "/healthz").status, 200);
    EXPECT_EQ(broker.stats().accepted, 0U);
}

TEST_F(BrokerClass, RefusesATakenAddressAndNamesItsOwner) {
    BrokerOptions options = on_a_free_port();
    options.listen = "127.0.0.1:" + std::to_string(broker.port());
    Broker second{options};

    EXPECT_EQ(code_of_start(second), ErrorCode::address_in_use);
    EXPECT_THAT(second.url(), IsEmpty());
    EXPECT_EQ(get(broker.port(), "/healthz").status, 200);
}

TEST(BrokerOptionsTest, ThatCannotBeAreRefusedAtTheStart) {
    BrokerOptions options = on_a_free_port();
    options.token_file = "/nowhere/tokens";
    Broker broker{options};

    EXPECT_THROW(broker.start(), Failure);
    EXPECT_EQ(broker.broadcast("orders", "a", Fields{}).error().code, ErrorCode::going_away);
}

}  // namespace
}  // namespace logbeam::test
