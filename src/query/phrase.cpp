#include "query/phrase.hpp"

#include "query/tokens.hpp"

#include <algorithm>

namespace logbeam::query {
namespace {

const std::string& longest_piece(const Pattern& pattern) noexcept {
    return *std::max_element(pattern.pieces.begin(), pattern.pieces.end(),
                             [](const auto& left, const auto& right) { return left.size() < right.size(); });
}

std::size_t begin_of_word(std::string_view text, std::size_t at) noexcept {
    while (at > 0 && is_word_byte(text[at - 1])) {
        --at;
    }
    return at;
}

std::size_t end_of_word(std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && is_word_byte(text[at])) {
        ++at;
    }
    return at;
}

// Takes the first word off; empty when there is none.
std::string_view take_word(std::string_view& text) noexcept {
    const auto begin = std::find_if(text.begin(), text.end(), is_word_byte);
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    const auto word = text.substr(0, end_of_word(text, 0));
    text.remove_prefix(word.size());
    return word;
}

}  // namespace

Phrase::Phrase(const std::vector<Pattern>& words) : landmark_{longest_piece(words.front())} {
    for (const Pattern& word : words) {
        words_.emplace_back(word);
    }
}

bool Phrase::is_in(std::string_view text) const noexcept {
    std::size_t from = 0;
    for (;;) {
        const auto found = landmark_.find(text, from);
        if (found == std::string_view::npos) return false;
        const auto begin = begin_of_word(text, found);
        const auto end = end_of_word(text, found + landmark_.folded().size());
        if (words_.front().matches(text.substr(begin, end - begin)) && goes_on(text.substr(end))) return true;
        from = end;
    }
}

bool Phrase::goes_on(std::string_view behind_first) const noexcept {
    return std::all_of(words_.begin() + 1, words_.end(), [&](const Glob& word) {
        const auto found = take_word(behind_first);
        return !found.empty() && word.matches(found);
    });
}

}  // namespace logbeam::query
