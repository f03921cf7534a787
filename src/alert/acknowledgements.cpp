#include "alert/acknowledgements.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {

Result<void> Acknowledgements::add(Acknowledgement acknowledgement) {
    if (acknowledgement.author.size() > longest_text || acknowledgement.comment.size() > longest_text) {
        return Error{ErrorCode::malformed_request, "author and comment have at most 1000 bytes each"};
    }
    if (acknowledgement.until && *acknowledgement.until <= acknowledgement.at) {
        return Error{ErrorCode::malformed_request, "a snooze ends after it begins"};
    }
    if (all_.size() >= most && !all_.contains(acknowledgement.fingerprint)) {
        return Error{ErrorCode::limit_reached,
                     std::to_string(most) + " alerts are acknowledged; remove one of them first"};
    }
    std::string fingerprint = acknowledgement.fingerprint;
    all_.insert_or_assign(std::move(fingerprint), std::move(acknowledgement));
    return {};
}

bool Acknowledgements::remove(std::string_view fingerprint) {
    const auto found = all_.find(fingerprint);
    if (found == all_.end()) return false;
    all_.erase(found);
    return true;
}

bool Acknowledgements::see(const Standing& alert) {
    const auto found = all_.find(alert.fingerprint);
    if (alert.state != State::resolved || found == all_.end() || found->second.until) return false;
    all_.erase(found);
    return true;
}

std::vector<std::string> Acknowledgements::forget_ended(Timestamp now) {
    std::vector<std::string> ended;
    for (const auto& [fingerprint, each] : all_) {
        if (each.until && *each.until <= now) ended.push_back(fingerprint);
    }
    for (const std::string& fingerprint : ended)
        all_.erase(fingerprint);
    return ended;
}

bool Acknowledgements::is_acknowledged(std::string_view fingerprint, Timestamp now) const noexcept {
    const auto found = all_.find(fingerprint);
    return found != all_.end() && (!found->second.until || now < *found->second.until);
}

std::optional<Timestamp> Acknowledgements::next_change(Timestamp now) const noexcept {
    std::optional<Timestamp> next;
    for (const auto& [fingerprint, each] : all_) {
        if (each.until && now < *each.until) next = std::min(next.value_or(*each.until), *each.until);
    }
    return next;
}

}  // namespace logbeam::alert
