#include "notify/json_template.hpp"

#include "json/scan.hpp"
#include "notify/facts.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>

namespace logbeam::notify {
namespace {

constexpr std::string_view labels_prefix = "labels.";
constexpr std::string_view by_prefix = "by.";

bool is_name_character(char c) noexcept {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

// The name in braces that the text begins with; empty where these are none of ours: no JSON has a letter behind '{'.
std::string_view name_at(std::string_view text) noexcept {
    std::size_t end = 1;
    while (end < text.size() && is_name_character(text[end]))
        ++end;
    return end < text.size() && text[end] == '}' ? text.substr(1, end - 1) : std::string_view{};
}

// A JSON string with its quotes.
std::string quoted(std::string_view text) {
    std::string list;
    JsonWriter json{list};
    json.begin_array();
    json.string(text);
    json.end_array();
    return list.substr(1, list.size() - 2);
}

Fact fact_named(std::string_view name, const std::vector<Fact>& facts, const alert::Notification& notification) {
    if (name.starts_with(labels_prefix)) return {name, label_of(notification, name.substr(labels_prefix.size()))};
    if (name.starts_with(by_prefix)) return {name, by_of(notification, name.substr(by_prefix.size()))};
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& each) { return each.name == name; });
    return found == facts.end() ? Fact{name, {}} : *found;
}

bool is_known(std::string_view name) {
    if (name.starts_with(labels_prefix) || name.starts_with(by_prefix)) return true;
    const auto facts = facts_of({});
    return std::any_of(facts.begin(), facts.end(), [&](const Fact& each) { return each.name == name; });
}

Error invalid(std::string detail) {
    return {ErrorCode::invalid_config, std::move(detail)};
}

}  // namespace

Result<JsonTemplate> JsonTemplate::parse(std::string_view text) {
    JsonTemplate result;
    std::string plain;
    bool is_in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto name = text[at] == '{' ? name_at(text.substr(at)) : std::string_view{};
        if (!name.empty()) {
            result.parts_.push_back({std::exchange(plain, {})});
            if (auto added = result.add_name(name, is_in_string); !added) return added.error();
            at += name.size() + 1;
            continue;
        }
        plain += text[at];
        if (text[at] == '"') is_in_string = !is_in_string;
        if (text[at] == '\\' && is_in_string && at + 1 < text.size()) plain += text[++at];
    }
    result.parts_.push_back({std::move(plain)});
    if (const auto json = json::check(result.text({})); !json) return invalid("makes no JSON: " + json.error().detail);
    return result;
}

Result<void> JsonTemplate::add_name(std::string_view name, bool is_in_string) {
    if (!is_known(name)) return invalid("nothing is called {" + std::string{name} + "}");
    parts_.push_back({std::string{name}, true, is_in_string});
    return {};
}

std::string JsonTemplate::text(const alert::Notification& notification) const {
    const auto facts = facts_of(notification);
    std::string text;
    for (const Part& part : parts_) {
        if (!part.is_name) {
            text += part.text;
            continue;
        }
        const Fact fact = fact_named(part.text, facts, notification);
        if (part.is_in_string) {
            const auto value = quoted(fact.value);
            text.append(value, 1, value.size() - 2);
        } else {
            text += fact.is_json ? fact.value : quoted(fact.value);
        }
    }
    return text;
}

}  // namespace logbeam::notify
