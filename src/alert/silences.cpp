#include "alert/silences.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {
namespace {

Error refused(std::string detail) {
    return {ErrorCode::malformed_request, std::move(detail)};
}

// What was kept must be understood when it is read again.
Result<void> check(const Silence& silence) {
    if (silence.id.empty()) return refused("a silence has an id");
    if (silence.matchers.empty()) return refused("a silence has a matcher at least; rule=* is every alert");
    if (silence.until <= silence.from) return refused("a silence ends after it begins");
    if (auto read = parse_matchers(to_string(silence.matchers)); !read) return refused(read.error().detail);
    if (silence.author.size() > Silences::longest_text || silence.comment.size() > Silences::longest_text) {
        return refused("author and comment have at most 1000 bytes each");
    }
    return {};
}

}  // namespace

Result<void> Silences::add(Silence silence) {
    if (auto checked = check(silence); !checked) return checked;
    if (silences_.size() >= most && !silences_.contains(silence.id)) {
        return Error{ErrorCode::limit_reached, std::to_string(most) + " silences are known; let one end first"};
    }
    std::string id = silence.id;
    silences_.insert_or_assign(std::move(id), std::move(silence));
    return {};
}

bool Silences::expire(std::string_view id, Timestamp now) {
    const auto found = silences_.find(id);
    if (found == silences_.end() || found->second.is_over(now)) return false;
    if (found->second.from >= now) {
        silences_.erase(found);
    } else {
        found->second.until = now;
    }
    return true;
}

std::vector<std::string> Silences::forget_ended(Timestamp before) {
    std::vector<std::string> ids;
    for (auto each = silences_.begin(); each != silences_.end();) {
        if (each->second.until >= before) {
            ++each;
            continue;
        }
        ids.push_back(each->first);
        each = silences_.erase(each);
    }
    return ids;
}

const Silence* Silences::silence_of(const Standing& alert, Timestamp now) const noexcept {
    const Silence* longest = nullptr;
    for (const auto& [id, silence] : silences_) {
        const bool is_longer = longest == nullptr || longest->until < silence.until;
        if (is_longer && silence.is_active(now) && all_match(silence.matchers, alert)) longest = &silence;
    }
    return longest;
}

std::optional<Timestamp> Silences::next_change(Timestamp now) const noexcept {
    std::optional<Timestamp> next;
    for (const auto& [id, silence] : silences_) {
        const Timestamp change = now < silence.from ? silence.from : silence.until;
        if (now < change) next = std::min(next.value_or(change), change);
    }
    return next;
}

std::vector<std::size_t> preview(const Matchers& matchers, const std::vector<Standing>& alerts) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < alerts.size(); ++place) {
        if (all_match(matchers, alerts[place])) places.push_back(place);
    }
    return places;
}

}  // namespace logbeam::alert
