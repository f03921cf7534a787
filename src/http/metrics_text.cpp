#include "http/metrics_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace logbeam::http {
namespace {

void append_escaped(std::string_view text, std::string& out, bool has_quotes) {
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || (has_quotes && c == '"')) out += '\\';
        out += c;
    }
}

// As Go reads it, whatever the locale.
std::string number_text(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

}  // namespace

void MetricsText::family(std::string_view name, Type type, std::string_view help) {
    name_ = name;
    text_.append("# HELP ").append(name).append(1, ' ');
    append_escaped(help, text_, false);
    text_.append("\n# TYPE ").append(name).append(type == Type::counter ? " counter\n" : " gauge\n");
}

void MetricsText::sample(std::uint64_t value, std::string_view labels) {
    line(std::to_string(value), labels);
}

void MetricsText::sample(double value, std::string_view labels) {
    line(number_text(value), labels);
}

std::string MetricsText::label(std::string_view name, std::string_view value) {
    std::string text{name};
    text += "=\"";
    append_escaped(value, text, true);
    return text += '"';
}

void MetricsText::line(std::string_view value, std::string_view labels) {
    text_ += name_;
    if (!labels.empty()) text_.append(1, '{').append(labels).append(1, '}');
    text_.append(1, ' ').append(value).append(1, '\n');
}

}  // namespace logbeam::http
