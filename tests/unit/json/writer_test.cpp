#include "unit/json/random_json.hpp"

#include <logbeam/json_writer.hpp>

#include <gtest/gtest.h>

#include <clocale>
#include <limits>
#include <string>

namespace logbeam {
namespace {

std::string written(double number) {
    std::string out;
    JsonWriter{out}.number(number);
    return out;
}

std::string written(std::string_view text) {
    std::string out;
    JsonWriter{out}.string(text);
    return out;
}

// By another library, as an independent opinion.
void write(JsonWriter& json, const nlohmann::json& value) {
    switch (value.type()) {
        case nlohmann::json::value_t::boolean: return json.boolean(value);
        case nlohmann::json::value_t::number_integer: return json.integer(value);
        case nlohmann::json::value_t::number_unsigned: return json.unsigned_integer(value);
        case nlohmann::json::value_t::number_float: return json.number(value);
        case nlohmann::json::value_t::string: return json.string(value.get_ref<const std::string&>());
        case nlohmann::json::value_t::array: {
            json.begin_array();
            for (const auto& item : value) {
                write(json, item);
            }
            return json.end_array();
        }
        case nlohmann::json::value_t::object: {
            json.begin_object();
            for (const auto& [key, member] : value.items()) {
                json.key(key);
                write(json, member);
            }
            return json.end_object();
        }
        default: return json.null();
    }
}

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
    std::string out = "before ";
    JsonWriter json{out};

    json.begin_object();
    json.key("list");
    json.begin_array();
    json.integer(1);
    json.begin_object();
    json.end_object();
    json.null();
    json.end_array();
    json.key("flag");
    json.boolean(true);
    json.end_object();

    EXPECT_EQ(out, R"(before {"list":[1,{},null],"flag":true})");
}

TEST(JsonWriter, TakesInWhatIsJsonAlready) {
    std::string out;
    JsonWriter json{out};

    json.begin_object();
    json.raw_members(R"("level":"info","thread":7)");
    json.raw_members("");
    json.key("data");
    json.raw("[1,2]");
    json.raw_members(R"("last":1)");
    json.end_object();

    EXPECT_EQ(out, R"({"level":"info","thread":7,"data":[1,2],"last":1})");
}

TEST(JsonWriter, WritesMembersWithoutAnObjectAroundThem) {
    std::string out;
    JsonWriter json{out};

    json.key("a");
    json.integer(1);
    json.key("b");
    json.string("x");

    EXPECT_EQ(out, R"("a":1,"b":"x")");
}

TEST(JsonWriter, WritesIntegersToTheLastDigit) {
    std::string out;
    JsonWriter json{out};

    json.begin_array();
    json.integer(std::numeric_limits<std::int64_t>::min());
    json.unsigned_integer(std::numeric_limits<std::uint64_t>::max());
    json.end_array();

    EXPECT_EQ(out, "[-9223372036854775808,18446744073709551615]");
}

TEST(JsonWriter, WritesDoublesShortestAndRecognisably) {
    EXPECT_EQ(written(20.0), "20.0");
    EXPECT_EQ(written(19.99), "19.99");
    EXPECT_EQ(written(-0.0), "-0.0");
    EXPECT_EQ(written(1e300), "1e+300");
    EXPECT_EQ(written(5e-324), "5e-324");
    EXPECT_EQ(written(-1.7976931348623157e308), "-1.7976931348623157e+308");
}

TEST(JsonWriter, WritesNullForWhatIsNoNumber) {
    EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(JsonWriter, PaysNoHeedToTheLocale) {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");

    const auto text = written(1234.5);

    std::setlocale(LC_ALL, before.c_str());
    EXPECT_EQ(text, "1234.5");
}

TEST(JsonWriter, EscapesControlCharactersQuotesAndBackslashes) {
    EXPECT_EQ(written(std::string_view{"a\"b\\c\n\r\t\b\f\x01\x1f\0z", 14}),
              R"("a\"b\\c\n\r\t\b\f\u0001\u001f\u0000z")");
    EXPECT_EQ(written("\x7f / \xC3\xA9"), "\"\x7f / \xC3\xA9\"");
}

TEST(JsonWriter, ReplacesInvalidUtf8AndCountsIt) {
    std::string out;
    JsonWriter json{out};

    json.string("a\xFF\xC3(b\xE2\x82\xF0\x9F\x98\x80\xED\xA0\x80");

    EXPECT_EQ(out, "\"a\uFFFD\uFFFD(b\uFFFD\U0001F600\uFFFD\uFFFD\uFFFD\"");
    EXPECT_EQ(json.replaced(), 6U);
}

TEST(JsonWriter, EscapesOneUnusualByteAtEveryPlaceOfTextsOfEveryLength) {
    for (std::size_t length = 1; length <= 70; ++length) {
        for (std::size_t place = 0; place < length; ++place) {
            std::string text(length, 'x');
            text[place] = '"';
            auto expected = "\"" + text + "\"";
            expected.insert(place + 1, "\\");

            EXPECT_EQ(written(text), expected);
        }
    }
}

TEST(JsonWriter, WritesTextsLongerThanItsBuffer) {
    const std::string plain(5000, 'x');
    const std::string worst(5000, '\x01');

    EXPECT_EQ(written(plain), "\"" + plain + "\"");
    EXPECT_EQ(nlohmann::json::parse(written(worst)), worst);
}

TEST(JsonWriter, TakesInRawTextsLongerThanItsBuffer) {
    for (const std::size_t length : {998U, 999U, 1000U, 1001U, 3000U}) {
        const auto raw = "\"" + std::string(length - 2, 'y') + "\"";
        std::string out;
        JsonWriter json{out};

        json.begin_array();
        json.integer(1);
        json.raw(raw);
        json.raw(raw);
        json.end_array();

        EXPECT_EQ(out, "[1," + raw + "," + raw + "]") << length;
    }
}

TEST(JsonWriter, IsReadBackByAnotherLibraryWhateverTheValue) {
    test::RandomJson random{20261120};
    for (int round = 0; round < 3000; ++round) {
        const auto value = random.document();
        std::string out;
        JsonWriter json{out};

        write(json, value);

        EXPECT_EQ(nlohmann::json::parse(out), value) << out;
    }
}

TEST(JsonWriter, MakesValidJsonOfAnyBytes) {
    test::RandomJson random{4711};
    for (int round = 0; round < 5000; ++round) {
        const auto bytes = random.bytes();
        std::string out;
        JsonWriter json{out};

        json.string(bytes);

        // nlohmann's own replacement follows the same rule: one U+FFFD for each maximal subpart.
        const auto theirs = nlohmann::json(bytes).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        EXPECT_EQ(nlohmann::json::parse(out), nlohmann::json::parse(theirs));
    }
}

}  // namespace
}  // namespace logbeam
