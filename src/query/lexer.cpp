#include "query/lexer.hpp"

#include "query/spelling.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::query {
namespace {

using Kind = Token::Kind;

Kind kind_of_text(std::string_view spelled) noexcept {
    if (spelled == "AND") return Kind::keyword_and;
    if (spelled == "OR") return Kind::keyword_or;
    return spelled == "NOT" ? Kind::keyword_not : Kind::text;
}

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

Error Lexer::error_at(std::size_t at, std::string_view problem) const {
    const auto before = query_.substr(0, at);
    const auto characters = std::count_if(before.begin(), before.end(), [](char c) { return !is_continuation(c); });
    return Error{ErrorCode::malformed_query,
                 "at character " + std::to_string(characters + 1) + ": " + std::string{problem}};
}

Result<Token> Lexer::next(Place place) {
    if (place == Place::term || place == Place::group) skip_space();
    if (at_ == query_.size()) return token(Kind::end, at_);
    if (place == Place::regex) return regex();
    switch (peek()) {
        case '(': return take(Kind::open);
        case ')': return take(Kind::close);
        case '"': return quoted(place);
        default: break;
    }
    const bool is_minus = peek() == '-' && (place == Place::term || (place == Place::group && !is_digit(peek(1))));
    return is_minus ? minus() : bare(place);
}

char Lexer::peek(std::size_t ahead) const noexcept {
    return at_ + ahead < query_.size() ? query_[at_ + ahead] : '\0';
}

Token Lexer::token(Kind kind, std::size_t from) const {
    Token token;
    token.kind = kind;
    token.at = from;
    token.spelled = query_.substr(from, at_ - from);
    return token;
}

Token Lexer::take(Kind kind) {
    ++at_;
    return token(kind, at_ - 1);
}

void Lexer::skip_space() noexcept {
    while (at_ < query_.size() && is_space(query_[at_])) {
        ++at_;
    }
}

Result<Token> Lexer::minus() {
    Token token = take(Kind::minus);
    if (is_space(peek())) return error_at(token.at, "'-' stands right in front of what it excludes, without a space");
    return token;
}

Result<Token> Lexer::quoted(Place place) {
    const auto from = at_++;
    std::string text;
    while (at_ < query_.size() && query_[at_] != '"') {
        if (query_[at_] != '\\') {
            text += query_[at_++];
            continue;
        }
        auto c = escaped();
        if (!c) return c.error();
        text += *c;
    }
    if (at_ == query_.size()) return error_at(from, "this quote is never closed");
    ++at_;
    Token quoted = token(Kind::text, from);
    quoted.pattern.pieces[0] = std::move(text);
    quoted.is_quoted = true;
    const bool is_name = place == Place::term && begins_operator(peek());
    return is_name ? with_operator(std::move(quoted)) : Result<Token>{std::move(quoted)};
}

Result<Token> Lexer::regex() {
    if (peek() != '"') return error_at(at_, "a regular expression stands in quotes: message:~\"time(d)? ?out\"");
    const auto from = at_++;
    while (at_ < query_.size() && query_[at_] != '"') {
        at_ += query_[at_] == '\\' ? 2U : 1U;
    }
    if (at_ >= query_.size()) return error_at(from, "this quote is never closed");
    ++at_;
    Token expression = token(Kind::text, from);
    expression.pattern.pieces[0] = query_.substr(from + 1, at_ - from - 2);
    expression.is_quoted = true;
    return expression;
}

Result<Token> Lexer::bare(Place place) {
    const auto from = at_;
    auto pattern = bare_pattern(place);
    if (!pattern) return pattern.error();
    Token text = token(Kind::text, from);
    text.pattern = std::move(*pattern);
    if (place == Place::term && begins_operator(peek())) return with_operator(std::move(text));
    if (place != Place::value) text.kind = kind_of_text(text.spelled);
    return text;
}

Result<Pattern> Lexer::bare_pattern(Place place) {
    Pattern pattern;
    while (at_ < query_.size() && !ends_text(query_[at_])) {
        const char c = query_[at_];
        if (place == Place::term && begins_operator(c)) break;
        if (c == '\\') {
            auto literal = escaped();
            if (!literal) return literal.error();
            pattern.pieces.back() += *literal;
        } else if (c == '*') {
            skip_stars();
            pattern.pieces.emplace_back();
        } else {
            pattern.pieces.back() += c;
            ++at_;
        }
    }
    return pattern;
}

// Stars beside each other are one.
void Lexer::skip_stars() noexcept {
    while (peek() == '*') {
        ++at_;
    }
}

Result<char> Lexer::escaped() {
    const char c = peek(1);
    const auto from = at_;
    at_ += 2;
    if (at_ <= query_.size()) {
        if (c == 'n') return '\n';
        if (c == 't') return '\t';
        if (c == 'r') return '\r';
        if (is_punctuation(c)) return c;
    }
    return error_at(
        from, "a backslash stands in front of punctuation, 'n', 't' or 'r'; write '\\\\' for the backslash itself");
}

Result<Token> Lexer::with_operator(Token name) {
    const auto from = at_;
    if (name.spelled.empty()) {
        const bool is_spaced = from > 0 && is_space(query_[from - 1]);
        return error_at(from, is_spaced ? "the name of a field stands right in front of its operator, without a space"
                                        : "a field's name is missing in front of this");
    }
    if (!name.pattern.is_exact()) return error_at(name.at, "the name of a field has no wildcard");
    name.kind = Kind::field;
    if (peek() != ':' && peek() != '=') {
        name.op = order_operator();
        return name;
    }
    auto op = colon_operator();
    if (!op) return op.error();
    name.op = *op;
    return name;
}

Result<Operator> Lexer::colon_operator() {
    if (peek() == '=') return error_at(at_, "'=' is no operator: write ':', as in 'city:Berlin' or '-city:Berlin'");
    ++at_;
    const bool is_alone = at_ + 1 >= query_.size() || ends_text(query_[at_ + 1]);  // as in `topic:>`
    if (!is_alone && (peek() == '<' || peek() == '>')) return order_operator();
    if (peek() != '~') return Operator::is;
    ++at_;
    return Operator::regex;
}

Operator Lexer::order_operator() noexcept {
    const bool is_less = query_[at_++] == '<';
    if (peek() != '=') return is_less ? Operator::less : Operator::more;
    ++at_;
    return is_less ? Operator::at_most : Operator::at_least;
}

}  // namespace logbeam::query
