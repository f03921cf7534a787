#include "event/pairs.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logbeam::event {
namespace {

// "key:kind=value" of each pair.
std::string pairs_of(std::string_view message) {
    PairList pairs;
    extract_pairs(message, pairs);
    std::string text;
    for (const PairView& pair : pairs) {
        const char* kind = pair.kind == PairKind::text      ? ":text="
                           : pair.kind == PairKind::literal ? ":literal="
                                                            : ":json=";
        text += (text.empty() ? "" : " | ") + std::string{pair.key} + kind + std::string{pair.value};
    }
    return text;
}

// What the spans of the values say.
std::string spans_of(std::string_view message) {
    PairList pairs;
    extract_pairs(message, pairs);
    std::string text;
    for (const PairView& pair : pairs) {
        text += '<';
        text += message.substr(pair.begin, pair.end - pair.begin);
        text += '>';
    }
    return text;
}

TEST(Pairs, StandAtTheStartOrBehindWhiteSpace) {
    EXPECT_EQ(pairs_of("order shipped order_id=42 city=Berlin"), "order_id:literal=42 | city:text=Berlin");
    EXPECT_EQ(pairs_of("a=1\tb=2\nc=3"), "a:literal=1 | b:literal=2 | c:literal=3");
    EXPECT_EQ(pairs_of("_x.y-z=1"), "_x.y-z:literal=1");
    EXPECT_EQ(pairs_of(""), "");
    EXPECT_EQ(pairs_of("nothing here"), "");
}

TEST(Pairs, LeaveProseAndCodeAlone) {
    for (const auto* message : {"x==y", "GET /path?a=1&b=2", "a= b", "a =b", "=b", "a=", "1a=2", "-a=2", "(a=1)",
                                "über=1", "a=\n", "if x== 3", "a==", "="}) {
        EXPECT_EQ(pairs_of(message), "") << message;
    }
}

TEST(Pairs, BareValuesRunToWhiteSpaceWithoutOneSeparator) {
    EXPECT_EQ(pairs_of("a=x, b=y; c=z,, d=e"), "a:text=x | b:text=y | c:text=z, | d:text=e");
    EXPECT_EQ(pairs_of("url=http://h/p?q=1&r=2 n=1,"), "url:text=http://h/p?q=1&r=2 | n:literal=1");
    EXPECT_EQ(pairs_of("a=b=c d==e f=g"), "a:text=b=c | f:text=g");
    EXPECT_EQ(pairs_of("a=, b=1"), "b:literal=1");
    EXPECT_EQ(pairs_of("a=(b) c='d e'"), "a:text=(b) | c:text='d");
}

TEST(Pairs, NumbersAreWhatJsonCallsSo) {
    EXPECT_EQ(pairs_of("a=-1 b=2.50 c=1e3 d=18446744073709551615 e=0"),
              "a:literal=-1 | b:literal=2.50 | c:literal=1e3 | d:literal=18446744073709551615 | e:literal=0");
    EXPECT_EQ(
        pairs_of("a=007 b=0x1F c=nan d=18446744073709551616 e=1. f=.5 g=+1 h=1e999 i=- j=inf k=1e-999"),
        "a:text=007 | b:text=0x1F | c:text=nan | d:text=18446744073709551616 | e:text=1. | f:text=.5 | g:text=+1 | "
        "h:text=1e999 | i:text=- | j:text=inf | k:text=1e-999");
}

TEST(Pairs, KnowTrueFalseAndNull) {
    EXPECT_EQ(pairs_of("a=true b=false c=null d=True e=nulll"),
              "a:literal=true | b:literal=false | c:literal=null | d:text=True | e:text=nulll");
}

TEST(Pairs, QuotedValuesAreAlwaysStrings) {
    EXPECT_EQ(pairs_of(R"(a="42" b="two words" c="" d="x=1")"), "a:text=42 | b:text=two words | c:text= | d:text=x=1");
    EXPECT_EQ(pairs_of(R"(a="say \"hi\"" b="C:\\dir" c="x\n\r\ty" d="C:\dir\")"),
              "a:text=say \"hi\" | b:text=C:\\dir | c:text=x\n\r\ty | d:text=\"C:\\dir\\\"");
    EXPECT_EQ(pairs_of(R"((see) msg="x") n=1)"), "msg:text=x | n:literal=1");
}

TEST(Pairs, WithoutAClosingQuoteReadTheirValueBare) {
    EXPECT_EQ(pairs_of("a=\"x b=1"), "a:text=\"x | b:literal=1");
    EXPECT_EQ(pairs_of("a=\"x\\\" b=1"), "a:text=\"x\\\" | b:literal=1");
    EXPECT_EQ(pairs_of("a=\""), "a:text=\"");
}

TEST(Pairs, TakeWholeJsonValuesAndMakeThemCompact) {
    EXPECT_EQ(pairs_of(R"(cfg={"a": [1, 2], "b": "x y"} done=true)"),
              R"(cfg:json={"a":[1,2],"b":"x y"} | done:literal=true)");
    EXPECT_EQ(pairs_of("ids=[1, 2, 3], n=3"), "ids:json=[1,2,3] | n:literal=3");
    EXPECT_EQ(pairs_of("e=[] o={}"), "e:json=[] | o:json={}");
}

TEST(Pairs, ReadWhatOnlyLooksLikeJsonBare) {
    EXPECT_EQ(pairs_of("a=[x] b={1} c=[1]] d=[1"), "a:text=[x] | b:text={1} | c:text=[1]] | d:text=[1");
    EXPECT_EQ(pairs_of("a=[1, 2 b=3"), "a:text=[1 | b:literal=3");
    EXPECT_EQ(pairs_of("a=[1]x"), "a:text=[1]x");
}

TEST(Pairs, OfAJsonObjectAreItsMembers) {
    EXPECT_EQ(pairs_of(R"( {"id": 42, "who": "Ann \"A\"", "list": [1, {"x" : null}], "caf\u00e9\n": 1.50} )"),
              "id:json=42 | who:json=\"Ann \\\"A\\\"\" | list:json=[1,{\"x\":null}] | caf\u00e9\n:json=1.50");
    EXPECT_EQ(pairs_of("{}"), "");
    EXPECT_EQ(pairs_of(R"({"\ud83d\ude00":1})"), "\U0001F600:json=1");
}

TEST(Pairs, OfAlmostAJsonObjectAreThoseOfText) {
    EXPECT_EQ(pairs_of(R"({"a": 1,} b=2)"), "b:literal=2");
    EXPECT_EQ(pairs_of("{a=1 b=2}"), "b:text=2}");
    EXPECT_EQ(pairs_of(R"({"a":1} {"b":2})"), "");
}

TEST(Pairs, SayWhereTheirValuesStand) {
    EXPECT_EQ(spans_of(R"(a=1, b="x \" y" c=[1, 2]; d=e)"), R"(<1><"x \" y"><[1, 2]><e>)");
    EXPECT_EQ(spans_of(R"({"a": "x", "b" :[1 ]})"), R"(<"x"><[1 ]>)");
}

TEST(Pairs, BeyondTheCapacityAreCounted) {
    std::string message;
    for (int pair = 0; pair < 100; ++pair) {
        message += 'k';
        message += std::to_string(pair) + "=1 ";
    }
    PairList pairs;

    extract_pairs(message, pairs);

    EXPECT_EQ(pairs.size(), 64U);
    EXPECT_EQ(pairs.omitted(), 36U);
    EXPECT_EQ(pairs[63].key, "k63");
}

TEST(Pairs, OfTheNextMessageReplaceThoseOfTheLast) {
    PairList pairs;
    extract_pairs(R"({"a":1})", pairs);

    extract_pairs("b=2", pairs);

    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].key, "b");
    EXPECT_FALSE(pairs.is_object());
}

TEST(Pairs, KeepEveryUnescapedValueOfAMessageWithMany) {
    std::string message;
    std::string expected;
    for (int pair = 0; pair < 60; ++pair) {
        const auto number = std::to_string(pair);
        message += "k" + number + "=\"\\\"" + number + "\\\"\" ";
        expected += (pair == 0 ? "k" : " | k") + number + ":text=\"" + number + "\"";
    }

    EXPECT_EQ(pairs_of(message), expected);
}

TEST(Pairs, OfHostileMessagesAreFoundInLinearTime) {
    std::string brackets;
    std::string quotes;
    for (int part = 0; part < 200'000; ++part) {
        brackets += "a=[ ";
        quotes += "a=\"\\";
    }

    EXPECT_NE(pairs_of(brackets), "");
    EXPECT_NE(pairs_of(quotes), "");
}

}  // namespace
}  // namespace logbeam::event
