#include "event/topic_match.hpp"
#include "json/utf8.hpp"

#include <logbeam/topic.hpp>

#include <cstddef>

namespace logbeam {
namespace {

constexpr std::size_t longest_topic = 255;

bool is_forbidden(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F || c == '\\' || c == '"' || c == '\'';
}

// What a dot-separated text begins with; takes it and the dot off.
std::string_view next_token(std::string_view& text) noexcept {
    const auto token = text.substr(0, text.find('.'));
    text.remove_prefix(token.size() == text.size() ? token.size() : token.size() + 1);
    return token;
}

bool has_empty_token(std::string_view text) noexcept {
    return text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos;
}

// Why the text is neither a topic nor a pattern; empty when it is one.
std::string_view problem_of_either(std::string_view text) noexcept {
    if (text.empty()) return "is empty";
    if (text.size() > longest_topic) return "is longer than 255 bytes";
    if (has_empty_token(text)) return "has an empty token: dots stand between tokens, one at a time";
    for (const char c : text) {
        if (is_forbidden(c)) return "holds a space, control character, backslash or quote";
    }
    return json::is_utf8(text) ? "" : "is not valid UTF-8";
}

std::string_view problem_of_name(std::string_view text) noexcept {
    if (const auto problem = problem_of_either(text); !problem.empty()) return problem;
    return text.find_first_of("*>") == std::string_view::npos ? "" : "holds a wildcard, which only a pattern may";
}

std::string_view problem_of_pattern(std::string_view text) noexcept {
    if (const auto problem = problem_of_either(text); !problem.empty()) return problem;
    while (!text.empty()) {
        const auto token = next_token(text);
        if (token == "*" || (token == ">" && text.empty())) continue;
        if (token.find_first_of("*>") != std::string_view::npos) {
            return "holds a wildcard inside a token, or `>` before the end";
        }
    }
    return "";
}

// The text shortened and made printable, because it may be anything.
Error invalid_topic(std::string_view text, std::string_view problem) {
    constexpr std::size_t enough = 80;
    std::string shown;
    for (const char c : text.substr(0, enough)) {
        const auto byte = static_cast<unsigned char>(c);
        shown += byte < ' ' || byte >= 0x7F ? '?' : c;
    }
    if (text.size() > enough) shown += "...";
    return Error{ErrorCode::invalid_topic, "'" + shown + "' " + std::string{problem}};
}

}  // namespace

Result<TopicName> TopicName::parse(std::string_view text) {
    if (const auto problem = problem_of_name(text); !problem.empty()) return invalid_topic(text, problem);
    return TopicName{Checked{}, std::string{text}};
}

TopicName::TopicName(std::string_view text) : TopicName{parse(text).value()} {}

Result<TopicPattern> TopicPattern::parse(std::string_view text) {
    if (const auto problem = problem_of_pattern(text); !problem.empty()) return invalid_topic(text, problem);
    return TopicPattern{Checked{}, std::string{text}};
}

TopicPattern::TopicPattern(std::string_view text) : TopicPattern{parse(text).value()} {}

bool TopicPattern::matches(std::string_view topic) const noexcept {
    return event::topic_matches(text_, topic);
}

bool event::topic_matches(std::string_view pattern, std::string_view topic) noexcept {
    if (topic.empty() || pattern.empty()) return false;
    const bool starts_wild = pattern[0] == '*' || pattern[0] == '>';
    if (starts_wild && topic[0] == '$') return false;
    while (!pattern.empty() && !topic.empty()) {
        const auto expected = next_token(pattern);
        if (expected == ">") return true;
        const auto token = next_token(topic);
        if (expected != "*" && expected != token) return false;
    }
    return pattern.empty() && topic.empty();
}

}  // namespace logbeam
