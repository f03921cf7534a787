#include "alert/recent_ids.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::alert {
namespace {

std::string name_of(const RecentIds& ids, std::uint64_t seq) {
    std::vector<EventRef> events{{seq, {}, {}}};
    ids.name(events);
    return events[0].id;
}

TEST(RecentIdsOfEvents, AreKnownBySeq) {
    RecentIds ids;
    ids.put(7, "p-7");
    ids.put(9, "p-9");
    ids.put(9, "p-9");

    EXPECT_EQ(name_of(ids, 7), "p-7");
    EXPECT_EQ(name_of(ids, 9), "p-9");
    EXPECT_EQ(name_of(ids, 8), "");
    EXPECT_EQ(name_of(ids, 0), "");
}

TEST(RecentIdsOfEvents, AreThoseOfTheLatest) {
    RecentIds ids;
    for (std::uint64_t seq = 1; seq <= RecentIds::most + 100; ++seq)
        ids.put(seq, "p-" + std::to_string(seq));

    EXPECT_EQ(name_of(ids, 100), "");
    for (std::uint64_t seq = 101; seq <= RecentIds::most + 100; ++seq)
        ASSERT_EQ(name_of(ids, seq), "p-" + std::to_string(seq));
}

TEST(RecentIdsOfEvents, LeaveAloneWhatHasOne) {
    RecentIds ids;
    ids.put(7, "p-7");
    std::vector<EventRef> events{{7, {}, "other"}};
    ids.name(events);

    EXPECT_EQ(events[0].id, "other");
}

}  // namespace
}  // namespace logbeam::alert
