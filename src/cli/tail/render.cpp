#include "cli/tail/render.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace logbeam::cli {

namespace {

constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::array<std::string_view, level_count> level_color{"\x1b[90m", "\x1b[36m", "\x1b[32m",
                                                                "\x1b[33m", "\x1b[31m", "\x1b[1;97;41m"};
constexpr std::size_t level_width = 8;  // of `critical`

void append_colored(std::string& out, std::string_view text, std::string_view color, const RenderStyle& style) {
    if (!style.color) {
        out += text;
        return;
    }
    out.append(color).append(text).append(reset);
}

void append_escaped(std::string& out, unsigned char byte) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\x%02x", byte);
    out += text.data();
}

// A second control set hides in UTF-8 behind this byte.
bool begins_c1(std::string_view text) noexcept {
    return text.size() > 1 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) < 0xa0;
}

void append_safe(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == '\n') {
            out += "\n    ";
        } else if (begins_c1(text.substr(at))) {
            append_escaped(out, static_cast<unsigned char>(text[++at]));
        } else if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
            append_escaped(out, byte);
        } else {
            out += text[at];
        }
    }
}

bool is_told_elsewhere(const Field& field, std::string_view message) {
    constexpr std::array<std::string_view, 10> own{"level", "message",  "logger", "thread",   "file",
                                                   "line",  "function", "site",   "template", "template_guessed"};
    return std::find(own.begin(), own.end(), field.key) != own.end() ||
           message.find(field.key + "=") != std::string_view::npos;
}

std::string fields_beside(const Event& event) {
    std::string out;
    if (event.data.as_object() == nullptr) return out;
    for (const Field& field : *event.data.as_object()) {
        if (is_told_elsewhere(field, event.message())) continue;
        const std::string* text = field.value.as_string();
        append_safe(out, " " + field.key + "=" + (text == nullptr ? field.value.to_json() : *text));
    }
    return out;
}

}  // namespace

std::tm machine_local(std::time_t time) {
    std::tm local{};
    ::localtime_r(&time, &local);
    return local;
}

std::string clock_text(Timestamp time, const RenderStyle& style) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time - seconds).count();
    const std::tm local = style.local(seconds.time_since_epoch().count());
    std::array<char, 96> text{};
    std::size_t used = 0;
    if (style.with_date) used = std::strftime(text.data(), text.size(), "%Y-%m-%d ", &local);
    std::snprintf(text.data() + used, text.size() - used, "%02d:%02d:%02d.%03d", local.tm_hour, local.tm_min,
                  local.tm_sec, static_cast<int>(milliseconds));
    return text.data();
}

std::string safe_text(std::string_view text) {
    std::string out;
    append_safe(out, text);
    return out;
}

std::string render(const Event& event, const RenderStyle& style) {
    std::string out;
    append_colored(out, clock_text(event.timestamp, style), dim, style);
    out += ' ';
    std::string topic;
    append_safe(topic, event.topic);
    if (const auto level = event.level()) {
        std::string name{to_string(*level)};
        name.resize(level_width, ' ');
        append_colored(out, name, level_color[static_cast<std::size_t>(*level)], style);
        out.append(" ").append(topic).append("  ");
        append_safe(out, event.message());
        append_colored(out, fields_beside(event), dim, style);
    } else {
        out.append("event    ").append(topic).append("  ");
        append_safe(out, event.type);
        out += ' ';
        append_safe(out, event.data.to_json());
    }
    return out + "\n";
}

std::string describe(const wire::Gap& gap) {
    std::string text = "events may be missing";
    if (gap.count > 0) {
        text = std::to_string(gap.count) + (gap.count == 1 ? " event" : " events") + " missing";
    }
    if (!gap.reason.empty()) {
        text += " (";
        append_safe(text, gap.reason);
        text += ")";
    }
    return text;
}

std::string render(const wire::Gap& gap, const RenderStyle& style) {
    std::string out;
    append_colored(out, "--- " + describe(gap) + " ---", level_color[static_cast<std::size_t>(Level::warning)], style);
    return out + "\n";
}

}  // namespace logbeam::cli
