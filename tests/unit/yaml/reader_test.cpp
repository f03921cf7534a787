#include "yaml/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Reader reader_of(const std::string& text) {
    return Reader::parse(text, "a.yaml").value();
}

TEST(AYamlReader, ReadsDecimals) {
    for (const auto& [text, number] : {std::pair{"1.5", 1.5}, std::pair{"-2", -2.0}, std::pair{"1e3", 1000.0}}) {
        Reader reader = reader_of(std::string{"n: "} + text);
        double read = 0;
        reader.decimal("n", read);

        EXPECT_TRUE(reader.finish());
        EXPECT_EQ(read, number);
    }
    for (const char* text : {"many", "1.5x", ".inf", "1e999"}) {
        Reader reader = reader_of(std::string{"a: 1\nn: "} + text);
        double read = 7;
        reader.decimal("n", read);

        EXPECT_EQ(reader.finish().error().detail, "n: '" + std::string{text} + "': expected a number (a.yaml:2)");
        EXPECT_EQ(read, 7);
    }
}

TEST(AYamlReader, ReadsTextsByName) {
    Reader reader = reader_of("labels: {team: orders, area: \"7\"}");
    std::map<std::string, std::string> labels;
    reader.texts_by_name("labels", labels);

    EXPECT_TRUE(reader.finish());
    EXPECT_THAT(labels, ElementsAre(Pair("area", "7"), Pair("team", "orders")));
}

TEST(AYamlReader, RefusesTextsByNameThatAreSomethingElse) {
    const auto problem = [](const std::string& text) {
        Reader reader = reader_of(text);
        std::map<std::string, std::string> labels;
        reader.texts_by_name("labels", labels);
        return reader.finish().error().detail;
    };

    EXPECT_EQ(problem("labels: [a]"), "labels: expected a mapping: name: text (a.yaml:1)");
    EXPECT_EQ(problem("labels: {a: [b]}"), "labels: expected a text (a.yaml:1)");
    EXPECT_EQ(problem("labels: {a: 1, a: 2}"), "'a' stands there twice (a.yaml:1)");
}

TEST(AYamlReader, KnowsWhatIsTheSameWhereverItStands) {
    EXPECT_EQ(reader_of("a: 1\nb: [x, y]").source(), reader_of("\n\na:   1   # one\nb: [x,y]\n").source());
    EXPECT_NE(reader_of("a: 1").source(), reader_of("a: 2").source());
}

TEST(AYamlReader, SaysWhereAMappingBegins) {
    Reader reader = reader_of("x: 1\nrules:\n  - a: 1\n    b: 2\n");
    std::size_t line = 0;
    reader.sections("rules", [&line](Reader& section) { line = section.line(); });

    EXPECT_EQ(line, 3U);
}

}  // namespace
}  // namespace logbeam::yaml
