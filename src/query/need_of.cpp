#include "query/need_of.hpp"

#include "query/fields.hpp"
#include "query/need_lists.hpp"
#include "query/number.hpp"
#include "query/regex.hpp"
#include "query/tokens.hpp"
#include "query/words.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::query {
namespace {

using Kind = Need::Kind;

constexpr std::size_t least_piece = 3;
constexpr std::string_view data_prefix = "data.";
constexpr std::string_view metadata_prefix = "metadata.";

bool is_in_data(const Field& field) {
    return field.path.compare(0, data_prefix.size(), data_prefix) == 0;
}

Need with_text(Kind kind, std::string text) {
    Need need{kind};
    need.text = std::move(text);
    return need;
}

// Those that are long enough to be looked for.
Need pieces_of(const Pattern& pattern) {
    std::vector<Need> parts;
    for (const std::string& piece : pattern.pieces) {
        if (piece.size() >= least_piece) parts.push_back(with_text(Kind::piece, folded(piece)));
    }
    return all_of(std::move(parts));
}

Need need_of_words(const Pattern& text) {
    std::vector<Need> parts;
    for (const Pattern& word : words_of(text)) {
        parts.push_back(word.is_exact() ? with_text(Kind::word, folded(word.pieces.front())) : pieces_of(word));
    }
    return all_of(std::move(parts));
}

// The key of a field's pairs; empty when an index has none of it. One that begins with a dot has an empty key above it,
// which an index does not see.
std::string pair_key(const Field& field) {
    if (is_in_data(field)) {
        const std::string key = field.path.substr(data_prefix.size());
        return !key.empty() && key.front() == '.' ? std::string{} : key;
    }
    const bool is_in_metadata = field.path.compare(0, metadata_prefix.size(), metadata_prefix) == 0;
    const bool is_indexed = field.path == "type" || field.path == "source" || is_in_metadata;
    return is_indexed ? Need::envelope_mark + field.path : std::string{};
}

Need pair(const std::string& key, std::string text) {
    Need need = with_text(Kind::pair, std::move(text));
    need.key = key;
    return need;
}

// Pieces are of strings only.
bool may_match_numbers(const Pattern& pattern) {
    return std::all_of(pattern.pieces.begin(), pattern.pieces.end(), [](const std::string& piece) {
        return piece.find_first_not_of("0123456789+-.eE") == std::string::npos;
    });
}

Need need_of_text(const Field& field, const std::string& text) {
    const std::string key = pair_key(field);
    if (text.size() <= longest_pair_value) return key.empty() ? Need{} : pair(key, text);
    return is_in_data(field) ? pieces_of(Pattern{{text}}) : Need{};
}

Need need_of_number(const Field& field, const std::string& text) {
    const std::string key = pair_key(field);
    auto number = number_key(text);
    return key.empty() || number.size() > longest_pair_value ? Need{} : pair(key, std::move(number));
}

Need need_of_value(const Field& field, const Pattern& pattern) {
    if (!pattern.is_exact()) {
        return is_in_data(field) && !may_match_numbers(pattern) ? pieces_of(pattern) : Need{};
    }
    const std::string text = folded(pattern.pieces.front());
    Need as_text = need_of_text(field, text);
    if (!number_of(text)) return as_text;
    Need as_number = need_of_number(field, text);
    if (as_text.kind == Kind::pair && as_text.text == as_number.text) return as_text;
    return any_of({std::move(as_text), std::move(as_number)});
}

// An event whose level is not known beforehand may have one in `data`.
Need need_of_levels(std::uint8_t levels) {
    if (levels == 0) return Need{Kind::nothing};
    Need need{Kind::levels};
    need.levels = levels | Need::no_level;
    return need;
}

Need need_of_time(Order order, const TimeRange& range) {
    Need need{Kind::time};
    switch (order) {
        case Order::equal:
            need.from = range.from;
            need.to = range.to;
            break;
        case Order::less:
        case Order::at_most: need.to = range.to; break;
        case Order::more:
        case Order::at_least: need.from = range.from; break;
    }
    return need;
}

Need need_of_term(const Term& term) {
    switch (term.kind) {
        case Term::Kind::words: return need_of_words(term.pattern);
        case Term::Kind::value: return need_of_value(term.field, term.pattern);
        case Term::Kind::level: return need_of_levels(term.levels);
        case Term::Kind::topic: return with_text(Kind::topic, term.text);
        case Term::Kind::time:
            return term.field.kind == Field::Kind::time ? need_of_time(term.order, term.time) : Need{};
        case Term::Kind::regex: return is_in_data(term.field) ? need_of_regex(term.text) : Need{};
        case Term::Kind::exists:
        case Term::Kind::number: break;
    }
    return {};
}

}  // namespace

Need need_of(const Node& query) {
    if (query.kind == Node::Kind::term) return need_of_term(query.term);
    if (query.kind != Node::Kind::all_of && query.kind != Node::Kind::any_of) return {};
    std::vector<Need> parts;
    for (const Node& part : query.parts) {
        parts.push_back(need_of(part));
    }
    return query.kind == Node::Kind::all_of ? all_of(std::move(parts)) : any_of(std::move(parts));
}

}  // namespace logbeam::query
