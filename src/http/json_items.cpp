#include "http/json_items.hpp"

#include "event/json_text.hpp"

#include <algorithm>
#include <string>

namespace logbeam::http {
namespace {

using event::trim;

Error too_many() {
    return {ErrorCode::too_large,
            "a body holds at most " + std::to_string(most_items) + " events; send the rest in another"};
}

Error broken_array(std::string_view why) {
    return {ErrorCode::malformed_json, "the array " + std::string{why} + "; none of its events was taken"};
}

// How long the string is with which the text begins; the text's length when it does not end.
std::size_t string_bytes(std::string_view text) noexcept {
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"') return at + 1;
        if (text[at] == '\\') ++at;
    }
    return text.size();
}

// 0 when it does not end.
std::size_t value_bytes(std::string_view text) noexcept {
    if (text.front() == '{' || text.front() == '[') return event::container_bytes(text);
    if (text.front() == '"') return string_bytes(text);
    return std::min(text.find_first_of(",]"), text.size());
}

}  // namespace

Result<std::vector<std::string_view>> array_items(std::string_view body) {
    std::vector<std::string_view> items;
    auto rest = trim(trim(body).substr(1));
    while (!rest.empty() && rest.front() != ']') {
        const auto bytes = value_bytes(rest);
        if (bytes == 0) return broken_array("has an element that is missing or does not end");
        items.push_back(trim(rest.substr(0, bytes)));
        if (items.size() > most_items) return too_many();
        rest = trim(rest.substr(bytes));
        if (rest.empty() || rest.front() == ']') break;
        if (rest.front() != ',') return broken_array("lacks a comma between two elements");
        rest = trim(rest.substr(1));
        if (!rest.empty() && rest.front() == ']') return broken_array("has a comma too many");
    }
    if (rest.empty()) return broken_array("does not end");
    if (rest.size() > 1) return broken_array("has something behind its end");
    return items;
}

Result<std::vector<std::string_view>> line_items(std::string_view body) {
    std::vector<std::string_view> items;
    while (!body.empty()) {
        const auto line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(line.size() + 1, body.size()));
        const auto item = trim(line);
        if (item.empty()) continue;
        items.push_back(item);
        if (items.size() > most_items) return too_many();
    }
    return items;
}

bool looks_like_lines(std::string_view body) noexcept {
    body = trim(body);
    const auto end_of_line = body.find('\n');
    if (end_of_line == std::string_view::npos || body.front() != '{') return false;
    const auto line = trim(body.substr(0, end_of_line));
    return event::container_bytes(line) == line.size();
}

}  // namespace logbeam::http
