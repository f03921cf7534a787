#include "history/state_store.hpp"
#include "store/memory_state.hpp"
#include "store/state_db.hpp"
#include "support/block_store_rig.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

// What every state store promises to the broker.
namespace logbeam::history {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

struct NamedState {
    const char* name;
    std::function<std::unique_ptr<StateStore>(const std::string& folder)> make;
};
void PrintTo(const NamedState& state, std::ostream* out) {
    *out << state.name;
}

struct StateContract : ::testing::TestWithParam<NamedState> {
    test::StoreFolder folder;
    std::unique_ptr<StateStore> state = GetParam().make(folder.path());
    Position first{"dashboard", "", "e1", 42, Timestamp{std::chrono::seconds{7}}};
    Position second{"dashboard", "anna", "e1", 43, {}};
    SavedView errors{"Errors", R"({"query":"level>=error"})", "anna", Timestamp{std::chrono::seconds{7}}};
    SavedView night{"Nachtschicht äöü 'x' \"y\"", R"({"n":18446744073709551615})", "", {}};
};

TEST_P(StateContract, HoldsNothingAtFirst) {
    EXPECT_EQ(state->position("", "dashboard").value(), std::nullopt);
    EXPECT_THAT(state->positions().value(), IsEmpty());
}

TEST_P(StateContract, GivesBackWhatWasSaved) {
    ASSERT_TRUE(state->save_position(first));

    EXPECT_EQ(state->position("", "dashboard").value(), first);
}

TEST_P(StateContract, TellsOwnersApart) {
    ASSERT_TRUE(state->save_position(first));
    ASSERT_TRUE(state->save_position(second));

    EXPECT_EQ(state->position("anna", "dashboard").value(), second);
    EXPECT_EQ(state->position("bert", "dashboard").value(), std::nullopt);
    EXPECT_THAT(state->positions().value(), ElementsAre(first, second));
}

TEST_P(StateContract, KeepsTheLastOfAName) {
    ASSERT_TRUE(state->save_position(first));
    first.seq = 99;
    ASSERT_TRUE(state->save_position(first));

    EXPECT_THAT(state->positions().value(), ElementsAre(first));
}

TEST_P(StateContract, ForgetsWhatIsRemoved) {
    ASSERT_TRUE(state->save_position(first));
    ASSERT_TRUE(state->save_position(second));

    ASSERT_TRUE(state->remove_position("", "dashboard"));
    ASSERT_TRUE(state->remove_position("", "never there"));

    EXPECT_THAT(state->positions().value(), ElementsAre(second));
}

TEST_P(StateContract, HoldsNoViewsAtFirst) {
    EXPECT_THAT(state->views().value(), IsEmpty());
    EXPECT_EQ(state->count_views_but("Errors").value(), 0U);
}

TEST_P(StateContract, GivesViewsBackByName) {
    ASSERT_TRUE(state->save_view(night));
    ASSERT_TRUE(state->save_view(errors));

    EXPECT_THAT(state->views().value(), ElementsAre(errors, night));
}

TEST_P(StateContract, OrdersViewsByTheBytesOfTheirNames) {
    for (const auto* name : {"é", "b", "a", "B"})
        ASSERT_TRUE(state->save_view({name, "{}", "", {}}));

    EXPECT_THAT(state->views().value(), ElementsAre(Field(&SavedView::name, "B"), Field(&SavedView::name, "a"),
                                                    Field(&SavedView::name, "b"), Field(&SavedView::name, "é")));
}

TEST_P(StateContract, KeepsTheLastViewOfAName) {
    ASSERT_TRUE(state->save_view(errors));
    errors.view = "{}";
    errors.by = "bert";
    ASSERT_TRUE(state->save_view(errors));

    EXPECT_THAT(state->views().value(), ElementsAre(errors));
}

TEST_P(StateContract, TellsWhetherThereWasAViewToRemove) {
    ASSERT_TRUE(state->save_view(errors));
    ASSERT_TRUE(state->save_view(night));

    EXPECT_TRUE(state->remove_view("Errors").value());
    EXPECT_FALSE(state->remove_view("Errors").value());
    EXPECT_FALSE(state->remove_view("errors").value());

    EXPECT_THAT(state->views().value(), ElementsAre(night));
}

TEST_P(StateContract, CountsViewsOfOtherNames) {
    ASSERT_TRUE(state->save_view(errors));
    ASSERT_TRUE(state->save_view(night));

    EXPECT_EQ(state->count_views_but("Errors").value(), 1U);
    EXPECT_EQ(state->count_views_but("another").value(), 2U);
}

TEST_P(StateContract, KeepsViewsAndPositionsApart) {
    ASSERT_TRUE(state->save_position(first));
    ASSERT_TRUE(state->save_view({"dashboard", "{}", "", {}}));

    ASSERT_TRUE(state->remove_view("dashboard").value());

    EXPECT_THAT(state->positions().value(), ElementsAre(first));
}

TEST_P(StateContract, HoldsNoRecordsAtFirst) {
    EXPECT_THAT(state->records("silence").value(), IsEmpty());
    EXPECT_TRUE(state->change_records({{"silence", "s-1", std::nullopt}}));
}

TEST_P(StateContract, GivesTheRecordsOfAKindBackByKey) {
    ASSERT_TRUE(state->change_records({{"silence", "s-2", "äöü 'x' \"y\""}}));
    ASSERT_TRUE(state->change_records({{"silence", "s-1", ""}}));
    ASSERT_TRUE(state->change_records({{"group", "s-1", "of another kind"}}));

    EXPECT_THAT(state->records("silence").value(), ElementsAre(Record{"s-1", ""}, Record{"s-2", "äöü 'x' \"y\""}));
}

TEST_P(StateContract, KeepsTheLastRecordOfAKey) {
    ASSERT_TRUE(state->change_records({{"silence", "s-1", "first"}}));
    ASSERT_TRUE(state->change_records({{"silence", "s-1", "second"}}));

    EXPECT_THAT(state->records("silence").value(), ElementsAre(Record{"s-1", "second"}));
}

TEST_P(StateContract, RemovesARecordOfOneKindOnly) {
    ASSERT_TRUE(state->change_records({{"silence", "s-1", "first"}}));
    ASSERT_TRUE(state->change_records({{"group", "s-1", "second"}}));

    ASSERT_TRUE(state->change_records({{"silence", "s-1", std::nullopt}}));

    EXPECT_THAT(state->records("silence").value(), IsEmpty());
    EXPECT_THAT(state->records("group").value(), ElementsAre(Record{"s-1", "second"}));
}

INSTANTIATE_TEST_SUITE_P(States, StateContract,
                         ::testing::Values(NamedState{"Memory",
                                                      [](const std::string& /*folder*/) {
                                                          return std::make_unique<store::MemoryState>();
                                                      }},
                                           NamedState{"Database",
                                                      [](const std::string& folder) {
                                                          return store::StateDb::open(folder + "/state.db").value();
                                                      }}),
                         [](const auto& tested) { return std::string{tested.param.name}; });

}  // namespace
}  // namespace logbeam::history
