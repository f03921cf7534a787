#include <logbeam/topic.hpp>

#include <gtest/gtest.h>

#include <string>

namespace logbeam {
namespace {

bool matches(std::string_view pattern, std::string_view topic) {
    return TopicPattern{pattern}.matches(topic);
}

TEST(TopicName, IsMadeOfTokensWithDotsBetween) {
    for (const auto* text : {"a", "logs.orders", "straße.größe", "$sys.drops", "a-b_c.1/2", "x{y}"}) {
        EXPECT_TRUE(TopicName::parse(text)) << text;
    }
}

TEST(TopicName, RefusesWhatCouldConfuse) {
    for (const auto* text : {"", ".", ".a", "a.", "a..b", "a b", "a\tb", "a\nb", "a\\b", "a\"b", "a'b", "*", "a.>",
                             "a*", "\x7f", "\x01", "\xFF", "\xC3"}) {
        EXPECT_FALSE(TopicName::parse(text)) << text;
    }
    EXPECT_FALSE(TopicName::parse(std::string_view{"a\0b", 3}));
}

TEST(TopicName, EndsAt255Bytes) {
    EXPECT_TRUE(TopicName::parse(std::string(255, 'a')));
    EXPECT_FALSE(TopicName::parse(std::string(256, 'a')));
}

TEST(TopicName, ThrowsWhereAMalformedOneIsAMistakeInTheProgram) {
    EXPECT_THROW(TopicName{"a b"}, Failure);
    EXPECT_THROW(TopicPattern{"a.>.b"}, Failure);
}

TEST(TopicName, SaysWhatIsWrongWithIt) {
    EXPECT_EQ(TopicName::parse("a\n b").error().message(),
              "invalid_topic (102): 'a? b' holds a space, control character, backslash or quote");
}

TEST(TopicName, IsReservedBehindADollarSign) {
    EXPECT_TRUE(TopicName{"$sys.log"}.is_reserved());
    EXPECT_FALSE(TopicName{"sys.$log"}.is_reserved());
}

TEST(TopicPattern, HasWildcardsForWholeTokensOnly) {
    for (const auto* text : {"*", ">", "a.*", "*.b", "a.*.c", "a.>", "*.*.>"}) {
        EXPECT_TRUE(TopicPattern::parse(text)) << text;
    }
    for (const auto* text : {"a*", "a.b*", ">.a", "a.>.b", ">>", "**", "a>", ""}) {
        EXPECT_FALSE(TopicPattern::parse(text)) << text;
    }
}

TEST(TopicPattern, WithoutWildcardsMatchesItself) {
    EXPECT_TRUE(matches("logs.orders", "logs.orders"));
    EXPECT_FALSE(matches("logs.orders", "logs"));
    EXPECT_FALSE(matches("logs", "logs.orders"));
    EXPECT_FALSE(matches("logs.orders", "logs.order"));
    EXPECT_FALSE(matches("logs", ""));
}

TEST(TopicPattern, StarStandsForExactlyOneToken) {
    EXPECT_TRUE(matches("logs.*", "logs.orders"));
    EXPECT_TRUE(matches("*.orders", "logs.orders"));
    EXPECT_TRUE(matches("a.*.c", "a.b.c"));
    EXPECT_FALSE(matches("logs.*", "logs"));
    EXPECT_FALSE(matches("logs.*", "logs.orders.eu"));
}

TEST(TopicPattern, GreaterSignStandsForTheRest) {
    EXPECT_TRUE(matches("logs.>", "logs.orders"));
    EXPECT_TRUE(matches("logs.>", "logs.orders.eu"));
    EXPECT_TRUE(matches(">", "logs"));
    EXPECT_FALSE(matches("logs.>", "logs"));
    EXPECT_FALSE(matches("logs.>", "metrics.cpu"));
}

TEST(TopicPattern, FirstWildcardDoesNotReachWhatBelongsToTheBroker) {
    EXPECT_FALSE(matches(">", "$sys.log"));
    EXPECT_FALSE(matches("*.log", "$sys.log"));
    EXPECT_TRUE(matches("$sys.*", "$sys.log"));
    EXPECT_TRUE(matches("$sys.>", "$sys.log"));
    EXPECT_TRUE(matches("a.*", "a.$b"));
}

TEST(TopicForLogger, FollowsTheLoggersName) {
    EXPECT_EQ(topic_for_logger("orders").str(), "logs.orders");
    EXPECT_EQ(topic_for_logger("net.http").str(), "logs.net.http");
    EXPECT_EQ(topic_for_logger("").str(), "logs.default");
    EXPECT_EQ(topic_for_logger("größe").str(), "logs.größe");
}

TEST(TopicForLogger, ReplacesWhatATopicMayNotHold) {
    EXPECT_EQ(topic_for_logger("my logger").str(), "logs.my_logger");
    EXPECT_EQ(topic_for_logger("a*b>c\"d\\e'f").str(), "logs.a_b_c_d_e_f");
    EXPECT_EQ(topic_for_logger("a\xFF\n").str(), "logs.a__");
    EXPECT_EQ(topic_for_logger("..a...b.").str(), "logs.a.b");
    EXPECT_EQ(topic_for_logger("...").str(), "logs.default");
}

TEST(TopicForLogger, CutsLongNamesAndKeepsThemApart) {
    const std::string name(300, 'n');

    const auto one = topic_for_logger(name + "1").str();
    const auto other = topic_for_logger(name + "2").str();

    EXPECT_EQ(one.size(), 255U);
    EXPECT_NE(one, other);
    EXPECT_EQ(one, topic_for_logger(name + "1").str());
}

TEST(TopicForLogger, CutsBetweenCharacters) {
    std::string name = "x";
    for (int character = 0; character < 100; ++character) {
        name += "€";
    }

    EXPECT_LE(topic_for_logger(name).str().size(), 255U);
}

TEST(TopicForLogger, FillsInAPattern) {
    EXPECT_EQ(topic_for_logger("{app}.{logger}", "shop", "orders").str(), "shop.orders");
    EXPECT_EQ(topic_for_logger("{app}.{logger}", "", "").str(), "default");
    EXPECT_EQ(topic_for_logger("all", "shop", "orders").str(), "all");
    EXPECT_EQ(topic_for_logger("", "shop", "orders").str(), "default");
    EXPECT_EQ(topic_for_logger("{logger}/{app}/{logger}", "s", "o").str(), "o/s/o");
}

TEST(TopicForLogger, FillsInNamesAsTheyAre) {
    EXPECT_EQ(topic_for_logger("{app}.{logger}", "shop", "{app}").str(), "shop.{app}");
    EXPECT_EQ(topic_for_logger("{app}.{logger}", "{logger}", "x").str(), "{logger}.x");
}

TEST(TopicForLogger, NeverBelongsToTheBroker) {
    EXPECT_EQ(topic_for_logger("{logger}", "", "$sys.log").str(), "_sys.log");
    EXPECT_EQ(topic_for_logger("{app}.{logger}", "", "$sys").str(), "_sys");
}

}  // namespace
}  // namespace logbeam
