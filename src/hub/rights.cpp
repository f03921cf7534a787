#include "hub/rights.hpp"

#include <algorithm>

namespace logbeam::hub {
namespace {

bool opens(const TopicPattern& pattern, std::string_view topic) noexcept {
    return pattern.matches(topic) && (!is_guarded(topic) || is_guarded(pattern.str()));
}

bool any_opens(const std::vector<TopicPattern>& patterns, std::string_view topic) noexcept {
    return std::any_of(patterns.begin(), patterns.end(), [&](const TopicPattern& each) { return opens(each, topic); });
}

}  // namespace

bool is_guarded(std::string_view topic) noexcept {
    return topic.substr(0, 8) == "private-" || topic.substr(0, 9) == "presence-";
}

bool Rights::may_publish(std::string_view topic) const noexcept {
    if (log) return true;
    if (topic.empty() || topic.front() == '$') return false;
    return everything || any_opens(publish, topic);
}

bool Rights::may_hear(std::string_view topic) const noexcept {
    return everything || (admin && !topic.empty() && topic.front() == '$') || any_opens(subscribe, topic);
}

bool Rights::may_hear_anything() const noexcept {
    return everything || admin || !subscribe.empty();
}

SharedRights rights_of_owner() {
    Rights rights;
    rights.everything = true;
    rights.admin = true;
    return std::make_shared<const Rights>(std::move(rights));
}

SharedRights rights_of_guest() {
    Rights rights;
    rights.publish.emplace_back(">");
    rights.subscribe.emplace_back(">");
    return std::make_shared<const Rights>(std::move(rights));
}

}  // namespace logbeam::hub
