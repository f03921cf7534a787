#include "http/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace logbeam::http {
namespace {

std::string listed(std::initializer_list<std::string_view> names) {
    std::string text;
    for (const auto name : names) {
        text.append(text.empty() ? "" : ", ").append(name);
    }
    return text.empty() ? "none" : text;
}

}  // namespace

Result<void> check_parameters(const Request& request, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : request.query) {
        if (name == "token" || std::find(known.begin(), known.end(), name) != known.end()) continue;
        return Error{ErrorCode::malformed_request, "unknown parameter '" + name + "'; this path has: " + listed(known)};
    }
    return {};
}

Result<std::uint64_t> natural_parameter(const Request& request, std::string_view name, std::uint64_t fallback) {
    const auto* text = request.parameter(name);
    if (text == nullptr) return fallback;
    std::uint64_t number = 0;
    const auto* const end = text->data() + text->size();
    const auto [stopped, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc{} || stopped != end) {
        return Error{ErrorCode::malformed_request,
                     std::string{name} + "='" + *text + "': expected a whole number, not negative"};
    }
    return number;
}

Result<std::vector<TopicPattern>> topic_parameters(const Request& request) {
    std::vector<TopicPattern> patterns;
    for (const auto& [name, value] : request.query) {
        if (name != "topic") continue;
        auto pattern = TopicPattern::parse(value);
        if (!pattern) return pattern.error();
        patterns.push_back(*std::move(pattern));
    }
    return patterns;
}

bool matches_any(const std::vector<TopicPattern>& patterns, std::string_view topic) noexcept {
    return std::any_of(patterns.begin(), patterns.end(), [topic](const auto& each) { return each.matches(topic); });
}

}  // namespace logbeam::http
