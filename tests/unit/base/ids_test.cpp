#include "base/ids.hpp"

#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace logbeam::base {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

TEST(PublisherId, HasThirteenCharactersThatCannotBeMistaken) {
    const auto id = make_publisher_id();

    EXPECT_EQ(id.size(), 13U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz"), std::string::npos) << id;
}

TEST(PublisherId, IsAnotherOneEachTime) {
    std::set<std::string> ids;
    for (int round = 0; round < 1000; ++round) {
        ids.insert(make_publisher_id());
    }

    EXPECT_EQ(ids.size(), 1000U);
}

TEST(EventId, IsThePublisherAndItsCounterInHex) {
    EXPECT_EQ(event_id("k3v9t2m8q1x0z", 0x1f4), "k3v9t2m8q1x0z-1f4");
    EXPECT_EQ(event_id("p", 0), "p-0");
    EXPECT_EQ(event_id("p", largest), "p-ffffffffffffffff");
}

TEST(EventId, ReadsBackInItsTwoHalves) {
    const auto id = event_id("with-dash", largest);

    const auto parts = parse_event_id(id);

    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->publisher, "with-dash");
    EXPECT_EQ(parts->counter, largest);
}

TEST(EventId, OfAnotherFormIsLeftAlone) {
    for (const auto* id : {"", "p", "-1", "p-", "p-01", "p-1F4", "p-x", "p-+1", "p-10000000000000000", "p-1 "}) {
        EXPECT_FALSE(parse_event_id(id)) << id;
    }
}

TEST(StableHash, IsTheSameInEveryVersion) {
    EXPECT_EQ(hex16(stable_hash("")), "cbf29ce484222325");
    EXPECT_EQ(hex16(stable_hash("foobar")), "85944171f73967e8");  // the authors' own test vector
    EXPECT_EQ(hex16(1), "0000000000000001");
}

}  // namespace
}  // namespace logbeam::base
