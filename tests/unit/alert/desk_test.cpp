#include "alert/desk.hpp"

#include "store/memory_state.hpp"
#include "unit/alert/standings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// As a full disk.
class FullState final : public history::StateStore {
public:
    explicit FullState(std::shared_ptr<bool> is_full) : is_full_{std::move(is_full)} {}

    Result<void> save_position(const history::Position& position) override { return state_.save_position(position); }
    Result<std::optional<history::Position>> position(std::string_view owner, std::string_view name) const override {
        return state_.position(owner, name);
    }
    Result<void> remove_position(std::string_view owner, std::string_view name) override {
        return state_.remove_position(owner, name);
    }
    Result<std::vector<history::Position>> positions() const override { return state_.positions(); }
    Result<void> save_view(const history::SavedView& view) override { return state_.save_view(view); }
    Result<bool> remove_view(std::string_view name) override { return state_.remove_view(name); }
    Result<std::vector<history::SavedView>> views() const override { return state_.views(); }
    Result<std::size_t> count_views_but(std::string_view name) const override { return state_.count_views_but(name); }
    Result<void> change_records(const std::vector<history::RecordChange>& changes) override {
        return *is_full_ ? Error{ErrorCode::store_unavailable, "no room"} : state_.change_records(changes);
    }
    Result<std::vector<history::Record>> records(std::string_view kind) const override { return state_.records(kind); }
    bool is_kept() const noexcept override { return true; }

private:
    store::MemoryState state_;
    std::shared_ptr<bool> is_full_;
};

struct ADesk : ::testing::Test {
    ADesk() {
        rule.name = "errors";
        rule.notify.notifiers = {"mail"};
        rule.notify.wait = 10s;
        rule.notify.interval = 60s;
    }
    void start(const std::vector<Standing>& those_firing = {}, std::chrono::seconds second = 0s) {
        desk.reset();
        desk = std::make_unique<Desk>(plan, state, [this](const std::string& line) { troubles.push_back(line); });
        desk->begin({&rule}, those_firing, at(second));
    }
    // "mail: errors region=eu", for each that is to be sent.
    std::vector<std::string> sent(std::chrono::seconds second) {
        std::vector<std::string> lines;
        for (const Outgoing& outgoing : desk->work(at(second))) {
            keys.push_back(outgoing.notification.key);
            lines.push_back(outgoing.notifier + ": " + outgoing.notification.title);
        }
        return lines;
    }
    std::size_t kept_records(std::string_view kind) { return state.lock()->get()->records(kind).value().size(); }
    static Silence of_eu(std::chrono::seconds from, std::chrono::seconds until) {
        return {"", parse_matchers("region=eu").value(), at(from), at(until), "ann", "known"};
    }

    Rule rule;
    Plan plan;
    std::shared_ptr<bool> is_full = std::make_shared<bool>(false);
    history::SharedState state{std::make_unique<FullState>(is_full)};
    std::vector<std::string> troubles;
    std::vector<std::string> keys;
    std::unique_ptr<Desk> desk;
};

TEST_F(ADesk, TellsTheNotifiersThatTheRuleNames) {
    rule.notify.notifiers = {"mail", "phone"};
    start();
    desk->hear(firing("eu"), at(0s));

    EXPECT_THAT(sent(9s), IsEmpty());
    EXPECT_THAT(sent(10s), ElementsAre("mail: errors region=eu", "phone: errors region=eu"));
    EXPECT_THAT(sent(11s), IsEmpty());
}

TEST_F(ADesk, TellsNobodyWhereTheRuleNamesNone) {
    rule.notify.notifiers.clear();
    start();
    desk->hear(firing("eu"), at(0s));

    EXPECT_THAT(sent(1h), IsEmpty());
}

TEST_F(ADesk, SaysThatAllIsOverWhereARuleIsNoMore) {
    start();
    desk->hear(firing("eu"), at(0s));
    (void)sent(10s);
    desk->begin({}, {}, at(20s));

    EXPECT_THAT(sent(20s), ElementsAre("mail: errors region=eu"));
    EXPECT_EQ(kept_records("group"), 0U);
    desk->hear(resolved("eu"), at(21s));
    EXPECT_THAT(sent(1h), IsEmpty());
}

TEST_F(ADesk, KeepsANotificationBeforeItIsSent) {
    start();
    desk->hear(firing("eu"), at(0s));
    EXPECT_EQ(kept_records(kept_notifications), 0U);
    (void)sent(10s);

    EXPECT_EQ(kept_records(kept_notifications), 1U);
}

TEST_F(ADesk, GoesOnInTheMiddleOfAWait) {
    start();
    desk->hear(firing("eu"), at(0s));
    start({firing("eu")}, 5s);

    EXPECT_THAT(sent(9s), IsEmpty());
    EXPECT_THAT(sent(10s), ElementsAre("mail: errors region=eu"));
}

TEST_F(ADesk, TellsWhatCameAndWhatEndedWhileItWasAway) {
    start();
    desk->hear(firing("eu"), at(0s));
    (void)sent(10s);
    start({firing("us")}, 20s);

    EXPECT_THAT(sent(70s), ElementsAre("mail: errors: 1 firing, 1 resolved"));
}

TEST_F(ADesk, SaysNothingTwiceAfterARestart) {
    start();
    desk->hear(firing("eu"), at(0s));
    (void)sent(10s);
    start({firing("eu")}, 20s);

    EXPECT_THAT(sent(1h), IsEmpty());
}

TEST_F(ADesk, TellsWhatASilenceMutedWhenItIsOver) {
    start();
    ASSERT_TRUE(desk->silence(of_eu(0s, 600s), at(0s)));
    desk->hear(firing("eu"), at(0s));
    EXPECT_THAT(sent(10s), IsEmpty());
    start({firing("eu")}, 20s);
    EXPECT_EQ(desk->muting_of(firing("eu"), at(20s))->by, Desk::Muting::By::silence);

    EXPECT_THAT(sent(599s), IsEmpty());
    EXPECT_THAT(sent(600s), ElementsAre("mail: errors region=eu"));
}

TEST_F(ADesk, EndsASilenceEarly) {
    start();
    const auto id = desk->silence(of_eu(0s, 600s), at(0s)).value();
    desk->hear(firing("eu"), at(0s));
    (void)sent(10s);

    EXPECT_TRUE(desk->end_silence(id, at(30s)));
    EXPECT_FALSE(desk->end_silence(id, at(30s)));
    EXPECT_THAT(sent(30s), ElementsAre("mail: errors region=eu"));
}

TEST_F(ADesk, ForgetsSilencesThatHaveLongBeenOver) {
    start();
    ASSERT_TRUE(desk->silence(of_eu(0s, 1s), at(0s)));
    ASSERT_TRUE(desk->silence(of_eu(0s, 240h), at(0s)));
    (void)sent(1s);
    EXPECT_THAT(desk->silences().all(), SizeIs(2));
    (void)sent(240h);

    EXPECT_THAT(desk->silences().all(), SizeIs(1));
    start();
    EXPECT_THAT(desk->silences().all(), SizeIs(1));
}

TEST_F(ADesk, LeavesOutWhatSomebodyTakesCareOfUntilItIsOver) {
    start();
    ASSERT_TRUE(desk->acknowledge({"errors-eu", std::nullopt, at(0s), "ann", "on it"}));
    desk->hear(firing("eu"), at(0s));
    EXPECT_THAT(sent(10s), IsEmpty());
    start({firing("eu")}, 20s);
    EXPECT_EQ(desk->muting_of(firing("eu"), at(20s))->by, Desk::Muting::By::acknowledgement);
    desk->hear(resolved("eu"), at(30s));

    EXPECT_THAT(desk->acknowledgements().all(), IsEmpty());
    EXPECT_EQ(kept_records("acknowledgement"), 1U);  // until it is saved next
    (void)sent(40s);
    EXPECT_EQ(kept_records("acknowledgement"), 0U);
}

TEST_F(ADesk, TellsAgainWhenASnoozeIsOverOrTakenBack) {
    start();
    ASSERT_TRUE(desk->acknowledge({"errors-eu", at(100s), at(0s), "ann", ""}));
    ASSERT_TRUE(desk->acknowledge({"errors-us", std::nullopt, at(0s), "ann", ""}));
    desk->hear(firing("eu"), at(0s));
    desk->hear(firing("us"), at(0s));
    EXPECT_THAT(sent(10s), IsEmpty());
    EXPECT_THAT(sent(100s), ElementsAre("mail: errors region=eu"));

    EXPECT_TRUE(desk->take_back("errors-us", at(120s)));
    EXPECT_FALSE(desk->take_back("errors-us", at(120s)));
    EXPECT_THAT(sent(160s), ElementsAre("mail: errors: 2 firing"));
}

TEST_F(ADesk, HoldsBackWhatAnotherAlertExplains) {
    plan.inhibitions.push_back({parse_matchers("region=eu").value(), parse_matchers("region=us").value(), {}});
    start({firing("eu")});
    desk->hear(firing("us"), at(0s));
    EXPECT_EQ(desk->muting_of(firing("us"), at(0s))->by, Desk::Muting::By::inhibition);
    EXPECT_THAT(sent(10s), ElementsAre("mail: errors region=eu"));
    desk->hear(resolved("eu"), at(20s));

    EXPECT_THAT(sent(70s), ElementsAre("mail: errors: 1 firing, 1 resolved"));
}

TEST_F(ADesk, TellsByRoutesOfTheConfiguration) {
    Route route{"shop", parse_matchers("team=shop").value(), {}};
    route.how.notifiers = {"phone"};
    route.how.wait = 0s;
    plan.routes.push_back(route);
    start();
    desk->hear(firing("eu"), at(0s));

    EXPECT_THAT(sent(0s), ElementsAre("phone: errors region=eu"));
}

TEST_F(ADesk, HasAHeartbeat) {
    plan.heartbeats.push_back({"alive", {"mail"}, 60s});
    start();

    EXPECT_THAT(sent(0s), ElementsAre("mail: alive"));
    EXPECT_THAT(sent(59s), IsEmpty());
    EXPECT_THAT(sent(60s), ElementsAre("mail: alive"));
}

TEST_F(ADesk, TellsOnWhereNothingCanBeKeptAndKeepsItLater) {
    start();
    *is_full = true;
    desk->hear(firing("eu"), at(0s));
    EXPECT_THAT(sent(10s), ElementsAre("mail: errors region=eu"));
    desk->begin({&rule}, {firing("eu")}, at(11s));
    (void)sent(12s);
    EXPECT_THAT(troubles, ElementsAre(HasSubstr("no room")));
    *is_full = false;
    (void)sent(20s);

    EXPECT_EQ(kept_records("group"), 1U);
    start({firing("eu")}, 30s);
    EXPECT_THAT(sent(1h), IsEmpty());
}

TEST_F(ADesk, PassesOverWhatCannotBeRead) {
    ASSERT_TRUE(state.lock()->get()->change_records({{"silence", "s", "{"}, {"group", "g", "[]"}}));
    start();

    EXPECT_THAT(troubles, ElementsAre(HasSubstr("the silence 's' cannot be read"), HasSubstr("the group 'g'")));
}

TEST_F(ADesk, MakesOneMessageOfAMillionAlerts) {
    start();
    for (int each = 0; each < 1'000'000; ++each)
        desk->hear(firing(std::to_string(each)), at(0s));
    const auto outgoing = desk->work(at(10s));

    ASSERT_THAT(outgoing, SizeIs(1));
    EXPECT_THAT(outgoing[0].notification.alerts, SizeIs(Notification::most_listed));
    EXPECT_EQ(outgoing[0].notification.more, 1'000'000U - Notification::most_listed);
    EXPECT_EQ(outgoing[0].notification.title, "errors: 1000 firing");
}

}  // namespace
}  // namespace logbeam::alert
