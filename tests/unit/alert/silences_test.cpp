#include "alert/silences.hpp"

#include "unit/alert/standings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::alert {
namespace {

using namespace standings;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Silence silence(const std::string& id, const std::string& matchers, std::chrono::seconds from,
                std::chrono::seconds until) {
    return {id, parse_matchers(matchers).value(), at(from), at(until), "anna", "known"};
}

TEST(TheSilences, MuteWhatMatchesFromBeginToEnd) {
    Silences silences;
    ASSERT_TRUE(silences.add(silence("a", "region=eu", 10s, 20s)));

    EXPECT_FALSE(silences.is_silenced(firing("eu"), at(9s)));
    EXPECT_TRUE(silences.is_silenced(firing("eu"), at(10s)));
    EXPECT_TRUE(silences.is_silenced(firing("eu"), at(19s)));
    EXPECT_FALSE(silences.is_silenced(firing("eu"), at(20s)));
    EXPECT_FALSE(silences.is_silenced(firing("us"), at(15s)));
}

TEST(TheSilences, NeedAllMatchersToMatch) {
    Silences silences;
    ASSERT_TRUE(silences.add(silence("a", "rule=errors region=e*", 0s, 20s)));

    EXPECT_TRUE(silences.is_silenced(firing("eu"), at(1s)));
    EXPECT_FALSE(silences.is_silenced(firing("us"), at(1s)));
}

TEST(TheSilences, TellWhichOneLastsLongest) {
    Silences silences;
    ASSERT_TRUE(silences.add(silence("a", "region=eu", 0s, 20s)));
    ASSERT_TRUE(silences.add(silence("b", "rule=*", 0s, 30s)));
    ASSERT_TRUE(silences.add(silence("c", "rule=*", 10s, 40s)));

    EXPECT_EQ(silences.silence_of(firing("eu"), at(1s))->id, "b");
    EXPECT_EQ(silences.silence_of(firing("eu"), at(40s)), nullptr);
}

TEST(TheSilences, EndWhenSomebodySaysSo) {
    Silences silences;
    ASSERT_TRUE(silences.add(silence("a", "rule=*", 0s, 20s)));
    ASSERT_TRUE(silences.add(silence("to come", "rule=*", 10s, 20s)));

    EXPECT_TRUE(silences.expire("a", at(5s)));
    EXPECT_FALSE(silences.expire("a", at(6s)));
    EXPECT_TRUE(silences.expire("to come", at(5s)));
    EXPECT_FALSE(silences.expire("never there", at(5s)));

    EXPECT_FALSE(silences.is_silenced(firing("eu"), at(5s)));
    EXPECT_THAT(silences.all(), SizeIs(1)) << "the one that was at work is remembered";
}

TEST(TheSilences, AreForgottenAWhileBehindTheirEnd) {
    Silences silences;
    ASSERT_TRUE(silences.add(silence("a", "rule=*", 0s, 20s)));
    ASSERT_TRUE(silences.add(silence("b", "rule=*", 0s, 30s)));

    EXPECT_THAT(silences.forget_ended(at(20s)), IsEmpty());
    EXPECT_THAT(silences.forget_ended(at(21s)), ElementsAre("a"));
    EXPECT_THAT(silences.all(), SizeIs(1));
}

TEST(TheSilences, TellWhenTheNextOneBeginsOrEnds) {
    Silences silences;
    EXPECT_EQ(silences.next_change(at(0s)), std::nullopt);
    ASSERT_TRUE(silences.add(silence("a", "rule=*", 10s, 20s)));
    ASSERT_TRUE(silences.add(silence("b", "rule=*", 0s, 15s)));

    EXPECT_EQ(silences.next_change(at(0s)), at(10s));
    EXPECT_EQ(silences.next_change(at(10s)), at(15s));
    EXPECT_EQ(silences.next_change(at(15s)), at(20s));
    EXPECT_EQ(silences.next_change(at(20s)), std::nullopt);
}

TEST(TheSilences, RefuseWhatCannotBeMeant) {
    Silences silences;

    EXPECT_FALSE(silences.add(silence("a", "", 0s, 20s))) << "it would mute everything";
    EXPECT_FALSE(silences.add(silence("a", "rule=*", 20s, 20s)));
    EXPECT_FALSE(silences.add(silence("", "rule=*", 0s, 20s)));
    Silence odd = silence("a", "rule=*", 0s, 20s);
    odd.matchers = {Matcher{"two words", Matcher::Sense::equal, "x"}};
    EXPECT_EQ(silences.add(odd).error().detail, "expected = or != behind the name at character 4");
    EXPECT_THAT(silences.all(), IsEmpty());
}

TEST(TheSilences, AreBounded) {
    Silences silences;
    for (std::size_t count = 0; count < Silences::most; ++count)
        ASSERT_TRUE(silences.add(silence(std::to_string(count), "rule=*", 0s, 20s)));

    EXPECT_EQ(silences.add(silence("one more", "rule=*", 0s, 20s)).error().code, ErrorCode::limit_reached);
    EXPECT_TRUE(silences.add(silence("7", "rule=x", 0s, 20s))) << "instead of the one that is there";
}

TEST(ASilence, IsSeenBeforeItIsMade) {
    const std::vector alerts{firing("eu-1"), firing("us"), firing("eu-2")};

    EXPECT_THAT(preview(parse_matchers("region=eu-*").value(), alerts), ElementsAre(0U, 2U));
}

TEST(ASilence, ComesBackFromJson) {
    const Silence made = silence("a \"b\"", R"(rule=* region!="eu west")", 10s, 20s);

    EXPECT_EQ(parse_silence(to_json(made)).value(), made);
    EXPECT_EQ(parse_silence("[]").error().detail, "expected an object");
    EXPECT_EQ(parse_silence(R"({"id":"a","matchers":"x"})").error().detail,
              "matchers: expected = or != behind the name at character 2");
}

}  // namespace
}  // namespace logbeam::alert
