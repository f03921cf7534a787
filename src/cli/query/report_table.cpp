#include "cli/query/report_table.hpp"

#include "cli/http/members.hpp"
#include "json/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace logbeam::cli {
namespace {

constexpr std::size_t bar_width = 40;
constexpr std::size_t shown_values = 5;
constexpr std::size_t longest_value = 40;
constexpr std::size_t clock_bytes = 19;  // of a date and a time without its fraction

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string aligned(std::uint64_t count, std::size_t width) {
    const std::string digits = std::to_string(count);
    return std::string(width > digits.size() ? width - digits.size() : 0, ' ') + digits;
}

// A bucket that is not empty has a bar that is not, either.
std::string bar(std::uint64_t count, std::uint64_t highest) {
    const auto share = static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(highest, 1));
    const auto length = static_cast<std::size_t>(share * static_cast<double>(bar_width));
    return padded(std::string(count == 0 ? 0 : std::max<std::size_t>(length, 1), '#'), bar_width);
}

std::string local_time(const Value& time, const RenderStyle& style) {
    const auto read = parse_rfc3339(text(time));
    return read ? clock_text(*read, style) : std::string{};
}

std::string figure(const Value& value) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.6g", value.as_double().value_or(0));
    return digits.data();
}

std::string measures(const Value& bucket) {
    std::string line;
    for (const char* name : {"avg", "p50", "p95", "p99"}) {
        const Value& value = member(bucket, name);
        if (!value.is_null()) line.append("  ").append(name).append(" ").append(figure(value));
    }
    return line;
}

std::string counts(const Value& bucket) {
    std::string line;
    const Fields* by_key = member(bucket, "counts").as_object();
    if (by_key == nullptr) return line;
    for (const Field& each : *by_key)
        line.append("  ").append(safe_text(each.key)).append(" ").append(std::to_string(number(each.value)));
    if (const auto other = number(member(bucket, "other")); other != 0) line += "  others " + std::to_string(other);
    return line;
}

std::string joined(const Value& list, std::string_view between) {
    std::string all;
    for (const Value& each : items(list))
        all.append(all.empty() ? "" : between).append(text(each));
    return all;
}

std::string shown_value(const Value& value) {
    const std::string whole = value.as_string() == nullptr ? value.to_json() : *value.as_string();
    const auto cut = json::cut_utf8(whole, longest_value);
    return safe_text(cut) + (cut.size() < whole.size() ? "…" : "");
}

std::string top_values(const Value& field) {
    const auto& values = items(member(field, "values"));
    std::string line;
    for (std::size_t i = 0; i < std::min(shown_values, values.size()); ++i) {
        line.append(line.empty() ? "" : ", ").append(shown_value(member(values[i], "value")));
        line.append(" (").append(std::to_string(number(member(values[i], "count")))).append(")");
    }
    return line;
}

// What is said of an answer that is only a part of what was asked for.
std::string remark(const Value& answer) {
    return member(answer, "complete").as_bool().value_or(true) ? "" : "--- not all was looked at: ask for less ---\n";
}

}  // namespace

std::string histogram_text(const Value& answer, const RenderStyle& style) {
    const auto& buckets = items(member(answer, "buckets"));
    std::uint64_t highest = 0;
    for (const Value& bucket : buckets)
        highest = std::max(highest, number(member(bucket, "count")));
    const std::size_t width = std::to_string(highest).size();
    std::string out;
    for (const Value& bucket : buckets) {
        const auto count = number(member(bucket, "count"));
        out += local_time(member(bucket, "time"), style) + " |" + bar(count, highest) + "| " + aligned(count, width);
        out += counts(bucket) + measures(bucket) + "\n";
    }
    return out + remark(answer);
}

std::string fields_text(const Value& answer) {
    const auto& fields = items(member(answer, "fields"));
    std::size_t width = 0;
    for (const Value& field : fields)
        width = std::max(width, safe_text(text(member(field, "name"))).size());
    std::string out;
    for (const Value& field : fields) {
        out +=
            padded(safe_text(text(member(field, "name"))), width) + "  " + aligned(number(member(field, "count")), 8);
        out += "  " + padded(joined(member(field, "types"), "|"), 7) + "  " + top_values(field) + "\n";
    }
    if (member(answer, "sampled").as_bool().value_or(false)) {
        out += "--- of the newest " + std::to_string(number(member(answer, "looked_at"))) + " events ---\n";
    }
    return out;
}

std::string templates_text(const Value& answer, const RenderStyle& style) {
    std::string out;
    for (const Value& each : items(member(answer, "templates"))) {
        const bool is_new = member(each, "new").as_bool().value_or(false);
        out += aligned(number(member(each, "count")), 8) + "  " + padded(text(member(each, "level")), 8) + "  ";
        out += local_time(member(member(each, "last"), "time"), style).substr(0, clock_bytes);
        out += (is_new ? "  new  " : "       ") + safe_text(text(member(each, "template"))) + "\n";
    }
    return out + remark(answer);
}

}  // namespace logbeam::cli
