#include "query/glob.hpp"
#include "query/number.hpp"
#include "query/phrase.hpp"
#include "query/regex.hpp"
#include "query/spelling.hpp"
#include "query/stands_so.hpp"
#include "query/test.hpp"
#include "query/words.hpp"

#include <optional>

namespace logbeam::query {
namespace {

using Bits = PathSet::Bits;

bool is_number(char begin) noexcept {
    return is_digit(begin) || begin == '-';
}

class WordsTest final : public Test {
public:
    WordsTest(const Term& term, Bits path) : path_{path}, phrase_{words_of(term.pattern)} {}

    bool holds(Reading& reading) const override {
        return reading.any_place(
            path_, [&](std::size_t at) { return reading.json()[at] == '"' && phrase_.is_in(reading.text_at(at)); });
    }

private:
    Bits path_;
    Phrase phrase_;
};

class ValueTest final : public Test {
public:
    ValueTest(const Term& term, Bits path)
        : path_{path},
          glob_{term.pattern},
          number_{number_of(term.pattern.pieces.front())},
          is_exact_{term.pattern.is_exact()} {}

    bool holds(Reading& reading) const override {
        return reading.any_value(path_, [&](std::size_t at) { return accepts(reading, at); });
    }

private:
    [[nodiscard]] bool accepts(Reading& reading, std::size_t at) const {
        const char begin = reading.json()[at];
        if (begin == '"') return glob_.matches(reading.text_at(at));
        if (begin == '{') return false;
        const auto text = take_plain(reading.json(), at);
        if (!is_number(begin)) return is_exact_ && glob_.matches(text);
        return is_exact_ ? equals_number(text) : glob_.matches(text);
    }

    [[nodiscard]] bool equals_number(std::string_view text) const {
        if (!number_) return glob_.matches(text);  // larger than any double, if it is one
        const auto number = number_of(text);
        return number && compare(*number, *number_) == 0;
    }

    Bits path_;
    Glob glob_;
    std::optional<json::Number> number_;
    bool is_exact_;
};

class ExistsTest final : public Test {
public:
    explicit ExistsTest(Bits path) : path_{path} {}

    bool holds(Reading& reading) const override {
        return reading.any_place(path_, [](std::size_t) { return true; });
    }

private:
    Bits path_;
};

class NumberTest final : public Test {
public:
    NumberTest(const Term& term, Bits path) : path_{path}, order_{term.order}, number_{term.number} {}

    bool holds(Reading& reading) const override {
        return reading.any_value(path_, [&](std::size_t at) {
            if (!is_number(reading.json()[at])) return false;
            const auto number = number_of(take_plain(reading.json(), at));
            return number && query::holds(order_, compare(*number, number_));
        });
    }

private:
    Bits path_;
    Order order_;
    json::Number number_;
};

class TimeTextTest final : public Test {
public:
    TimeTextTest(const Term& term, Bits path) : path_{path}, order_{term.order}, range_{term.time} {}

    bool holds(Reading& reading) const override {
        return reading.any_value(path_, [&](std::size_t at) {
            if (reading.json()[at] != '"') return false;
            const auto time = parse_rfc3339(reading.text_at(at));
            return time && stands_so(order_, *time, range_);
        });
    }

private:
    Bits path_;
    Order order_;
    TimeRange range_;
};

class RegexTest final : public Test {
public:
    RegexTest(const std::string& expression, Bits path) : path_{path}, regex_{expression} {}

    bool holds(Reading& reading) const override {
        return reading.any_value(path_, [&](std::size_t at) {
            const char begin = reading.json()[at];
            if (begin == '"') return regex_.matches(reading.text_at(at));
            return is_number(begin) && regex_.matches(take_plain(reading.json(), at));
        });
    }

private:
    Bits path_;
    Regex regex_;
};

}  // namespace

std::unique_ptr<const Test> make_text_test(const Term& term, Bits path) {
    switch (term.kind) {
        case Term::Kind::words: return std::make_unique<WordsTest>(term, path);
        case Term::Kind::value: return std::make_unique<ValueTest>(term, path);
        case Term::Kind::number: return std::make_unique<NumberTest>(term, path);
        case Term::Kind::time: return std::make_unique<TimeTextTest>(term, path);
        case Term::Kind::regex: return std::make_unique<RegexTest>(term.text, path);
        case Term::Kind::exists:
        case Term::Kind::level:
        case Term::Kind::topic: break;  // the last two are never of a text
    }
    return std::make_unique<ExistsTest>(path);
}

}  // namespace logbeam::query
