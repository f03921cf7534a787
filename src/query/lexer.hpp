#pragma once

#include "query/ast.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::query {

enum class Operator : std::uint8_t { is, less, at_most, more, at_least, regex };

struct Token {
    enum class Kind : std::uint8_t { end, open, close, minus, keyword_and, keyword_or, keyword_not, text, field };

    Kind kind = Kind::end;
    std::size_t at = 0;  // bytes in front of it
    std::string_view spelled = {};
    Pattern pattern = {};  // of a text; of a field, its name
    bool is_quoted = false;
    Operator op = Operator::is;  // of a field
};

// Takes a query apart. What a piece of text is depends on where it stands, so the parser says what it reads.
class Lexer {
public:
    enum class Place : std::uint8_t {
        term,   // fields, keywords and a minus are known
        group,  // values of one field: keywords, and a minus that is no number's
        value,  // right behind an operator
        regex,  // right behind `:~`: quoted, without escapes of its own
    };

    explicit Lexer(std::string_view query) noexcept : query_{query} {}

    [[nodiscard]] Result<Token> next(Place place);

    // "at character 7: <problem>"; characters are code points, from 1.
    [[nodiscard]] Error error_at(std::size_t at, std::string_view problem) const;

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept;
    [[nodiscard]] Token token(Token::Kind kind, std::size_t from) const;
    [[nodiscard]] Token take(Token::Kind kind);
    void skip_space() noexcept;

    [[nodiscard]] Result<Token> minus();
    [[nodiscard]] Result<Token> quoted(Place place);
    [[nodiscard]] Result<Token> regex();
    [[nodiscard]] Result<Token> bare(Place place);
    [[nodiscard]] Result<Pattern> bare_pattern(Place place);
    void skip_stars() noexcept;
    [[nodiscard]] Result<char> escaped();
    [[nodiscard]] Result<Token> with_operator(Token name);
    [[nodiscard]] Result<Operator> colon_operator();
    [[nodiscard]] Operator order_operator() noexcept;

    std::string_view query_;
    std::size_t at_ = 0;
};

}  // namespace logbeam::query
