#include "hub/named_positions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace logbeam::hub {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::uint64_t seq_of(const NamedPositions& positions, const std::string& user, const std::string& name) {
    const history::Position* position = positions.find(user, name);
    return position == nullptr ? 0 : position->seq;
}

TEST(NamedPositions, AreKnownByUserAndName) {
    NamedPositions positions;

    positions.set({"audit", "ann", "e", 5});
    positions.set({"audit", "bob", "e", 7});

    EXPECT_EQ(seq_of(positions, "ann", "audit"), 5U);
    EXPECT_EQ(seq_of(positions, "bob", "audit"), 7U);
    EXPECT_EQ(positions.find("ann", "other"), nullptr);
}

TEST(NamedPositions, NeverFallWithinAnEpoch) {
    NamedPositions positions;
    positions.set({"audit", "", "e", 5});

    positions.set({"audit", "", "e", 4});
    EXPECT_EQ(seq_of(positions, "", "audit"), 5U);

    positions.set({"audit", "", "the next", 1});
    EXPECT_EQ(seq_of(positions, "", "audit"), 1U);
}

TEST(NamedPositions, TellWhatChangedOnce) {
    NamedPositions positions;
    positions.set({"a", "", "e", 1});
    positions.set({"a", "", "e", 2});
    positions.set({"a", "", "e", 2});

    EXPECT_THAT(positions.take_changes(), ElementsAre(history::Position{"a", "", "e", 2}));
    EXPECT_THAT(positions.take_changes(), IsEmpty());
}

TEST(NamedPositions, DoNotTellWhatWasRestored) {
    NamedPositions positions;

    positions.restore({"a", "", "e", 5});

    EXPECT_EQ(seq_of(positions, "", "a"), 5U);
    EXPECT_THAT(positions.take_changes(), IsEmpty());
}

TEST(NamedPositions, TakeNoMoreNamesThanAllowed) {
    NamedPositions positions{2};

    EXPECT_TRUE(positions.set({"a", "", "e", 1}));
    EXPECT_TRUE(positions.set({"b", "", "e", 1}));
    EXPECT_FALSE(positions.set({"c", "", "e", 1}));
    EXPECT_TRUE(positions.set({"a", "", "e", 2})) << "one that is known";
    EXPECT_EQ(positions.size(), 2U);
}

}  // namespace
}  // namespace logbeam::hub
