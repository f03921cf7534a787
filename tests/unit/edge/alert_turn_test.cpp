#include "edge/alert_turn.hpp"

#include "support/fake_clock.hpp"
#include "support/fake_port.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <utility>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A broker that takes its turn; destroyed, it is one that was killed.
struct Broker {
    Broker(test::FakeJetStream& server, const std::string& name, const Clock& clock)
        : port{server}, turn{port, {{name, "http://" + name, {}}, "t", 1, {}}, clock, observer()} {}
    AlertTurn::Observer observer() {
        return {[this](AlertTurn::Turn given) { mine = std::move(given); }, [this] { mine.reset(); },
                [this](const std::function<void()>& act) { posted.push_back(act); },
                [this](const std::string& line) { troubles.push_back(line); }};
    }
    void step() {
        turn.tick();
        for (const auto& act : std::exchange(posted, {}))
            act();
        port.drive();
    }
    void change(const std::string& kind, const std::optional<std::string>& text) {
        ASSERT_TRUE(mine->records->change_records({{kind, "ops a", text}}).ok());
    }

    test::FakePort port;
    std::vector<std::function<void()>> posted;
    std::vector<std::string> troubles;
    std::optional<AlertTurn::Turn> mine;
    AlertTurn turn;
};

struct AnAlertTurn : ::testing::Test {
    void pass(int seconds, const std::vector<Broker*>& brokers) {
        for (; seconds > 0; --seconds) {
            clock.advance(1s);
            for (Broker* each : brokers)
                each->step();
        }
    }
    static std::vector<std::string> kinds(const Broker& broker) {
        std::vector<std::string> found;
        for (const char* kind : {"notification", "sending"}) {
            if (!broker.mine->records->records(kind).value().empty()) found.emplace_back(kind);
        }
        return found;
    }

    test::FakeClock clock;
    test::FakeJetStream server;
    std::unique_ptr<Broker> one = std::make_unique<Broker>(server, "one", clock);
    Broker two{server, "two", clock};
};

TEST_F(AnAlertTurn, BeginsAtOneBrokerOnly) {
    pass(10, {one.get(), &two});

    EXPECT_TRUE(one->turn.has_begun());
    EXPECT_FALSE(two.turn.has_begun());
    EXPECT_EQ(two.turn.whose(), "alerts are judged by the broker 'one' at http://one: ask there");
}

TEST_F(AnAlertTurn, SendsOnlyWhatTheOthersCouldRead) {
    pass(3, {one.get()});
    one->change("notification", "{}");
    one->port.is_away = true;
    one->step();
    clock.advance(6s);  // or the sender would wait for as long as the lease is held
    EXPECT_FALSE(one->mine->may_send());
}

TEST_F(AnAlertTurn, MaySendWhatIsKept) {
    pass(3, {one.get()});
    one->change("notification", "{}");
    one->change("sending", "");
    one->step();

    EXPECT_TRUE(one->mine->may_send());
}

TEST_F(AnAlertTurn, LosesNothingWhereverABrokerDies) {
    pass(3, {one.get()});
    one->change("notification", "{}");
    one->step();
    one.reset();  // before it was sent
    pass(11, {&two});
    ASSERT_TRUE(two.turn.has_begun());

    EXPECT_THAT(kinds(two), ElementsAre("notification"));
}

TEST_F(AnAlertTurn, TellsTheNextOfWhatMayHaveBeenSent) {
    pass(3, {one.get()});
    one->change("notification", "{}");
    one->step();
    one->change("sending", "");
    one->step();
    one.reset();  // before the answer
    pass(11, {&two});

    EXPECT_THAT(kinds(two), ElementsAre("notification", "sending"));
}

TEST_F(AnAlertTurn, ForgetsWhatHasArrived) {
    pass(3, {one.get()});
    one->change("notification", "{}");
    one->step();
    one->change("notification", std::nullopt);
    one->step();
    one.reset();
    pass(11, {&two});

    EXPECT_THAT(kinds(two), IsEmpty());
}

TEST_F(AnAlertTurn, EndsBeforeAnythingIsSentByOneThatWasStopped) {
    pass(3, {one.get()});
    one->change("notification", "{}");
    pass(60, {&two});
    EXPECT_FALSE(one->mine->may_send());
    one->step();

    EXPECT_FALSE(one->turn.has_begun());
    EXPECT_TRUE(two.turn.has_begun());
    EXPECT_THAT(kinds(two), IsEmpty());  // nor is it written late
}

TEST_F(AnAlertTurn, IsKeptAndLeftAtTheEnd) {
    pass(3, {one.get(), &two});
    one->change("notification", "{}");
    bool is_over = false;
    one->turn.stop([&] { is_over = true; });
    one->port.drive();
    EXPECT_TRUE(is_over);
    pass(3, {&two});
    ASSERT_TRUE(two.turn.has_begun());

    EXPECT_THAT(kinds(two), ElementsAre("notification"));
}

TEST_F(AnAlertTurn, BeginsOnceJetStreamAnswers) {
    one->port.is_away = true;
    pass(3, {one.get()});
    EXPECT_THAT(one->troubles, SizeIs(3));
    one->port.is_away = false;
    pass(3, {one.get()});

    EXPECT_TRUE(one->turn.has_begun());
}

TEST_F(AnAlertTurn, ReadsAnewWhenSomebodyElseWroteThere) {
    pass(3, {one.get()});
    Bucket other{two.port, "t_alerts"};
    other.write({"change.9", "no json", {}, {}, {}}, [](const Result<std::uint64_t>&) {});
    one->change("notification", "{}");
    pass(3, {one.get()});

    EXPECT_TRUE(one->turn.has_begun());
    EXPECT_TRUE(one->mine->may_send());
}

}  // namespace
}  // namespace logbeam::edge
