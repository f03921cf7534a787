#pragma once

#include <logbeam/result.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace logbeam {

// Dot-separated tokens, 1 to 255 bytes: no empty token, space, control character, backslash, quote or
// wildcard. A value.
class TopicName {
public:
    [[nodiscard]] static Result<TopicName> parse(std::string_view text);
    TopicName(std::string_view text);  // throws Failure when malformed
    TopicName(const std::string& text) : TopicName{std::string_view{text}} {}
    TopicName(const char* text) : TopicName{std::string_view{text}} {}

    [[nodiscard]] const std::string& str() const noexcept { return text_; }

    // Topics whose first token starts with `$` belong to the broker.
    [[nodiscard]] bool is_reserved() const noexcept { return text_.front() == '$'; }

    friend bool operator==(const TopicName& left, const TopicName& right) { return left.text_ == right.text_; }
    friend bool operator!=(const TopicName& left, const TopicName& right) { return !(left == right); }

private:
    struct Checked {};
    TopicName(Checked /*tag*/, std::string text) : text_{std::move(text)} {}

    std::string text_;
};

// A topic in which `*` stands for one token and a last `>` for one or more. A wildcard in the first token
// does not match topics that start with `$`. A value.
class TopicPattern {
public:
    [[nodiscard]] static Result<TopicPattern> parse(std::string_view text);
    TopicPattern(std::string_view text);  // throws Failure when malformed
    TopicPattern(const std::string& text) : TopicPattern{std::string_view{text}} {}
    TopicPattern(const char* text) : TopicPattern{std::string_view{text}} {}
    TopicPattern(const TopicName& name) : text_{name.str()} {}

    [[nodiscard]] const std::string& str() const noexcept { return text_; }
    [[nodiscard]] bool matches(std::string_view topic) const noexcept;

    friend bool operator==(const TopicPattern& left, const TopicPattern& right) { return left.text_ == right.text_; }
    friend bool operator!=(const TopicPattern& left, const TopicPattern& right) { return !(left == right); }

private:
    struct Checked {};
    TopicPattern(Checked /*tag*/, std::string text) : text_{std::move(text)} {}

    std::string text_;
};

// `logs.<logger name>`: forbidden bytes become `_`, empty tokens vanish, an over-long name is cut and gets a
// hash, a nameless logger is `default`. A pattern may stand in for it: `{app}.{logger}`.
[[nodiscard]] TopicName topic_for_logger(std::string_view logger);
[[nodiscard]] TopicName topic_for_logger(std::string_view pattern, std::string_view app, std::string_view logger);

}  // namespace logbeam
