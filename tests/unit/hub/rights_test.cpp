#include "hub/rights.hpp"

#include <gtest/gtest.h>

namespace logbeam::hub {
namespace {

Rights with(std::vector<std::string> patterns) {
    Rights rights;
    for (const std::string& each : patterns) {
        rights.publish.emplace_back(each);
        rights.subscribe.emplace_back(each);
    }
    return rights;
}

TEST(Rights, OpenWhatTheirPatternsName) {
    const Rights rights = with({"orders.*"});

    EXPECT_TRUE(rights.may_publish("orders.new"));
    EXPECT_TRUE(rights.may_hear("orders.new"));
    EXPECT_FALSE(rights.may_publish("payroll"));
    EXPECT_FALSE(rights.may_hear("payroll"));
}

TEST(Rights, LetNobodyPublishAsTheBroker) {
    EXPECT_FALSE(rights_of_owner()->may_publish("$sys.log"));
    EXPECT_FALSE(with({"$sys.>"}).may_publish("$sys.log"));
}

TEST(Rights, OpenTheBrokersTopicsToOwnersAdminsAndWhoeverIsNamedThem) {
    Rights admin = with({"orders.>"});
    admin.admin = true;

    EXPECT_TRUE(rights_of_owner()->may_hear("$sys.log"));
    EXPECT_TRUE(admin.may_hear("$sys.log"));
    EXPECT_TRUE(with({"$sys.>"}).may_hear("$sys.log"));
    EXPECT_FALSE(rights_of_guest()->may_hear("$sys.log"));
    EXPECT_FALSE(with({">"}).may_hear("$sys.log"));
}

TEST(Rights, HearSomethingUnlessTheyOnlyPublish) {
    Rights publisher;
    publisher.publish.emplace_back(">");
    Rights admin;
    admin.admin = true;

    EXPECT_FALSE(publisher.may_hear_anything());
    EXPECT_TRUE(admin.may_hear_anything());
    EXPECT_TRUE(with({"orders"}).may_hear_anything());
    EXPECT_TRUE(rights_of_guest()->may_hear_anything());
    EXPECT_TRUE(rights_of_owner()->may_hear_anything());
}

TEST(Rights, OpenPrivateTopicsOnlyByName) {
    EXPECT_FALSE(with({">"}).may_hear("private-ann"));
    EXPECT_FALSE(rights_of_guest()->may_publish("presence-room"));
    EXPECT_TRUE(with({"private-ann"}).may_hear("private-ann"));
    EXPECT_TRUE(with({"presence-room.>"}).may_publish("presence-room.a"));
    EXPECT_TRUE(rights_of_owner()->may_hear("private-ann"));
}

}  // namespace
}  // namespace logbeam::hub
