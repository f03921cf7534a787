#include "channel/redactor.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::channel {
namespace {

const Redactor redactor{{"password", "Token"}};

std::string redacted(std::string json) {
    redactor.redact_json(json);
    return json;
}

TEST(Redactor, HidesItsKeysInAnyCase) {
    EXPECT_TRUE(redactor.hides("password"));
    EXPECT_TRUE(redactor.hides("PassWord"));
    EXPECT_TRUE(redactor.hides("token"));
}

TEST(Redactor, HidesNoKeyThatIsOnlySimilar) {
    EXPECT_FALSE(redactor.hides("passwords"));
    EXPECT_FALSE(redactor.hides("pass"));
    EXPECT_FALSE(redactor.hides(""));
}

TEST(Redactor, IsConcernedByAKeyAnywhereInTheText) {
    EXPECT_TRUE(redactor.may_concern("his PASSWORD is lost"));
    EXPECT_FALSE(redactor.may_concern("his passport is lost"));
}

TEST(Redactor, MasksMembersAtAnyDepth) {
    EXPECT_EQ(redacted(R"({"user":{"password":"hunter2","name":"bob"},"list":[{"token":1}]})"),
              R"({"user":{"password":"***","name":"bob"},"list":[{"token":"***"}]})");
}

TEST(Redactor, MasksAWholeObjectUnderAKey) {
    EXPECT_EQ(redacted(R"({"password":{"old":"a","new":"b"}})"), R"({"password":"***"})");
}

TEST(Redactor, LeavesAKeyThatIsOnlyAValue) {
    EXPECT_EQ(redacted(R"({"field":"password"})"), R"({"field":"password"})");
}

TEST(Redactor, LeavesTextThatIsNoJson) {
    std::string text = "password=hunter2";

    EXPECT_FALSE(redactor.redact_json(text));
    EXPECT_EQ(text, "password=hunter2");
}

TEST(Redactor, SaysWhetherItMaskedSomething) {
    std::string with = R"({"password":"hunter2"})";
    std::string without = R"({"name":"bob"})";

    EXPECT_TRUE(redactor.redact_json(with));
    EXPECT_FALSE(redactor.redact_json(without));
}

TEST(RedactorOfText, MasksWhatFollowsAKeyInTextThatNoParserReads) {
    EXPECT_EQ(redactor.mask_text(R"({"user":"jo","password":"geh\"eim","n":1,"tok)"),
              R"({"user":"jo","password":***,"n":1,"tok)");
    EXPECT_EQ(redactor.mask_text(R"({"Token": 4711})"), R"({"Token": ***})");
    EXPECT_EQ(redactor.mask_text(R"(a password="cut in the mid)"), "a password=***");
    EXPECT_EQ(redactor.mask_text("password=a token : b, c"), "password=*** token : ***, c");
    EXPECT_EQ(redactor.mask_text("password="), "password=***");
}

TEST(RedactorOfText, LeavesOtherWordsAlone) {
    EXPECT_EQ(redactor.mask_text("no password here, tokens=3 my_token=4 token"),
              "no password here, tokens=3 my_token=4 token");
}

TEST(RedactorWithoutKeys, HidesNothing) {
    const Redactor open{{}};
    std::string json = R"({"password":"hunter2"})";

    EXPECT_FALSE(open.redact_json(json));
    EXPECT_FALSE(open.hides("password"));
    EXPECT_FALSE(open.may_concern("password"));
}

}  // namespace
}  // namespace logbeam::channel
