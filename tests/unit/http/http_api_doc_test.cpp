#include "http/router.hpp"
#include "json/scan.hpp"
#include "support/test_data.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

// Holds docs/http_api.md against the routes, in both directions.
namespace logbeam::http {
namespace {

// Headings such as: ### `GET /api/events`
std::set<std::string> documented() {
    std::ifstream page{logbeam::test::data_path("../../docs/http_api.md")};
    const std::regex heading{R"(#+ `([A-Z]+ /[^`]*)`)"};
    std::set<std::string> found;
    for (std::string line; std::getline(page, line);) {
        std::smatch match;
        if (std::regex_match(line, match, heading)) found.insert(match[1]);
    }
    return found;
}

std::set<std::string> routed() {
    std::set<std::string> found;
    for (const auto& route : routes()) {
        found.insert(std::string{route.method} + " " + std::string{route.path});
    }
    return found;
}

std::vector<std::string> json_examples() {
    std::ifstream page{logbeam::test::data_path("../../docs/http_api.md")};
    std::vector<std::string> found;
    bool is_inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line == "```json") found.emplace_back();
        if (is_inside && line != "```") found.back() += line + "\n";
        is_inside = line == "```json" || (is_inside && line != "```");
    }
    return found;
}

TEST(TheHttpPage, HasExamplesThatAreJson) {
    EXPECT_GE(json_examples().size(), 6u);
    for (const auto& example : json_examples()) {
        EXPECT_TRUE(json::check(example)) << example;
    }
}

TEST(TheHttpPage, DescribesExactlyTheRoutesThatThereAre) {
    EXPECT_EQ(documented(), routed());
}

}  // namespace
}  // namespace logbeam::http
