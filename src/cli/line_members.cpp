#include "cli/line_members.hpp"

#include "event/pairs.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

namespace logbeam::cli {

namespace {

// What logging libraries call it; the first that is there counts.
constexpr std::array<std::string_view, 4> message_names{"message", "msg", "@message", "event"};
constexpr std::array<std::string_view, 7> level_names{"level",     "lvl",       "severity", "loglevel",
                                                      "log.level", "levelname", "@level"};
constexpr std::array<std::string_view, 5> time_names{"timestamp", "time", "ts", "@timestamp", "date"};
constexpr std::array<std::string_view, 3> logger_names{"logger", "logger_name", "log.logger"};

// bunyan and pino: 10 trace to 60 fatal.
std::optional<Level> level_of_number(std::int64_t number) {
    if (number < 10 || number > 60 || number % 10 != 0) return std::nullopt;
    return static_cast<Level>(number / 10 - 1);
}

std::optional<Level> level_of(const Value& value) {
    if (const std::string* name = value.as_string()) return read_level(*name);
    const auto number = value.as_int64();
    return number ? level_of_number(*number) : std::nullopt;
}

// Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size.
std::optional<Timestamp> time_of_number(const Value& value) {
    constexpr double year_2262 = 9.2e18;
    const auto number = value.as_double();
    if (!number || !(*number > 1e8) || *number > year_2262) return std::nullopt;
    double unit = 1e9;
    for (double limit = 1e11; *number >= limit && unit > 1; limit *= 1000) {
        unit /= 1000;
    }
    if (const auto whole = value.as_int64()) {
        const auto factor = static_cast<std::int64_t>(unit);
        return *whole > INT64_MAX / factor ? std::nullopt
                                           : std::optional{Timestamp{std::chrono::nanoseconds{*whole * factor}}};
    }
    const double nanoseconds = *number * unit;
    if (nanoseconds > year_2262) return std::nullopt;
    return Timestamp{std::chrono::nanoseconds{static_cast<std::int64_t>(nanoseconds)}};
}

std::optional<Timestamp> time_of(const Value& value, LocalTime local) {
    const std::string* text = value.as_string();
    if (text == nullptr) return time_of_number(value);
    const Stamp stamp = read_stamp(*text, local);
    return stamp.length > 0 && stamp.length == text->size() ? std::optional{stamp.time} : std::nullopt;
}

// Calls read(value) for the first of the names that is there; the member goes when it was understood.
template <class Names, class Read>
auto take_first(Fields& members, const Names& names, Read read) -> decltype(read(std::declval<const Value&>())) {
    for (const std::string_view name : names) {
        const Value* value = members.find(name);
        if (value == nullptr) continue;
        auto found = read(*value);
        if (found) {
            members.erase(name);
            return found;
        }
    }
    return std::nullopt;
}

std::optional<std::string> text_of(const Value& value) {
    const std::string* text = value.as_string();
    return text == nullptr ? std::nullopt : std::optional{*text};
}

LogLine line_of(LineForm form, Fields members, LocalTime local) {
    LogLine line;
    line.form = form;
    line.level = take_first(members, level_names, level_of);
    line.time = take_first(members, time_names, [local](const Value& value) { return time_of(value, local); });
    line.logger = take_first(members, logger_names, text_of).value_or("");
    line.message = take_first(members, message_names, text_of).value_or("");
    line.fields = std::move(members);
    return line;
}

bool has_any(const Fields& members, const auto& names) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return members.find(name) != nullptr; });
}

Value value_of(const event::PairView& pair) {
    if (pair.kind == event::PairKind::text) return pair.value;
    auto value = Value::parse(pair.value);
    return value ? std::move(*value) : Value{pair.value};
}

// Whether the line holds nothing but these pairs.
bool is_all_pairs(std::string_view line, const event::PairList& pairs) {
    if (pairs.is_object() || pairs.omitted() > 0 || pairs.size() < 2) return false;
    std::size_t done = 0;
    for (const event::PairView& pair : pairs) {
        const std::size_t key_at = pair.begin - pair.key.size() - 1;
        const std::string_view between = line.substr(done, key_at - done);
        if (between.find_first_not_of(" \t,;") != std::string_view::npos) return false;
        done = pair.end;
    }
    return line.find_first_not_of(" \t,;", done) == std::string_view::npos;
}

}  // namespace

std::optional<LogLine> parse_json_line(std::string_view line, LocalTime local) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos || line[begin] != '{') return std::nullopt;
    auto value = Value::parse(line);
    if (!value || value->as_object() == nullptr) return std::nullopt;
    if (!has_any(*value->as_object(), message_names)) return std::nullopt;
    return line_of(LineForm::json, std::move(*value->as_object()), local);
}

std::optional<LogLine> parse_logfmt_line(std::string_view line, LocalTime local) {
    event::PairList pairs;
    event::extract_pairs(line, pairs);
    if (!is_all_pairs(line, pairs)) return std::nullopt;
    Fields members;
    for (const event::PairView& pair : pairs) {
        members.set(std::string{pair.key}, value_of(pair));
    }
    if (!has_any(members, message_names) && !has_any(members, level_names)) return std::nullopt;
    LogLine found = line_of(LineForm::logfmt, std::move(members), local);
    if (found.message.empty()) {
        // Its pairs are what it says; who reads the message finds them there.
        found.message = line;
        found.fields = {};
    }
    return found;
}

}  // namespace logbeam::cli
