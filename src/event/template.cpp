#include "event/template.hpp"

#include "event/pair_syntax.hpp"
#include "json/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace logbeam::event {
namespace {

constexpr std::string_view mask = "<*>";

// Bytes that words are made of; the rest separates them. `.:-+%@#` bind, so that 10.0.0.1:80, 12:30:05.1 and UUIDs
// are one word each.
constexpr auto word_table = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0; c < table.size(); ++c) {
        table[c] = c >= 0x80 || is(key_byte, static_cast<char>(c));
    }
    for (const char c : {':', '+', '%', '@', '#'}) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

bool is_word_byte(char c) noexcept {
    return word_table[static_cast<unsigned char>(c)];
}

bool is_quote(char c) noexcept {
    return c == '"' || c == '\'';
}

// Bytes that may need masking.
bool is_remarkable(char c) noexcept {
    return is(digit_byte, c) || is_quote(c);
}

// How many bytes stand before the first remarkable one.
std::size_t unremarkable(std::string_view text) noexcept {
    std::size_t at = 0;
#if defined(__SSE2__)
    for (; text.size() - at >= 16; at += 16) {
        const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const auto digits =
            _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(block, _mm_set1_epi8('9' + 1)));
        const auto quotes =
            _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\'')));
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(digits, quotes)));
        if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
    }
#endif
    while (at < text.size() && !is_remarkable(text[at])) {
        ++at;
    }
    return at;
}

// The template as it grows, never longer than it may be.
class Draft {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init, modernize-use-equals-default): text_ is written first
    Draft() noexcept {}

    [[nodiscard]] bool is_full() const noexcept { return is_full_; }
    [[nodiscard]] std::string_view str() const noexcept { return {text_.data(), size_}; }

    void copy(std::string_view text) noexcept {
        if (is_full_) return;
        const auto fitting = json::cut_utf8(text, text_.size() - size_);
        if (!fitting.empty()) std::memcpy(text_.data() + size_, fitting.data(), fitting.size());
        size_ += fitting.size();
        is_full_ = fitting.size() < text.size();
    }

    // A mask behind another one and nothing but spaces adds nothing.
    void add_mask() noexcept {
        auto end = size_;
        while (end > 0 && text_[end - 1] == ' ') {
            --end;
        }
        if (end < size_ && std::string_view{text_.data(), end}.ends_with(mask)) {
            size_ = end;
        } else if (text_.size() - size_ < mask.size()) {
            is_full_ = true;
        } else {
            copy(mask);
        }
    }

private:
    std::size_t size_ = 0;
    bool is_full_ = false;
    std::array<char, longest_template> text_;
};

// Text between the values of pairs: what varies in it is masked.
class Prose {
public:
    Prose(std::string_view text, Draft& draft) noexcept : text_{text}, draft_{draft} {}

    void run() noexcept {
        std::size_t searched = 0;
        while (!draft_.is_full()) {
            const auto at = searched + unremarkable(text_.substr(searched));
            if (at == text_.size()) break;
            searched = is_quote(text_[at]) ? take_quoted(at) : take_word(at);
        }
        draft_.copy(text_.substr(copied_));
    }

private:
    // The word around a digit; returns its end.
    std::size_t take_word(std::size_t digit) noexcept {
        auto begin = digit;
        while (begin > copied_ && is_word_byte(text_[begin - 1])) {
            --begin;
        }
        auto end = digit + 1;
        while (end < text_.size() && is_word_byte(text_[end])) {
            ++end;
        }
        while (end > digit + 1 && (text_[end - 1] == ':' || text_[end - 1] == '.')) {
            --end;  // ends a clause, not the word
        }
        mask_between(begin, end);
        return end;
    }

    // A quoted text, when the quote is none inside a word such as "can't"; returns where to go on.
    std::size_t take_quoted(std::size_t quote) noexcept {
        const bool is_inside_word = quote > 0 && is_word_byte(text_[quote - 1]);
        const auto end = is_inside_word ? std::string_view::npos : text_.find(text_[quote], quote + 1);
        if (end == std::string_view::npos) return quote + 1;
        mask_between(quote, end + 1);
        return end + 1;
    }

    void mask_between(std::size_t begin, std::size_t end) noexcept {
        draft_.copy(text_.substr(copied_, begin - copied_));
        draft_.add_mask();
        copied_ = end;
    }

    std::string_view text_;
    Draft& draft_;
    std::size_t copied_ = 0;
};

}  // namespace

void guess_template(std::string_view message, const PairList& pairs, std::string& out) {
    Draft draft;
    std::size_t done = 0;
    for (const PairView& pair : pairs) {
        if (draft.is_full()) break;
        auto key = done;  // of an object's members, every key stays
        if (!pairs.is_object()) {
            key = static_cast<std::size_t>(pair.key.data() - message.data());
            Prose{message.substr(done, key - done), draft}.run();
        }
        draft.copy(message.substr(key, pair.begin - key));
        draft.add_mask();
        done = pair.end;
    }
    Prose{message.substr(done), draft}.run();
    out.assign(draft.str());
}

}  // namespace logbeam::event
