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
};

TEST_P(StateContract, HoldsNothingAtFirst) {
    EXPECT_EQ(state->load("", "dashboard").value(), std::nullopt);
    EXPECT_THAT(state->list().value(), IsEmpty());
}

TEST_P(StateContract, GivesBackWhatWasSaved) {
    ASSERT_TRUE(state->save(first));

    EXPECT_EQ(state->load("", "dashboard").value(), first);
}

TEST_P(StateContract, TellsOwnersApart) {
    ASSERT_TRUE(state->save(first));
    ASSERT_TRUE(state->save(second));

    EXPECT_EQ(state->load("anna", "dashboard").value(), second);
    EXPECT_EQ(state->load("bert", "dashboard").value(), std::nullopt);
    EXPECT_THAT(state->list().value(), ElementsAre(first, second));
}

TEST_P(StateContract, KeepsTheLastOfAName) {
    ASSERT_TRUE(state->save(first));
    first.seq = 99;
    ASSERT_TRUE(state->save(first));

    EXPECT_THAT(state->list().value(), ElementsAre(first));
}

TEST_P(StateContract, ForgetsWhatIsRemoved) {
    ASSERT_TRUE(state->save(first));
    ASSERT_TRUE(state->save(second));

    ASSERT_TRUE(state->remove("", "dashboard"));
    ASSERT_TRUE(state->remove("", "never there"));

    EXPECT_THAT(state->list().value(), ElementsAre(second));
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
