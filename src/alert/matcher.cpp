#include "alert/matcher.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::string_view spaces = " \t\r\n";
constexpr std::string_view not_in_names = " \t\r\n=!\"*\\";

bool is_space(char c) noexcept {
    return spaces.find(c) != std::string_view::npos;
}

void append_escaped(std::string& text, std::string_view piece) {
    for (const char c : piece) {
        if (c == '*' || c == '"' || c == '\\') text += '\\';
        text += c;
    }
}

}  // namespace

// Reads one after the other; errors name the place in the whole text.
class MatcherReader {
public:
    explicit MatcherReader(std::string_view text) : text_{text} { skip_spaces(); }

    [[nodiscard]] bool is_at_end() const noexcept { return at_ == text_.size(); }

    // With the white space behind it.
    Result<Matcher> next() {
        auto name = read_name();
        if (!name) return name.error();
        const auto sense = read_sense();
        if (!sense) return sense.error();
        auto pieces = read_value();
        if (!pieces) return pieces.error();
        skip_spaces();
        return Matcher{*std::move(name), *sense, *std::move(pieces)};
    }

    [[nodiscard]] Error expected(std::string what) const {
        return {ErrorCode::malformed_query, "expected " + std::move(what) + " at character " + std::to_string(at_ + 1)};
    }

private:
    void skip_spaces() noexcept { at_ = std::min(text_.find_first_not_of(spaces, at_), text_.size()); }

    Result<std::string> read_name() {
        const auto end = std::min(text_.find_first_of(not_in_names, at_), text_.size());
        if (end == at_) return expected("the name of a field");
        if (end - at_ > Matcher::longest) return expected("a name of at most 1024 bytes");
        const auto begin = std::exchange(at_, end);
        return std::string{text_.substr(begin, end - begin)};
    }

    Result<Matcher::Sense> read_sense() {
        if (take("!=")) return Matcher::Sense::unequal;
        if (take("=")) return Matcher::Sense::equal;
        return expected("= or != behind the name");
    }

    Result<std::vector<std::string>> read_value() {
        const std::size_t begin = at_;
        const bool is_quoted = take("\"");
        std::vector<std::string> pieces(1);
        while (at_ < text_.size() && !(is_quoted ? text_[at_] == '"' : is_space(text_[at_]))) {
            if (at_ - begin >= Matcher::longest) return expected("the end of a value, which has at most 1024 bytes");
            if (auto read = read_character(pieces); !read) return read.error();
        }
        if (is_quoted && !take("\"")) return expected("the closing quote");
        if (at_ < text_.size() && !is_space(text_[at_])) return expected("a space between two matchers");
        return pieces;
    }

    Result<void> read_character(std::vector<std::string>& pieces) {
        if (take("*")) {
            const bool is_another = pieces.size() > 1 && pieces.back().empty();
            if (!is_another) pieces.emplace_back();
            return {};
        }
        if (text_[at_] == '"') return expected(R"(a quote at the begin of the value only, or \")");
        const bool is_escaped = take("\\");
        const char next = at_ < text_.size() ? text_[at_] : ' ';
        if (is_escaped && next != '*' && next != '"' && next != '\\') return expected(R"(*, " or \ behind a \)");
        pieces.back() += next;
        ++at_;
        return {};
    }

    bool take(std::string_view word) noexcept {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Matcher::Matcher(std::string name, Sense sense, std::string value)
    : Matcher{std::move(name), sense, std::vector{std::move(value)}} {}

Result<Matcher> Matcher::parse(std::string_view text) {
    MatcherReader reader{text};
    auto matcher = reader.next();
    if (matcher && !reader.is_at_end()) return reader.expected("one matcher only, and its end");
    return matcher;
}

bool Matcher::matches(const Standing& alert) const noexcept {
    const auto value = field_of(alert, name_);
    return (value && is_equal(*value)) == (sense_ == Sense::equal);
}

// The first piece at the begin, the last at the end, and each other as early as it can be.
bool Matcher::is_equal(std::string_view value) const noexcept {
    if (pieces_.size() == 1) return value == pieces_.front();
    if (!value.starts_with(pieces_.front())) return false;
    value.remove_prefix(pieces_.front().size());
    for (std::size_t index = 1; index + 1 < pieces_.size(); ++index) {
        const auto found = value.find(pieces_[index]);
        if (found == std::string_view::npos) return false;
        value.remove_prefix(found + pieces_[index].size());
    }
    return value.ends_with(pieces_.back());
}

std::string Matcher::text() const {
    std::string value;
    for (std::size_t index = 0; index < pieces_.size(); ++index) {
        if (index > 0) value += '*';
        append_escaped(value, pieces_[index]);
    }
    const bool is_plain = !value.empty() && value.find_first_of(spaces) == std::string::npos;
    std::string text = name_ + (sense_ == Sense::equal ? "=" : "!=");
    return is_plain ? text + value : text + '"' + value + '"';
}

Result<Matchers> parse_matchers(std::string_view text) {
    MatcherReader reader{text};
    Matchers matchers;
    while (!reader.is_at_end()) {
        if (matchers.size() == most_matchers) return reader.expected("32 matchers at most, and the end");
        auto matcher = reader.next();
        if (!matcher) return matcher.error();
        matchers.push_back(*std::move(matcher));
    }
    return matchers;
}

std::string to_string(const Matchers& matchers) {
    std::string text;
    for (const Matcher& matcher : matchers)
        text.append(text.empty() ? "" : " ").append(matcher.text());
    return text;
}

bool all_match(const Matchers& matchers, const Standing& alert) noexcept {
    return std::all_of(matchers.begin(), matchers.end(),
                       [&alert](const Matcher& matcher) { return matcher.matches(alert); });
}

}  // namespace logbeam::alert
