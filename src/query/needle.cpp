#include "query/needle.hpp"

#include "query/tokens.hpp"

#include <cassert>

namespace logbeam::query {
namespace {

std::size_t index_of(char c) noexcept {
    return static_cast<unsigned char>(c);
}

char unfold(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

}  // namespace

bool begins_with(std::string_view text, std::string_view folded) noexcept {
    if (text.size() < folded.size()) return false;
    for (std::size_t at = 0; at < folded.size(); ++at) {
        if (fold(text[at]) != folded[at]) return false;
    }
    return true;
}

bool equals(std::string_view text, std::string_view folded) noexcept {
    return text.size() == folded.size() && begins_with(text, folded);
}

Needle::Needle(std::string_view text) : folded_{query::folded(text)} {
    assert(!text.empty());
    if (folded_.size() > longest_leaper) {
        fallbacks_.resize(folded_.size());
        for (std::size_t at = 1, matched = 0; at < folded_.size(); ++at) {
            while (matched > 0 && folded_[at] != folded_[matched]) {
                matched = fallbacks_[matched - 1];
            }
            matched += folded_[at] == folded_[matched] ? 1U : 0U;
            fallbacks_[at] = matched;
        }
        return;
    }
    const auto size = static_cast<std::uint8_t>(folded_.size());
    leaps_.fill(size);
    for (std::uint8_t at = 0; at + 1 < size; ++at) {
        const auto leap = static_cast<std::uint8_t>(size - 1 - at);
        leaps_[index_of(folded_[at])] = leap;
        leaps_[index_of(unfold(folded_[at]))] = leap;
    }
}

std::size_t Needle::find(std::string_view text, std::size_t from) const noexcept {
    return fallbacks_.empty() ? leap(text, from) : walk(text, from);
}

std::size_t Needle::leap(std::string_view text, std::size_t from) const noexcept {
    const std::size_t size = folded_.size();
    const char last = folded_.back();
    while (from + size <= text.size()) {
        const char below = text[from + size - 1];
        if (fold(below) == last && begins_with(text.substr(from), folded_)) return from;
        from += leaps_[index_of(below)];
    }
    return std::string_view::npos;
}

std::size_t Needle::walk(std::string_view text, std::size_t from) const noexcept {
    std::size_t matched = 0;
    for (std::size_t at = from; at < text.size(); ++at) {
        const char c = fold(text[at]);
        while (matched > 0 && c != folded_[matched]) {
            matched = fallbacks_[matched - 1];
        }
        matched += c == folded_[matched] ? 1U : 0U;
        if (matched == folded_.size()) return at + 1 - matched;
    }
    return std::string_view::npos;
}

}  // namespace logbeam::query
