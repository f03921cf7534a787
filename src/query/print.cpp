#include "query/print.hpp"

#include "query/fields.hpp"
#include "query/spelling.hpp"

#include <algorithm>
#include <string_view>

namespace logbeam::query {
namespace {

enum class Place : std::uint8_t { name, word, value };

bool needs_backslash(char c, Place place) noexcept {
    return ends_text(c) || c == '\\' || c == '*' || (place != Place::value && begins_operator(c));
}

// Whether a text would be read as something else at its beginning, or as a whole.
bool reads_otherwise(std::string_view text, Place place) noexcept {
    const char first = text.front();
    if (place == Place::value) return first == '<' || first == '>' || first == '~';
    return first == '-' || first == '!' || (place == Place::word && is_keyword(text));
}

void append_escaped(std::string& out, char c) {
    switch (c) {
        case '\n': out += "\\n"; return;
        case '\t': out += "\\t"; return;
        case '\r': out += "\\r"; return;
        default: break;
    }
    out += '\\';
    out += c;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r') {
            append_escaped(out, c);
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string with_stars(const Pattern& pattern, Place place) {
    std::string out;
    for (std::size_t index = 0; index < pattern.pieces.size(); ++index) {
        if (index > 0) out += '*';
        for (const char c : pattern.pieces[index]) {
            const bool is_misread = out.empty() && reads_otherwise({&c, 1}, place);
            if (is_misread || needs_backslash(c, place)) {
                append_escaped(out, c);
            } else {
                out += c;
            }
        }
    }
    return out;
}

std::string text_of(std::string_view text, Place place) {
    const bool is_plain = !text.empty() && !reads_otherwise(text, place) &&
                          std::none_of(text.begin(), text.end(), [&](char c) { return needs_backslash(c, place); });
    return is_plain ? std::string{text} : quoted(text);
}

std::string text_of(const Pattern& pattern, Place place) {
    return pattern.is_exact() ? text_of(std::string_view{pattern.pieces.front()}, place) : with_stars(pattern, place);
}

std::string_view text_of(Order order) noexcept {
    switch (order) {
        case Order::equal: return ":";
        case Order::less: return "<";
        case Order::at_most: return "<=";
        case Order::more: return ">";
        case Order::at_least: return ">=";
    }
    return ":";
}

// Its stars need no quotes: they are the pattern's.
std::string topic_text(std::string_view pattern) {
    const bool is_plain =
        !reads_otherwise(pattern, Place::value) && std::none_of(pattern.begin(), pattern.end(), ends_text);
    return is_plain ? std::string{pattern} : quoted(pattern);
}

std::string print_term(const Term& term) {
    if (term.kind == Term::Kind::words) return text_of(term.pattern, Place::word);
    const std::string name = text_of(std::string_view{name_of(term.field)}, Place::name);
    const auto order = std::string{text_of(term.order)};
    switch (term.kind) {
        case Term::Kind::value: return name + ":" + text_of(term.pattern, Place::value);
        case Term::Kind::exists: return name + ":*";
        case Term::Kind::topic: return name + ":" + topic_text(term.text);
        case Term::Kind::regex: return name + ":~\"" + term.text + '"';
        case Term::Kind::number:
        case Term::Kind::time:
        case Term::Kind::level:
        case Term::Kind::words: break;
    }
    return name + order + text_of(std::string_view{term.text}, Place::value);
}

std::string print_node(const Node& node);

std::string print_part(const Node& part, bool in_parentheses) {
    return in_parentheses ? "(" + print_node(part) + ")" : print_node(part);
}

std::string print_list(const Node& list) {
    const bool is_all = list.kind == Node::Kind::all_of;
    std::string out;
    for (const Node& part : list.parts) {
        if (!out.empty()) out += is_all ? " " : " OR ";
        out += print_part(part, is_all && part.kind == Node::Kind::any_of);
    }
    return out;
}

bool is_list(const Node& node) noexcept {
    return node.kind == Node::Kind::all_of || node.kind == Node::Kind::any_of;
}

std::string print_node(const Node& node) {
    switch (node.kind) {
        case Node::Kind::everything: return "*";
        case Node::Kind::term: return print_term(node.term);
        case Node::Kind::none_of: return "-" + print_part(node.parts.front(), is_list(node.parts.front()));
        case Node::Kind::all_of:
        case Node::Kind::any_of: break;
    }
    return print_list(node);
}

}  // namespace

std::string print(const Node& query) {
    return query.kind == Node::Kind::everything ? std::string{} : print_node(query);
}

}  // namespace logbeam::query
