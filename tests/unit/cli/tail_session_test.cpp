#include "cli/tail/tail_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <variant>
#include <vector>

namespace logbeam::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What the session said to its transport, and the way to answer it.
struct Script {
    transport::TransportEvents* events = nullptr;
    int opened = 0;
    std::vector<wire::ClientFrame> frames;

    [[nodiscard]] const wire::Subscribe& last_subscribe() const { return std::get<wire::Subscribe>(frames.back()); }
};

class ScriptedTransport final : public transport::Transport {
public:
    explicit ScriptedTransport(Script& script) : script_{script} {}

    void open(const transport::Greeting& /*greeting*/, transport::TransportEvents& events) override {
        script_.events = &events;
        ++script_.opened;
    }
    bool send(const std::shared_ptr<const transport::Batch>& /*batch*/) override { return true; }
    void send(const wire::ClientFrame& frame) override { script_.frames.push_back(frame); }
    void drive() override {}
    [[nodiscard]] int descriptor() const override { return -1; }
    void close() override {}

private:
    Script& script_;
};

class Tailing : public ::testing::Test {
protected:
    TailSession& begin(std::optional<TailPosition> position = {}) {
        session = std::make_unique<TailSession>(options, RenderStyle{false, machine_local}, std::move(position),
                                                std::make_unique<ScriptedTransport>(script));
        session->drive(now);
        return *session;
    }

    static Event event(std::uint64_t seq) {
        Event made;
        made.topic = "orders";
        made.type = "T";
        made.seq = seq;
        return made;
    }

    TailOptions options;
    Script script;
    TailSession::Time now{1000s};
    std::unique_ptr<TailSession> session;
};

TEST_F(Tailing, BeginsWithTheLastEventsOfItsPatternsThatItsQueryMatches) {
    options.patterns = {"logs.*", "orders"};
    options.query = "level>=warn";
    options.last = 25;
    begin();

    script.events->on_open({{}, "e1", "logbeam"});

    EXPECT_THAT(script.last_subscribe().topics, ElementsAre("logs.*", "orders"));
    EXPECT_EQ(script.last_subscribe().filter, "level>=warn");
    EXPECT_EQ(std::get<wire::FromLast>(script.last_subscribe().from).count, 25u);
}

TEST_F(Tailing, ContinuesBehindTheLastEventAfterAReconnect) {
    TailSession& tail = begin();
    script.events->on_open({{}, "e1", "logbeam"});
    script.events->on_event(1, event(41));
    script.events->on_event(1, event(42));

    script.events->on_closed({ErrorCode::connection_lost, "gone"});
    tail.drive(now + 1s);
    script.events->on_open({{}, "e1", "logbeam"});

    EXPECT_EQ(script.opened, 2);
    const auto from = std::get<wire::FromSeq>(script.last_subscribe().from);
    EXPECT_EQ(from.seq, 42u);
    EXPECT_EQ(from.epoch, "e1");
}

TEST_F(Tailing, ContinuesWhereItSubscribedWhenNothingHasComeYet) {
    options.last = 0;
    TailSession& tail = begin();
    script.events->on_open({{}, "e1", "logbeam"});
    EXPECT_TRUE(std::holds_alternative<wire::FromNow>(script.last_subscribe().from));
    script.events->on_subscribed(1, 7);

    script.events->on_closed({ErrorCode::connection_lost, "gone"});
    tail.drive(now + 1s);
    script.events->on_open({{}, "e1", "logbeam"});

    EXPECT_EQ(std::get<wire::FromSeq>(script.last_subscribe().from).seq, 7u);
}

TEST_F(Tailing, ContinuesAtAPositionOfAnEarlierRun) {
    begin(TailPosition{"e1", 99});

    script.events->on_open({{}, "e1", "logbeam"});

    EXPECT_EQ(std::get<wire::FromSeq>(script.last_subscribe().from).seq, 99u);
}

TEST_F(Tailing, AsksForItsOldPositionWhenTheBrokerHasANewHistorySoThatItIsToldOfTheGap) {
    TailSession& tail = begin(TailPosition{"e1", 99});

    script.events->on_open({{}, "e2", "logbeam"});
    script.events->on_gap(1, {1, 1, 3, 0, "epoch"});

    EXPECT_EQ(std::get<wire::FromSeq>(script.last_subscribe().from).epoch, "e1");
    EXPECT_EQ(tail.take_output(), "--- events may be missing (epoch) ---\n");
}

TEST_F(Tailing, WaitsBeforeItConnectsAgainAndSaysSoOnce) {
    TailSession& tail = begin();
    script.events->on_closed({ErrorCode::connection_lost, "refused"});
    EXPECT_THAT(tail.take_remarks(), ElementsAre(HasSubstr("trying again")));

    tail.drive(now);
    EXPECT_EQ(script.opened, 1);
    EXPECT_GT(tail.patience(now), 0ms);
    tail.drive(now + 200ms);
    EXPECT_EQ(script.opened, 2);
    script.events->on_closed({ErrorCode::connection_lost, "refused"});

    EXPECT_THAT(tail.take_remarks(), IsEmpty());
}

TEST_F(Tailing, EndsWhenTheBrokerDoesNotLetItIn) {
    TailSession& tail = begin();

    script.events->on_closed({ErrorCode::unauthorized, "the token is unknown"});
    tail.drive(now + 20s);

    ASSERT_TRUE(tail.failure().has_value());
    EXPECT_EQ(tail.failure()->code, ErrorCode::unauthorized);
    EXPECT_EQ(script.opened, 1);
}

TEST_F(Tailing, EndsWhenItsSubscriptionIsRefused) {
    TailSession& tail = begin();
    script.events->on_open({{}, "e1", "logbeam"});

    script.events->on_failed({std::nullopt, 161, "forbidden", "not private-pay", false});

    ASSERT_TRUE(tail.failure().has_value());
    EXPECT_EQ(tail.failure()->code, ErrorCode::forbidden);
}

TEST_F(Tailing, ShowsAGapAsALineAndContinuesBehindIt) {
    TailSession& tail = begin();
    script.events->on_open({{}, "e1", "logbeam"});
    script.events->on_event(1, event(5));
    (void)tail.take_output();

    script.events->on_gap(1, {1, 6, 20, 12, "lag"});

    EXPECT_EQ(tail.take_output(), "--- 12 events missing (lag) ---\n");
    EXPECT_EQ(tail.position(), (TailPosition{"e1", 20}));
}

TEST_F(Tailing, WritesCanonicalLinesAndKeepsGapsOutOfThemAsJson) {
    options.json = true;
    TailSession& tail = begin();
    script.events->on_open({{}, "e1", "logbeam"});

    script.events->on_event(1, event(5));
    script.events->on_gap(1, {1, 6, 20, 12, "lag"});

    EXPECT_EQ(tail.take_output(), event(5).to_json() + "\n");
    EXPECT_THAT(tail.take_remarks(), ElementsAre("12 events missing (lag)"));
}

TEST(TailPosition, ReadsWhatItWrote) {
    const TailPosition position{"e7", 184467};

    EXPECT_EQ(TailPosition::parse(position.to_text()), position);
}

TEST(TailPosition, RefusesTextThatIsDamaged) {
    for (const char* text : {"", "e7\n", " 5\n", "e7 5", "e7 x\n", "e7 5x\n"}) {
        EXPECT_EQ(TailPosition::parse(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace logbeam::cli
