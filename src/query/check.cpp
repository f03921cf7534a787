#include "query/check.hpp"

#include "query/fields.hpp"
#include "query/level_operand.hpp"
#include "query/moments.hpp"
#include "query/number.hpp"
#include "query/regex.hpp"
#include "query/spelling.hpp"
#include "query/words.hpp"

#include <string>
#include <utility>

namespace logbeam::query {
namespace {

constexpr std::size_t longest_phrase = 64;  // words: a phrase is compared word by word, at every place
constexpr std::size_t most_regexes = 32;    // each has memory of its own

std::string quote(std::string_view text) {
    return std::string{"'"}.append(text).append("'");
}

// What people write in other languages.
std::string hint_for(std::string_view text) {
    if (text == "&&") return "'&&' is written AND";
    if (text == "||") return "'||' is written OR";
    return quote(text) + " holds no word to search for";
}

// A star that stands neither at a word nor in one reaches for nothing.
bool has_lone_star(const Pattern& text, const std::vector<Pattern>& words) {
    std::size_t stars = 0;
    for (const Pattern& word : words) {
        stars += word.pieces.size() - 1;
    }
    return stars + 1 != text.pieces.size();
}

Order order_of(Operator op) noexcept {
    switch (op) {
        case Operator::less: return Order::less;
        case Operator::at_most: return Order::at_most;
        case Operator::more: return Order::more;
        case Operator::at_least: return Order::at_least;
        case Operator::is:
        case Operator::regex: break;
    }
    return Order::equal;
}

}  // namespace

Result<Term> Checker::words(const Token& text) {
    const auto words = words_of(text.pattern);
    if (!text.is_quoted && text.spelled.front() == '!') {
        return lexer_.error_at(text.at, "'!' is written NOT or '-'");
    }
    if (words.empty()) return lexer_.error_at(text.at, hint_for(text.spelled));
    if (words.size() > longest_phrase) {
        return lexer_.error_at(text.at, "a phrase has at most " + std::to_string(longest_phrase) + " words, this one " +
                                            std::to_string(words.size()));
    }
    if (has_lone_star(text.pattern, words)) {
        return lexer_.error_at(text.at, "a '*' stands at a word or in one: 'time*' or '*out*'");
    }
    Term term;
    term.field = field_named("message");
    term.pattern = text.pattern;
    if (auto noted = note(term.field, text); !noted) return noted.error();
    return term;
}

Result<Term> Checker::field(const Token& name, const Token& value) {
    Term term;
    term.field = field_named(name.pattern.pieces.front());
    if (auto noted = note(term.field, name); !noted) return noted.error();
    term.order = order_of(name.op);
    term.text = value.pattern.is_exact() ? value.pattern.pieces.front() : std::string{value.spelled};
    if (name.op == Operator::regex) return regex(std::move(term), name, value);

    const bool is_topic = term.field.kind == Field::Kind::topic;
    if (value.pattern.is_star() && name.op == Operator::is && !is_topic) {
        term.kind = Term::Kind::exists;
        term.text.clear();
        return term;
    }
    switch (term.field.kind) {
        case Field::Kind::level: return level(std::move(term), value);
        case Field::Kind::time: return time(std::move(term), value);
        case Field::Kind::seq: return seq(std::move(term), value);
        case Field::Kind::topic:
        case Field::Kind::text: break;
    }
    if (name.op != Operator::is) return ordered(std::move(term), name, value);
    return is_topic ? topic_is(std::move(term), value) : text_is(std::move(term), value);
}

// One scan finds them all, and looks for so many at most.
Result<void> Checker::note(const Field& field, const Token& name) {
    const std::string path = field.kind == Field::Kind::level ? std::string{level_path} : field.path;
    if (path.empty() || paths_.has(path)) return {};
    if (path.size() > longest_path) return lexer_.error_at(name.at, "the name of a field is longer than a kilobyte");
    if (paths_.is_full()) {
        return lexer_.error_at(name.at, "a query names at most " + std::to_string(PathSet::most) + " different fields");
    }
    paths_.add(path);
    return {};
}

Result<Term> Checker::text_is(Term term, const Token& value) const {
    if (value.spelled == "<" || value.spelled == ">") {
        return lexer_.error_at(value.at, quote(value.spelled) + " needs a number or a time behind it");
    }
    term.kind = Term::Kind::value;
    term.pattern = value.pattern;
    term.text.clear();
    return term;
}

Result<Term> Checker::topic_is(Term term, const Token& value) const {
    auto pattern = TopicPattern::parse(value.is_quoted ? value.pattern.pieces.front() : value.spelled);
    if (!pattern) return lexer_.error_at(value.at, "a topic: " + pattern.error().detail);
    term.kind = Term::Kind::topic;
    term.text = pattern->str();
    term.topic = std::move(*pattern);
    return term;
}

Result<Term> Checker::level(Term term, const Token& value) const {
    const auto level = parse_level(term.text);
    if (!level) return lexer_.error_at(value.at, unknown_level(term.text));
    term.kind = Term::Kind::level;
    term.text = to_string(*level);
    term.levels = levels_that(term.order, *level);
    return term;
}

Result<Term> Checker::time(Term term, const Token& value) const {
    const auto moment = parse_moment(term.text, now_);
    if (!moment) {
        return lexer_.error_at(value.at, quote(value.spelled) + " is no time: write '2026-11-20', "
                                                                "'2026-11-20T10:57:33Z' or '-15m' (s, m, h, d, w)");
    }
    term.kind = Term::Kind::time;
    term.time = *moment;
    return term;
}

Result<Term> Checker::seq(Term term, const Token& value) const {
    const auto number = number_of(term.text);
    if (!number) return lexer_.error_at(value.at, quote(value.spelled) + " is no number, and 'seq' is one");
    term.kind = Term::Kind::number;
    term.number = *number;
    return term;
}

Result<Term> Checker::ordered(Term term, const Token& name, const Token& value) const {
    if (term.field.kind != Field::Kind::text || term.field.path.find('.') == std::string::npos) {
        return lexer_.error_at(name.at, quote(name_of(term.field)) + " is text, which has no order: compare with ':'");
    }
    if (const auto number = number_of(term.text)) {
        term.kind = Term::Kind::number;
        term.number = *number;
        return term;
    }
    if (const auto moment = parse_moment(term.text, now_)) {
        term.kind = Term::Kind::time;
        term.time = *moment;
        return term;
    }
    return lexer_.error_at(value.at,
                           quote(value.spelled) + " is neither a number nor a time, and only those have an order");
}

Result<Term> Checker::regex(Term term, const Token& name, const Token& value) {
    const auto kind = term.field.kind;
    if (kind != Field::Kind::text && kind != Field::Kind::topic) {
        return lexer_.error_at(name.at,
                               quote(name_of(term.field)) + " is no text, and a regular expression reads text");
    }
    if (++regexes_ > most_regexes) {
        return lexer_.error_at(value.at,
                               "a query has at most " + std::to_string(most_regexes) + " regular expressions");
    }
    if (const auto problem = problem_of_regex(term.text)) {
        return lexer_.error_at(value.at + 1 + problem->at, problem->text);
    }
    term.kind = Term::Kind::regex;
    return term;
}

}  // namespace logbeam::query
