#pragma once

#include "query/ast.hpp"
#include "query/lexer.hpp"
#include "query/paths.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>

namespace logbeam::query {

// Makes terms of what is written, or says what is wrong with it. The lexer outlives it.
class Checker {
public:
    Checker(const Lexer& lexer, Timestamp now) noexcept : lexer_{lexer}, now_{now} {}

    [[nodiscard]] Result<Term> words(const Token& text);
    [[nodiscard]] Result<Term> field(const Token& name, const Token& value);

private:
    [[nodiscard]] Result<void> note(const Field& field, const Token& name);
    [[nodiscard]] Result<Term> text_is(Term term, const Token& value) const;
    [[nodiscard]] Result<Term> topic_is(Term term, const Token& value) const;
    [[nodiscard]] Result<Term> level(Term term, const Token& value) const;
    [[nodiscard]] Result<Term> time(Term term, const Token& value) const;
    [[nodiscard]] Result<Term> seq(Term term, const Token& value) const;
    [[nodiscard]] Result<Term> ordered(Term term, const Token& name, const Token& value) const;
    [[nodiscard]] Result<Term> regex(Term term, const Token& name, const Token& value);

    const Lexer& lexer_;
    Timestamp now_;
    PathSet paths_;  // of the fields named so far
    std::size_t regexes_ = 0;
};

}  // namespace logbeam::query
