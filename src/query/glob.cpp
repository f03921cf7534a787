#include "query/glob.hpp"

#include "query/tokens.hpp"

namespace logbeam::query {

Glob::Glob(const Pattern& pattern) : first_{folded(pattern.pieces.front())}, is_exact_{pattern.is_exact()} {
    if (is_exact_) return;
    last_ = folded(pattern.pieces.back());
    for (std::size_t index = 1; index + 1 < pattern.pieces.size(); ++index) {
        if (!pattern.pieces[index].empty()) between_.emplace_back(pattern.pieces[index]);
    }
}

bool Glob::matches(std::string_view text) const noexcept {
    if (is_exact_) return equals(text, first_);
    if (text.size() < first_.size() + last_.size() || !begins_with(text, first_)) return false;
    if (!begins_with(text.substr(text.size() - last_.size()), last_)) return false;
    const std::string_view middle = text.substr(0, text.size() - last_.size());
    std::size_t from = first_.size();
    for (const Needle& needle : between_) {
        const auto at = needle.find(middle, from);
        if (at == std::string_view::npos) return false;
        from = at + needle.folded().size();
    }
    return true;
}

}  // namespace logbeam::query
