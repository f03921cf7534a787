#include "query/scanner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What stands at the places that a path leads to, up to the next comma or bracket.
std::vector<std::string> places_of(const std::string& json, std::string_view path) {
    PathSet paths;
    paths.add(path);
    Scanner scanner{json, 1, paths, paths.all(), nullptr};
    std::vector<std::string> places;
    for (Place place{}; scanner.next(place);) {
        places.push_back(json.substr(place.at, json.find_first_of(",]}", place.at) - place.at));
    }
    return places;
}

TEST(Scanner, FindsWhatAPathLeadsTo) {
    EXPECT_THAT(places_of(R"({"data":{"a":1,"b":2}})", "data.b"), ElementsAre("2"));
    EXPECT_THAT(places_of(R"({"data":{"a":{"b":3},"b":2}})", "data.a.b"), ElementsAre("3"));
    EXPECT_THAT(places_of(R"({"type":"t","data":{"type":1}})", "type"), ElementsAre("\"t\""));
}

TEST(Scanner, JoinsKeysByDots) {
    EXPECT_THAT(places_of(R"({"data":{"a.b":{"c":1},"a":{"b.c":2},"a.b.c":3}})", "data.a.b.c"),
                ElementsAre("1", "2", "3"));
}

TEST(Scanner, LooksIntoTheObjectsOfArrays) {
    EXPECT_THAT(places_of(R"({"data":{"a":[{"b":1},[{"b":2}],5,"x",{"b":3}]}})", "data.a.b"),
                ElementsAre("1", "2", "3"));
    EXPECT_THAT(places_of(R"({"data":[{"a":1}]})", "data.a"), IsEmpty());  // only an object has fields
}

TEST(Scanner, ReadsKeysThatAreEscaped) {
    EXPECT_THAT(places_of(R"({"data":{"\u0061":{"\"":1}}})", "data.a.\""), ElementsAre("1"));
}

TEST(Scanner, PassesOverWhiteSpace) {
    EXPECT_THAT(places_of("{\"data\" : {\n \"a\" : [ 1 , { \"b\" : 2 } ] , \"c\" : 3 } }", "data.a.b"),
                ElementsAre("2 "));
    EXPECT_THAT(places_of("{ \"data\" : { } , \"metadata\" : { \"x\" : 1 } }", "metadata.x"), ElementsAre("1 "));
}

TEST(Scanner, GivesUpBelowTheDepthThatIngestTakes) {
    std::string deep = "1";
    std::string path = "data";
    for (int level = 0; level < 200; ++level) {
        deep = R"({"a":)" + deep + "}";
        path += ".a";
    }

    EXPECT_THAT(places_of(R"({"data":)" + deep + "}", path), IsEmpty());
    EXPECT_THAT(places_of(R"({"data":{"x":)" + deep + R"(,"y":1}})", "data.y"), ElementsAre("1"));
}

// The places that a scan of the members of `data` finds, read in an outline and anew.
void expect_same_places(const std::string& json, std::string_view path) {
    PathSet paths;
    paths.add(path);
    Outline outline;
    outline.read(json, 1);
    ASSERT_TRUE(outline.is_whole()) << json;
    Scanner outlined{json, 1, paths, paths.all(), &outline};
    Scanner anew{json, 1, paths, paths.all(), nullptr};
    bool has_more = true;
    while (has_more) {
        Place place{};
        Place expected{};
        has_more = anew.next(expected);
        ASSERT_EQ(outlined.next(place), has_more) << json;
        EXPECT_EQ(place.at, expected.at) << json;
    }
}

TEST(Outline, LeadsToTheSamePlaces) {
    const std::string json =
        R"({"data":{"a":1,"b":{"c":2,"d":[{"c":3}]},"b.c":4,"a":[5]},"metadata":{"a":6,"b":{"c":7}}})";
    for (const auto* path : {"data.a", "data.b.c", "data.b.d.c", "metadata.a", "metadata.b.c", "data.none"}) {
        expect_same_places(json, path);
    }
    expect_same_places(R"({"data":{}})", "data.a");
    expect_same_places(R"({"data":{ "a" : 1 , "b" : { "a" : 2 } }})", "data.b.a");
}

TEST(Outline, LeavesToAScanWhatItCannotHold) {
    Outline outline;
    outline.read(R"({"data":{"\u0061":1}})", 1);
    EXPECT_FALSE(outline.is_whole());
    outline.read(R"({"data":[1]})", 1);
    EXPECT_FALSE(outline.is_whole());

    std::string many = R"({"data":{"k":0)";
    for (int number = 0; number < 50; ++number) {
        many += ",\"k" + std::to_string(number) + "\":1";
    }
    outline.read(many + "}}", 1);
    EXPECT_FALSE(outline.is_whole());
}

TEST(PathSet, HasOneBitForOnePath) {
    PathSet paths;

    EXPECT_EQ(paths.add("data.a"), paths.add("data.a"));
    EXPECT_NE(paths.add("data.a"), paths.add("data.b"));
    EXPECT_EQ(paths.bit_of("data.c"), 0u);
}

}  // namespace
}  // namespace logbeam::query
