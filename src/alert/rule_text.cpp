#include "alert/rule_text.hpp"

#include "alert/rule_file.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace logbeam::alert {
namespace {

// Where a rule begins in its file.
struct Place {
    std::size_t at = 0;
    std::size_t column = 0;
};

std::size_t start_of_line(std::string_view text, std::size_t line) noexcept {
    std::size_t at = 0;
    for (; line > 1 && at != std::string_view::npos; --line)
        at = text.find('\n', at) == std::string_view::npos ? text.size() : text.find('\n', at) + 1;
    return at;
}

// Behind the dash of its list, where it is written in a line of its own.
Place place_of(const Rule& rule, std::string_view file) noexcept {
    const std::size_t begin = start_of_line(file, rule.line);
    const std::size_t at = std::min(file.find_first_not_of(" -", begin), file.size());
    return {at, at - begin};
}

template <class Change>
std::string with_each_line(std::string_view text, const Change& change) {
    std::string changed;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        change(text.substr(0, end), changed);
        text.remove_prefix(end);
    }
    return changed;
}

std::string indented(std::string_view text, std::size_t columns) {
    bool is_first = true;
    return with_each_line(text, [&](std::string_view line, std::string& out) {
        const bool is_blank = line == "\n";
        if (!is_first && !is_blank) out.append(columns, ' ');
        out.append(line);
        is_first = false;
    });
}

std::string at_the_margin(std::string_view text, std::size_t columns) {
    return with_each_line(text, [&](std::string_view line, std::string& out) {
        const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
        out.append(line.substr(std::min(blanks, columns)));
    });
}

std::optional<std::string> source_of(const std::string& text) {
    const auto rule = parse_rule(text, {}, {});
    return rule ? std::optional{rule->source} : std::nullopt;
}

bool holds_alone(const std::string& file, const std::optional<std::string>& source) {
    const auto rules = parse_rules(file, {}, {});
    return rules && rules->size() == 1 && rules->front().source == source;
}

std::string with_line_end(std::string text) {
    if (text.empty() || text.back() != '\n') text += '\n';
    return text;
}

}  // namespace

std::string text_of(const Rule& rule, const std::string& file) {
    const Place place = place_of(rule, file);
    // The first line stands behind a dash, and is at the margin by that.
    auto text = at_the_margin(std::string_view{file}.substr(place.at), place.column);
    return source_of(text) == rule.source ? text : with_line_end(rule.source);
}

Result<std::string> file_with(const std::string& text, const Rule& old, const std::string& file) {
    const Place place = place_of(old, file);
    auto whole = file.substr(0, place.at) + indented(with_line_end(text), place.column);
    if (holds_alone(whole, source_of(text))) return whole;
    return file_with(text);
}

Result<std::string> file_with(const std::string& text) {
    constexpr std::string_view begin = "rules:\n  - ";
    constexpr std::size_t columns = 4;
    auto whole = std::string{begin} + indented(with_line_end(text), columns);
    if (holds_alone(whole, source_of(text))) return whole;
    return Error{ErrorCode::invalid_config,
                 "this cannot stand in a list of rules; write one mapping without '---', '...' and '%' lines"};
}

}  // namespace logbeam::alert
