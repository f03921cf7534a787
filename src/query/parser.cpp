#include "query/parser.hpp"

#include "json/utf8.hpp"
#include "query/check.hpp"
#include "query/lexer.hpp"

#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace logbeam::query {
namespace {

using Kind = Token::Kind;
using Place = Lexer::Place;

Node node_of(Term term) {
    Node node{Node::Kind::term};
    node.term = std::move(term);
    return node;
}

// A list in a list of its kind becomes a part of it.
void append(Node& list, Node part) {
    if (part.kind != list.kind) {
        list.parts.push_back(std::move(part));
    } else {
        list.parts.insert(list.parts.end(), std::make_move_iterator(part.parts.begin()),
                          std::make_move_iterator(part.parts.end()));
    }
}

Node list_or_part(Node list) {
    if (list.parts.size() > 1) return list;
    Node part = std::move(list.parts.front());
    return part;
}

Node negated(Node node) {
    if (node.kind == Node::Kind::none_of) {
        Node part = std::move(node.parts.front());
        return part;
    }
    Node negation{Node::Kind::none_of};
    negation.parts.push_back(std::move(node));
    return negation;
}

std::string needs_operand(const Token& name) {
    const std::string shown = "'" + std::string{name.spelled} + "'";
    if (name.op == Operator::is) return shown + " needs a value right behind the ':', or '*' for any";
    if (name.op == Operator::regex) return shown + " needs a regular expression in quotes right behind the ':~'";
    return shown + " needs a number, time or level right behind the operator";
}

// any := all { "OR" all }, all := one { ["AND"] one }, one := { "NOT" | "-" } primary, primary := "(" any ")" | term
class Parser {
public:
    Parser(std::string_view text, Timestamp now, const QueryLimits& limits)
        : lexer_{text}, checker_{lexer_, now}, limits_{limits} {}

    Result<Node> query() {
        if (auto moved = advance(); !moved) return moved.error();
        if (token_.kind == Kind::end) return Node{};
        auto node = any();
        if (!node) return node;
        if (token_.kind == Kind::close) return problem("this ')' closes nothing");
        return node;
    }

private:
    Result<void> advance() {
        auto token = lexer_.next(group_ ? Place::group : Place::term);
        if (!token) return token.error();
        token_ = std::move(*token);
        return {};
    }

    [[nodiscard]] Error problem(std::string_view text) const { return lexer_.error_at(token_.at, text); }

    Result<Node> any() {
        Node list{Node::Kind::any_of};
        for (;;) {
            auto part = all();
            if (!part) return part;
            append(list, std::move(*part));
            if (token_.kind != Kind::keyword_or) return list_or_part(std::move(list));
            if (auto moved = advance(); !moved) return moved.error();
        }
    }

    Result<Node> all() {
        Node list{Node::Kind::all_of};
        for (;;) {
            auto part = one();
            if (!part) return part;
            append(list, std::move(*part));
            if (token_.kind == Kind::keyword_and) {
                if (auto moved = advance(); !moved) return moved.error();
            } else if (token_.kind == Kind::end || token_.kind == Kind::close || token_.kind == Kind::keyword_or) {
                return list_or_part(std::move(list));
            }
        }
    }

    Result<Node> one() {
        bool is_negated = false;
        while (token_.kind == Kind::minus || token_.kind == Kind::keyword_not) {
            is_negated = !is_negated;
            if (auto moved = advance(); !moved) return moved.error();
        }
        auto node = primary();
        return node && is_negated ? Result<Node>{negated(std::move(*node))} : std::move(node);
    }

    Result<Node> primary() {
        switch (token_.kind) {
            case Kind::open: return and_advance(parenthesised());
            case Kind::text: return group_ ? value() : words();
            case Kind::field: return field();
            case Kind::close: return problem("something to search for is missing in front of this ')'");
            case Kind::end: return problem("the query ends where something to search for is missing");
            case Kind::keyword_and:
            case Kind::keyword_or:
            case Kind::keyword_not:
            case Kind::minus: break;
        }
        const std::string keyword{token_.spelled};
        return problem("something to search for is missing in front of " + keyword + ": the word itself is \"" +
                       keyword + "\"");
    }

    Result<Node> parenthesised() {
        const auto open = token_.at;
        if (++depth_ > limits_.depth) {
            return problem("more than " + std::to_string(limits_.depth) + " parentheses within each other");
        }
        if (auto moved = advance(); !moved) return moved.error();
        if (token_.kind == Kind::close) return lexer_.error_at(open, "nothing stands in these parentheses");
        auto node = any();
        if (!node) return node;
        if (token_.kind != Kind::close) return lexer_.error_at(open, "this '(' is never closed");
        --depth_;
        return node;
    }

    // Behind the `)` of what is done, where the fields of a group are known no more.
    Result<Node> and_advance(Result<Node> node) {
        if (!node) return node;
        if (auto moved = advance(); !moved) return moved.error();
        return node;
    }

    Result<Node> words() {
        if (!token_.is_quoted && token_.pattern.is_star()) return and_advance(Node{});
        return term(checker_.words(token_));
    }

    Result<Node> value() { return term(checker_.field(*group_, token_)); }

    Result<Node> field() {
        Token name = std::move(token_);
        auto value = lexer_.next(name.op == Operator::regex ? Place::regex : Place::value);
        if (!value) return value.error();
        token_ = std::move(*value);
        if (token_.kind == Kind::open && name.op == Operator::is) return group(std::move(name));
        if (token_.kind != Kind::text || token_.spelled.empty()) {
            return problem(needs_operand(name));
        }
        return term(checker_.field(name, token_));
    }

    Result<Node> group(Token name) {
        group_ = std::move(name);
        auto node = parenthesised();
        group_.reset();
        return and_advance(std::move(node));
    }

    Result<Node> term(Result<Term> term) {
        if (!term) return term.error();
        if (++terms_ > limits_.terms) return problem("more than " + std::to_string(limits_.terms) + " terms");
        return and_advance(node_of(std::move(*term)));
    }

    Lexer lexer_;
    Checker checker_;
    const QueryLimits& limits_;
    Token token_;
    std::optional<Token> group_;  // whose values are read
    std::size_t depth_ = 0;
    std::size_t terms_ = 0;
};

}  // namespace

Result<Node> parse(std::string_view text, Timestamp now, const QueryLimits& limits) {
    if (text.size() > limits.bytes) {
        return Error{ErrorCode::malformed_query,
                     "a query of " + std::to_string(text.size()) + " bytes, limit " + std::to_string(limits.bytes)};
    }
    if (!json::is_utf8(text)) return Error{ErrorCode::malformed_query, "the query is not valid UTF-8"};
    return Parser{text, now, limits}.query();
}

}  // namespace logbeam::query
