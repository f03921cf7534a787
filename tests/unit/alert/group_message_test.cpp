#include "alert/group_message.hpp"

#include "unit/alert/standings.hpp"

#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;

const GroupMessage message{"shop-1-2-3",   "shop-1-2",       "shop", {"mail", "phone"}, {{"rule", "errors"}}, true,
                           {firing("eu")}, {resolved("us")}, 7};

TEST(AGroupMessage, ComesBackFromJson) {
    EXPECT_EQ(parse_group_message(to_json(message)).value(), message);
}

TEST(AGroupMessage, SaysWhatIsWrongWithItsJson) {
    EXPECT_EQ(parse_group_message("{}").error().detail, "key: is missing");
    EXPECT_EQ(parse_group_message(R"({"key":"","group":"","route":"","notifiers":[],"firing":[7],"resolved":[]})")
                  .error()
                  .detail,
              "firing: rule: is missing");
}

}  // namespace
}  // namespace logbeam::alert
