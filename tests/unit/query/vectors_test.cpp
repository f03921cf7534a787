#include "support/test_data.hpp"
#include "unit/query/ask.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

// Runs tests/data/query/*.json, and holds the examples of docs/query.md against them.
namespace logbeam::query {
namespace {

using Json = nlohmann::ordered_json;

struct Vector {
    std::string file;
    Json content;

    [[nodiscard]] std::string query() const { return content.at("query"); }
    [[nodiscard]] bool is_error() const { return content.contains("error"); }
};

void PrintTo(const Vector& vector, std::ostream* out) {
    *out << vector.file << ": " << vector.query();
}

std::vector<Vector> all_vectors() {
    std::vector<Vector> vectors;
    for (const auto& file : std::filesystem::directory_iterator{logbeam::test::data_path("query")}) {
        if (file.path().extension() != ".json") continue;
        std::ifstream text{file.path()};
        for (auto& content : Json::parse(text)) {
            vectors.push_back({file.path().filename().string(), std::move(content)});
        }
    }
    return vectors;
}

test::EventText event_of(const Json& json) {
    test::EventText event;
    event.id = json.value("id", event.id);
    event.topic = json.value("topic", event.topic);
    event.type = json.value("type", event.type);
    event.source = json.value("source", event.source);
    event.timestamp = json.value("timestamp", event.timestamp);
    event.seq = json.value("seq", event.seq);
    if (json.contains("data")) event.data = json["data"].dump();
    if (json.contains("metadata")) event.metadata = json["metadata"].dump();
    event.client_id = json.value("clientId", event.client_id);
    return event;
}

TEST(QueryVectors, MatchWhatTheyName) {
    for (const auto& vector : all_vectors()) {
        if (vector.is_error()) continue;
        SCOPED_TRACE(::testing::PrintToString(vector));
        const auto& events = vector.content.at("events");
        std::vector<std::size_t> matching;
        for (std::size_t index = 0; index < events.size(); ++index) {
            if (test::matches(vector.query(), event_of(events[index]))) matching.push_back(index);
        }
        EXPECT_EQ(matching, vector.content.at("matches").get<std::vector<std::size_t>>());
    }
}

TEST(QueryVectors, PrintCanonicallyAndStayThemselves) {
    for (const auto& vector : all_vectors()) {
        if (vector.is_error()) continue;
        SCOPED_TRACE(::testing::PrintToString(vector));
        const auto canonical = vector.content.value("canonical", vector.query());
        EXPECT_EQ(test::canonical(vector.query()), canonical);
        EXPECT_EQ(test::canonical(canonical), canonical);
    }
}

TEST(QueryVectors, SayWhatIsWrongAndWhere) {
    for (const auto& vector : all_vectors()) {
        SCOPED_TRACE(::testing::PrintToString(vector));
        EXPECT_EQ(test::problem_of(vector.query()), vector.content.value("error", ""));
    }
}

std::vector<std::string> examples_of_the_page() {
    std::ifstream page{logbeam::test::data_path("../../docs/query.md")};
    std::vector<std::string> examples;
    bool is_inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```")) {
            is_inside = line == "```query";
        } else if (is_inside) {
            examples.push_back(line);
        }
    }
    return examples;
}

TEST(QueryPage, HasNoExampleThatIsNotAVector) {
    std::set<std::string> queries;
    for (const auto& vector : all_vectors()) {
        queries.insert(vector.query());
    }

    const auto examples = examples_of_the_page();

    EXPECT_GT(examples.size(), 20u);
    for (const auto& example : examples) {
        EXPECT_TRUE(queries.contains(example)) << example;
    }
}

}  // namespace
}  // namespace logbeam::query
