#include "base/hash.hpp"
#include "json/utf8.hpp"

#include <logbeam/topic.hpp>

#include <cstddef>

namespace logbeam {
namespace {

constexpr std::size_t longest_topic = 255;
constexpr std::string_view nameless = "default";

bool is_forbidden(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view others = "\\\"'*>";
    return byte <= ' ' || byte == 0x7F || others.find(c) != std::string_view::npos;
}

// Every byte that no topic may hold becomes `_`.
std::string with_allowed_bytes(std::string_view text) {
    std::string allowed;
    allowed.reserve(text.size());
    while (!text.empty()) {
        const auto character = json::first_character(text);
        const bool is_allowed = character.is_valid && !is_forbidden(text[0]);
        allowed += is_allowed ? text.substr(0, character.bytes) : "_";
        text.remove_prefix(character.bytes);
    }
    return allowed;
}

std::string without_empty_tokens(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        const bool ends_nothing = c == '.' && (kept.empty() || kept.back() == '.');
        if (!ends_nothing) kept += c;
    }
    if (!kept.empty() && kept.back() == '.') kept.pop_back();
    return kept;
}

// Two names that differ only behind the cut stay different.
std::string cut_to_length(std::string text) {
    if (text.size() <= longest_topic) return text;
    const auto hash = base::hex16(base::stable_hash(text));
    return std::string{json::cut_utf8(text, longest_topic - hash.size() - 1)}.append("_").append(hash);
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// The pattern is split at {logger} first, lest a name that spells `{app}` be filled in itself.
std::string fill_in(std::string_view pattern, std::string_view app, std::string_view logger) {
    constexpr std::string_view slot = "{logger}";
    std::string filled;
    for (auto at = pattern.find(slot); at != std::string_view::npos; at = pattern.find(slot)) {
        filled.append(replace_all(std::string{pattern.substr(0, at)}, "{app}", app)).append(logger);
        pattern.remove_prefix(at + slot.size());
    }
    return filled.append(replace_all(std::string{pattern}, "{app}", app));
}

}  // namespace

TopicName topic_for_logger(std::string_view logger) {
    return topic_for_logger("logs.{logger}", "", logger);
}

TopicName topic_for_logger(std::string_view pattern, std::string_view app, std::string_view logger) {
    auto name = without_empty_tokens(with_allowed_bytes(logger));
    if (name.empty()) name = nameless;
    auto topic = cut_to_length(without_empty_tokens(with_allowed_bytes(fill_in(pattern, app, name))));
    if (topic.empty()) topic = nameless;
    if (topic[0] == '$') topic[0] = '_';  // reserved for the broker
    return TopicName{topic};
}

}  // namespace logbeam
