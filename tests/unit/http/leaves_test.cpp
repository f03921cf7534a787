#include "http/leaves.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::http {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> leaves_of(std::string_view text) {
    std::vector<std::string> found;
    Leaves leaves{
        [&found](const Leaf& leaf) { found.push_back(std::string{leaf.path} + "=" + std::string{leaf.text}); }};
    leaves.read(text);
    return found;
}

TEST(TheLeaves, HavePathsThatArraysAddNothingTo) {
    EXPECT_THAT(leaves_of(R"({"a":{"b":1,"c":[{"d":2},{"d":3},4]},"e":[[5],6],"f":{}})"),
                ElementsAre("a.b=1", "a.c.d=2", "a.c.d=3", "a.c=4", "e=5", "e=6"));
}

TEST(TheLeaves, OfKeysWithDotsAreCalledAsNestedOnes) {
    EXPECT_THAT(leaves_of(R"({"a.b":1,"a":{"b":2}})"), ElementsAre("a.b=1", "a.b=2"));
}

TEST(TheLeaves, SayTheirValuesAndEqualNumbersAlike) {
    EXPECT_THAT(leaves_of(R"({"n":200.0,"m":2e2,"u":18446744073709551615,"i":-1,"s":"a\"b","t":true,"z":null})"),
                ElementsAre("n=200", "m=200", "u=18446744073709551615", "i=-1", "s=a\"b", "t=true", "z=null"));
}

TEST(TheLeaves, OfOneTextLeaveNothingBehindForTheNext) {
    std::vector<std::string> paths;
    Leaves leaves{[&paths](const Leaf& leaf) { paths.emplace_back(leaf.path); }};

    leaves.read(R"({"a":{"b":[1]}})");
    leaves.read(R"({"c":1})");

    EXPECT_THAT(paths, ElementsAre("a.b", "c"));
}

}  // namespace
}  // namespace logbeam::http
