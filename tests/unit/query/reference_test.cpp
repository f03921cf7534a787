#include "unit/query/reference.hpp"

#include "query/parser.hpp"
#include "query/tokens.hpp"
#include "query/words.hpp"
#include "unit/query/ask.hpp"
#include "unit/query/random_query.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

namespace logbeam::test {
namespace {

using nlohmann::json;
using query::Field;
using query::Node;
using query::Order;
using query::Pattern;
using query::Term;

bool glob(const Pattern& pattern, const std::string& text) {
    std::string expression;
    for (std::size_t index = 0; index < pattern.pieces.size(); ++index) {
        if (index > 0) expression += "[^]*";
        for (const char c : query::folded(pattern.pieces[index])) {
            expression +=
                std::isalnum(static_cast<unsigned char>(c)) != 0 ? std::string{c} : std::string{"["} + c + "]";
        }
    }
    return std::regex_match(query::folded(text), std::regex{expression});
}

std::vector<json> scalars_of(const json& value) {
    if (!value.is_array()) return {value};
    std::vector<json> scalars;
    for (const auto& item : value) {
        for (auto& scalar : scalars_of(item)) {
            scalars.push_back(std::move(scalar));
        }
    }
    return scalars;
}

bool stands_so(Order order, double value, double operand) {
    return query::holds(order, value < operand ? -1 : (value > operand ? 1 : 0));
}

bool stands_so(Order order, Timestamp time, const query::TimeRange& range) {
    if (order == Order::equal) return time >= range.from && time <= range.to;
    if (order == Order::less) return time < range.from;
    if (order == Order::more) return time > range.to;
    return order == Order::at_most ? time <= range.to : time >= range.from;
}

double double_of(const json::number_float_t& number) {
    return number;
}

double number_of(const Term& term) {
    return std::visit([](auto number) { return static_cast<double>(number); }, term.number);
}

bool is_number(const std::string& text) {
    return json::accept(text) && json::parse(text).is_number();
}

bool value_is(const Pattern& pattern, const json& value) {
    if (value.is_string()) return glob(pattern, value.get<std::string>());
    if (value.is_object()) return false;
    const auto& text = pattern.pieces.front();
    if (value.is_number() && pattern.is_exact()) {
        return is_number(text) && double_of(json::parse(text).get<double>()) == value.get<double>();
    }
    return (value.is_number() || pattern.is_exact()) && glob(pattern, value.dump());
}

bool phrase_is_in(const Pattern& phrase, const json& value) {
    if (!value.is_string()) return false;
    const auto words = reference_words(value.get<std::string>());
    const auto sought = query::words_of(phrase);
    return std::search(words.begin(), words.end(), sought.begin(), sought.end(),
                       [](const std::string& word, const Pattern& pattern) { return glob(pattern, word); }) !=
           words.end();
}

bool is_time(const Term& term, const json& value) {
    if (!value.is_string()) return false;
    const auto time = parse_rfc3339(value.get<std::string>());
    return time && stands_so(term.order, *time, term.time);
}

bool matches_regex(const std::string& expression, const json& value) {
    if (!value.is_string() && !value.is_number()) return false;
    const bool ignores_case = expression.substr(0, 4) == "(?i)";
    const std::regex regex{expression.substr(ignores_case ? 4 : 0),
                           ignores_case ? std::regex::ECMAScript | std::regex::icase : std::regex::ECMAScript};
    return std::regex_search(value.is_string() ? value.get<std::string>() : value.dump(), regex);
}

bool holds_for(const Term& term, const json& value) {
    switch (term.kind) {
        case Term::Kind::words: return false;
        case Term::Kind::value: return value_is(term.pattern, value);
        case Term::Kind::number:
            return value.is_number() && stands_so(term.order, value.get<double>(), number_of(term));
        case Term::Kind::time: return is_time(term, value);
        case Term::Kind::regex: return matches_regex(term.text, value);
        default: return false;
    }
}

std::optional<Level> level_of(const json& value) {
    return value.is_string() ? parse_level(value.get<std::string>()) : std::nullopt;
}

bool has_level(std::uint8_t levels, const EventText& event, const json& document) {
    const std::string text = event.json();
    auto level = event.subject(text).level;
    if (!level && document["data"].is_object() && document["data"].contains("level"))
        level = level_of(document["data"]["level"]);
    return level && ((levels >> static_cast<unsigned>(*level)) & 1U) != 0;
}

bool term_matches(const Term& term, const EventText& event, const json& document) {
    const auto time = parse_rfc3339(event.timestamp).value();
    switch (term.field.kind) {
        case Field::Kind::level: return has_level(term.levels, event, document);
        case Field::Kind::topic: return term.topic->matches(event.topic);
        case Field::Kind::time: return stands_so(term.order, time, term.time);
        case Field::Kind::seq:
            return event.seq != 0 && stands_so(term.order, static_cast<double>(event.seq), number_of(term));
        case Field::Kind::text: break;
    }
    const auto places = reference_places(document, term.field.path);
    if (term.kind == Term::Kind::exists) return !places.empty();
    return std::any_of(places.begin(), places.end(), [&](const json& place) {
        if (term.kind == Term::Kind::words) return phrase_is_in(term.pattern, place);
        const auto scalars = scalars_of(place);
        return std::any_of(scalars.begin(), scalars.end(), [&](const json& each) { return holds_for(term, each); });
    });
}

bool matches(const Node& node, const EventText& event, const json& document) {
    const auto part_matches = [&](const Node& part) { return matches(part, event, document); };
    switch (node.kind) {
        case Node::Kind::everything: return true;
        case Node::Kind::term: return term_matches(node.term, event, document);
        case Node::Kind::all_of: return std::all_of(node.parts.begin(), node.parts.end(), part_matches);
        case Node::Kind::any_of: return std::any_of(node.parts.begin(), node.parts.end(), part_matches);
        case Node::Kind::none_of: return !part_matches(node.parts.front());
    }
    return false;
}

void collect(const json& value, const std::string& path, int depth, std::vector<json>& places) {
    if (value.is_array() && depth > 0) {
        for (const auto& item : value) {
            if (item.is_array() || item.is_object()) collect(item, path, depth, places);
        }
    }
    if (!value.is_object()) return;
    for (const auto& [key, member] : value.items()) {
        if (depth == 0 && !member.is_object() && key != path) continue;  // only an object has fields
        if (key == path) places.push_back(member);
        if (path.rfind(key + ".", 0) == 0) collect(member, path.substr(key.size() + 1), depth + 1, places);
    }
}

}  // namespace

std::vector<std::string> reference_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : std::string{text} + " ") {
        if (query::is_word_byte(c)) {
            word += query::fold(c);
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, ""));
        }
    }
    return words;
}

std::vector<json> reference_places(const json& object, const std::string& path) {
    std::vector<json> places;
    collect(object, path, 0, places);
    return places;
}

bool reference_matches(const Node& query, const EventText& event) {
    return matches(query, event, json::parse(event.json()));
}

namespace {

TEST(EvaluatedQuery, AgreesWithThePlainReading) {
    RandomQuery random{1};
    int matched = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::string text = random.query();
        const auto tree = query::parse(text, query_now, {});
        ASSERT_TRUE(tree) << text << ": " << tree.error().detail;
        const auto program = compiled(text);
        for (int each = 0; each < 5; ++each) {
            const EventText event = random.event();
            const std::string line = event.json();
            auto subject = event.subject(line);
            const bool matches = program->matches(subject);
            query::Outline outline;
            outline.read(subject.text, subject.data_at);
            subject.outline = &outline;
            ASSERT_EQ(program->matches(subject), matches) << "with an outline: " << text << "\n" << line;
            ASSERT_EQ(matches, reference_matches(*tree, event)) << text << "\n" << line;
            matched += matches ? 1 : 0;
        }
    }
    EXPECT_GT(matched, 2000);
    EXPECT_LT(matched, 13000);
}

TEST(PrintedQuery, ParsesToTheSameTree) {
    RandomQuery random{2};
    for (int round = 0; round < 5000; ++round) {
        const std::string text = random.query();
        const auto tree = query::parse(text, query_now, {});
        ASSERT_TRUE(tree) << text << ": " << tree.error().detail;
        const std::string printed = compiled(text)->text();
        const auto again = query::parse(printed, query_now, {});
        ASSERT_TRUE(again) << printed << ": " << again.error().detail;
        ASSERT_EQ(*again, *tree) << text << "\n" << printed;
        ASSERT_EQ(compiled(printed)->text(), printed);
    }
}

}  // namespace
}  // namespace logbeam::test
