#include "edge/alert_turn.hpp"
#include "edge/bucket.hpp"
#include "support/nats_server.hpp"
#include "transport/nats/port.hpp"
#include "transport/nats/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <optional>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A broker's connection to the real server, driven by hand.
struct Port {
    explicit Port(const std::string& url)
        : port{transport::make_nats_port(transport::NatsSettings::from(url, {}, {}), "test")} {
        port->open();
        EXPECT_TRUE(drive_until([&] { return port->is_open(); }));
    }
    template <class Done>
    bool drive_until(const Done& is_done, std::chrono::milliseconds limit = 20s) {
        const auto until = std::chrono::steady_clock::now() + limit;
        while (!is_done() && std::chrono::steady_clock::now() < until) {
            pollfd wait{port->descriptor(), POLLIN, 0};
            ::poll(&wait, 1, 20);
            port->drive();
        }
        return is_done();
    }

    std::unique_ptr<transport::NatsPort> port;
};

// The same questions as to tests/support/fake_port.hpp.
struct ANatsBucket : ::testing::Test {
    ANatsBucket() {
        std::optional<bool> is_open;
        bucket.open(1, [&](const Result<void>& opened) { is_open = opened.ok(); });
        EXPECT_TRUE(one.drive_until([&] { return is_open.has_value(); }) && *is_open);
    }
    Result<std::uint64_t> write(Write write) {
        std::optional<Result<std::uint64_t>> answer;
        bucket.write(std::move(write), [&](const Result<std::uint64_t>& written) { answer = written; });
        EXPECT_TRUE(one.drive_until([&] { return answer.has_value(); }));
        return *answer;
    }
    Found get(const std::string& key) {
        std::optional<Found> answer;
        bucket.get(key, [&](const Result<Found>& found) {
            EXPECT_TRUE(found.ok()) << found.error().message();
            answer = found ? *found : Found{};
        });
        EXPECT_TRUE(one.drive_until([&] { return answer.has_value(); }));
        return *answer;
    }
    Loaded load() {
        std::optional<Loaded> answer;
        bucket.load("", [&](const Result<Loaded>& loaded) {
            EXPECT_TRUE(loaded.ok()) << loaded.error().message();
            answer = loaded ? *loaded : Loaded{};
        });
        EXPECT_TRUE(one.drive_until([&] { return answer.has_value(); }));
        return *answer;
    }

    test::NatsServer server{{.has_jetstream = true}};
    Port one{server.url()};
    Bucket bucket{*one.port, "test"};
};

TEST_F(ANatsBucket, GivesWhatWasWrittenLast) {
    EXPECT_EQ(get("a").revision, 0u);
    (void)write({"a", "1"});
    const auto second = write({"a", "2\n\xff"});

    ASSERT_TRUE(second.ok());
    EXPECT_EQ(get("a").value, "2\n\xff");
    EXPECT_EQ(get("a").revision, *second);
}

TEST_F(ANatsBucket, RefusesAWriteAfterAnother) {
    const auto first = write({"a", "1", 0});
    ASSERT_TRUE(first.ok());
    const auto again = write({"a", "2", 0});
    const auto other = write({"b", "1", {}, *first});
    const auto late = write({"b", "2", {}, *first});

    EXPECT_TRUE(other.ok());
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().code, ErrorCode::refused);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().code, ErrorCode::refused);
}

TEST_F(ANatsBucket, AnswersASecondWriteOfAnIdAsTheFirst) {
    const auto first = write({"a", "1", 0, {}, "x"});
    const auto again = write({"a", "1", 0, {}, "x"});

    ASSERT_TRUE(again.ok());
    EXPECT_EQ(*again, *first);
}

TEST_F(ANatsBucket, RemovesAndCreatesAnew) {
    const auto first = write({"a", "1"});
    bool is_removed = false;
    bucket.remove("a", *first, [&](const Result<std::uint64_t>& removed) { is_removed = removed.ok(); });
    ASSERT_TRUE(one.drive_until([&] { return is_removed; }));
    const Found found = get("a");

    EXPECT_FALSE(found.value);
    EXPECT_TRUE(write({"a", "2", found.revision}).ok());
}

TEST_F(ANatsBucket, LoadsAllByRevision) {
    EXPECT_THAT(load().all, IsEmpty());
    for (int each = 0; each < 500; ++each)
        ASSERT_TRUE(write({"key." + std::to_string(each % 300), std::to_string(each)}).ok());
    const Loaded loaded = load();

    EXPECT_THAT(loaded.all, SizeIs(300));
    EXPECT_EQ(loaded.all.back().value, "499");
    EXPECT_EQ(loaded.last_revision, 500u);
}

TEST_F(ANatsBucket, RefusesAKeyAndAValueThatNatsDoesNotTake) {
    EXPECT_EQ(write({"a b", "1"}).error().code, ErrorCode::invalid_option);
    EXPECT_EQ(write({"a", std::string(2 << 20, 'x')}).error().code, ErrorCode::too_large);
}

// A broker with its turn, on the machine's clock with terms that are short.
struct Broker {
    Broker(const std::string& url, const std::string& name)
        : port{url},
          turn{*port.port, {{name, "http://" + name, {}}, "t", 1, {200ms, 500ms, 700ms}}, clock, observer()} {}
    AlertTurn::Observer observer() {
        return {[this](AlertTurn::Turn given) { mine = std::move(given); }, [this] { mine = {}; },
                [this](const std::function<void()>& act) { posted.push_back(act); },
                [](const std::string& /*line*/) {}};
    }
    void step() {
        turn.tick();
        for (const auto& act : std::exchange(posted, {}))
            act();
        (void)port.drive_until([] { return false; }, 20ms);
    }
    template <class Done>
    bool run_until(const Done& is_done) {
        const auto until = clock.steady_now() + 20s;
        while (!is_done() && clock.steady_now() < until)
            step();
        return is_done();
    }

    SystemClock clock;
    Port port;
    std::vector<std::function<void()>> posted;
    std::optional<AlertTurn::Turn> mine;
    AlertTurn turn;
};

TEST(ANatsTurn, GoesWithItsRecordsFromOneThatDiesToAnother) {
    const test::NatsServer server{{.has_jetstream = true}};
    auto one = std::make_unique<Broker>(server.url(), "one");
    ASSERT_TRUE(one->run_until([&] { return one->turn.has_begun(); }));
    ASSERT_TRUE(one->mine->records->change_records({{"silence", "s1", "{}"}}).ok());
    for (int each = 0; each < 5; ++each)
        one->step();  // what was changed goes to the bucket
    EXPECT_TRUE(one->mine->may_send());
    one->port.port->close();  // as one that is killed: nothing is said
    Broker two{server.url(), "two"};
    ASSERT_TRUE(two.run_until([&] { return two.turn.has_begun(); }));

    EXPECT_THAT(two.mine->records->records("silence").value(), ElementsAre(history::Record{"s1", "{}"}));
    EXPECT_FALSE(one->turn.lease().is_held());
    EXPECT_FALSE(one->mine->may_send());
    EXPECT_TRUE(two.mine->may_send());
}

TEST(ANatsTurn, IsLeftToTheOthersAtTheEnd) {
    const test::NatsServer server{{.has_jetstream = true}};
    Broker one{server.url(), "one"};
    ASSERT_TRUE(one.run_until([&] { return one.turn.has_begun(); }));
    Broker two{server.url(), "two"};
    ASSERT_TRUE(two.run_until([&] { return two.turn.lease().holder() != nullptr; }));
    EXPECT_EQ(two.turn.whose(), "alerts are judged by the broker 'one' at http://one: ask there");
    (void)one.mine->records->change_records({{"silence", "s1", "{}"}});
    bool is_over = false;
    one.turn.stop([&] { is_over = true; });
    ASSERT_TRUE(one.run_until([&] { return is_over; }));
    ASSERT_TRUE(two.run_until([&] { return two.turn.has_begun(); }));

    EXPECT_THAT(two.mine->records->records("silence").value(), SizeIs(1));
}

}  // namespace
}  // namespace logbeam::edge
