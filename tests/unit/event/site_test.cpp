#include "event/site.hpp"

#include <gtest/gtest.h>

#include <set>

namespace logbeam::event {
namespace {

TEST(Site, IsTheSameInEveryVersion) {
    EXPECT_EQ(site_text(site_hash("src/orders.cpp", 42, "ship")), "949f21270d7db478");
}

TEST(Site, DiffersByFileLineAndFunction) {
    const std::set<std::uint64_t> sites{
        site_hash("a.cpp", 1, "f"),   site_hash("b.cpp", 1, "f"), site_hash("a.cpp", 2, "f"),
        site_hash("a.cpp", 256, "f"), site_hash("a.cpp", 1, "g"), site_hash("a.cppf", 1, ""),
    };

    EXPECT_EQ(sites.size(), 6U);
}

TEST(Site, HasSixteenDigits) {
    EXPECT_EQ(site_text(0xabc), "0000000000000abc");
}

}  // namespace
}  // namespace logbeam::event
