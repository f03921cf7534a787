#include "cli/line_format.hpp"

#include "cli/line_members.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace logbeam::cli {

namespace {

constexpr std::string_view blank = " \t";

std::string_view without_leading_blanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(blank), text.size()));
}

// Without the sequences that colour a terminal.
std::string without_colors(std::string_view line) {
    std::string plain;
    while (!line.empty()) {
        const std::size_t escape = std::min(line.find("\x1b["), line.size());
        plain.append(line.substr(0, escape));
        line.remove_prefix(escape);
        if (line.empty()) break;
        const std::size_t end = line.find_first_not_of("0123456789;", 2);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return plain;
}

// What stands in the brackets with which the text begins, and takes it off; nothing when there are none.
std::optional<std::string_view> take_brackets(std::string_view& text) {
    const std::size_t end = text.find("] ");
    if (text.empty() || text.front() != '[' || end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = text.substr(1, end - 1);
    text.remove_prefix(end + 2);
    return inside;
}

std::optional<LogLine> parse_spdlog(std::string_view line, LocalTime local) {
    const auto stamp_text = take_brackets(line);
    if (!stamp_text) return std::nullopt;
    const Stamp stamp = read_stamp(*stamp_text, local);
    const auto first = take_brackets(line);
    if (stamp.length == 0 || stamp.length != stamp_text->size() || !first) return std::nullopt;

    LogLine found;
    found.form = LineForm::spdlog;
    found.time = stamp.time;
    // With a logger's name the level comes second. A name may look like a level, so the second is asked first.
    std::string_view behind = line;
    const auto second = take_brackets(behind);
    if (second && parse_level(*second)) {
        found.logger = *first;
        found.level = parse_level(*second);
        line = behind;
    } else {
        found.level = parse_level(*first);
    }
    if (!found.level) return std::nullopt;
    found.message = line;
    return found;
}

// `WARN`, `[warn]`, `warn:` and `<warn>` are levels; `warn` in the middle of a sentence is none.
std::optional<Level> level_of_word(std::string_view word) {
    const bool is_enclosed = !word.empty() && std::string_view{"[<("}.find(word.front()) != std::string_view::npos;
    if (is_enclosed) word.remove_prefix(1);
    const std::size_t end = word.find_last_not_of(":]>)|,") + 1;
    const bool is_marked = is_enclosed || end < word.size();
    word = word.substr(0, end);
    const bool is_upper = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (word.empty() || (word.size() == 1 && !is_enclosed) || !(is_marked || is_upper)) return std::nullopt;
    return read_level(word);
}

std::optional<Level> level_near_start(std::string_view text) {
    constexpr int words_looked_at = 3;
    for (int word = 0; word < words_looked_at; ++word) {
        text = without_leading_blanks(text);
        const std::size_t end = std::min(text.find_first_of(blank), text.size());
        if (const auto level = level_of_word(text.substr(0, end))) return level;
        text.remove_prefix(end);
    }
    return std::nullopt;
}

LogLine parse_plain(std::string_view line, LocalTime local) {
    LogLine found;
    found.message = line;
    std::string_view rest = without_leading_blanks(line);
    if (!rest.empty() && rest.front() == '[' && read_stamp(rest.substr(1), local).length > 0) {
        rest.remove_prefix(1);
    }
    if (const Stamp stamp = read_stamp(rest, local); stamp.length > 0) {
        found.time = stamp.time;
        rest.remove_prefix(stamp.length);
        if (!rest.empty() && rest.front() == ']') rest.remove_prefix(1);
    }
    found.level = level_near_start(rest);
    return found;
}

}  // namespace

LogLine parse_line(std::string_view line, LocalTime local) {
    std::string plain;
    if (line.find('\x1b') != std::string_view::npos) {
        plain = without_colors(line);
        line = plain;
    }
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (auto found = parse_json_line(line, local)) return std::move(*found);
    if (auto found = parse_spdlog(line, local)) return std::move(*found);
    if (auto found = parse_logfmt_line(line, local)) return std::move(*found);
    return parse_plain(line, local);
}

}  // namespace logbeam::cli
