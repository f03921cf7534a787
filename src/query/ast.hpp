#pragma once

#include "json/number.hpp"

#include <logbeam/timestamp.hpp>
#include <logbeam/topic.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a query says, after parsing and checking.
namespace logbeam::query {

// Text in which a `*` stands for any run of characters: what is between the stars. One piece: the text itself.
struct Pattern {
    std::vector<std::string> pieces{std::string{}};

    [[nodiscard]] bool is_exact() const noexcept { return pieces.size() == 1; }
    [[nodiscard]] bool is_star() const noexcept { return pieces.size() == 2 && pieces[0].empty() && pieces[1].empty(); }

    friend bool operator==(const Pattern& left, const Pattern& right) { return left.pieces == right.pieces; }
};

enum class Order : std::uint8_t { equal, less, at_most, more, at_least };

[[nodiscard]] constexpr bool holds(Order order, int comparison) noexcept {
    switch (order) {
        case Order::equal: return comparison == 0;
        case Order::less: return comparison < 0;
        case Order::at_most: return comparison <= 0;
        case Order::more: return comparison > 0;
        case Order::at_least: return comparison >= 0;
    }
    return false;
}

// What a term looks at. A place in the event's text is a path from its top: `data.user.id`, `metadata.host`, `type`.
struct Field {
    enum class Kind : std::uint8_t { text, level, topic, time, seq };

    Kind kind = Kind::text;
    std::string path = {};  // of a text

    friend bool operator==(const Field& left, const Field& right) {
        return left.kind == right.kind && left.path == right.path;
    }
};

struct TimeRange {
    Timestamp from{};  // both included
    Timestamp to{};
};

// One test of one field.
struct Term {
    enum class Kind : std::uint8_t {
        words,  // `pattern` in the message
        value,  // the whole value is `pattern`
        exists,
        number,  // compares as `order` says with `number`
        time,    // ... with `time`
        level,   // ... with a level: one of `levels`, a bit for each
        topic,   // matches `topic`
        regex,   // holds what `text` describes
    };

    Kind kind = Kind::words;
    Field field = {};
    Order order = Order::equal;
    Pattern pattern = {};
    std::string text = {};  // the operand as it was written, of a level its name
    json::Number number = {};
    TimeRange time = {};
    std::uint8_t levels = 0;
    std::optional<TopicPattern> topic = {};
};

// What was written: relative times are equal when their texts are.
[[nodiscard]] inline bool operator==(const Term& left, const Term& right) {
    return left.kind == right.kind && left.field == right.field && left.order == right.order &&
           left.pattern == right.pattern && left.text == right.text;
}

// A query is a tree. A list is never in a list of its kind, and has two parts at least; NOT is never in a NOT.
struct Node {
    enum class Kind : std::uint8_t { everything, term, all_of, any_of, none_of };

    Kind kind = Kind::everything;
    Term term = {};
    std::vector<Node> parts = {};  // of none_of: one

    friend bool operator==(const Node& left, const Node& right) {
        return left.kind == right.kind && left.parts == right.parts &&
               (left.kind != Kind::term || left.term == right.term);
    }
};

}  // namespace logbeam::query
