#include "http/topic_choice.hpp"

#include "http/parameters.hpp"

#include <functional>
#include <utility>

namespace logbeam::http {

TopicChoice::TopicChoice(std::vector<TopicPattern> patterns, hub::SharedRights rights)
    : patterns_{std::move(patterns)}, rights_{std::move(rights)} {}

bool TopicChoice::operator()(std::string_view topic) const {
    Answer& answer = answers_[std::hash<const char*>{}(topic.data()) / sizeof(void*) % answers_.size()];
    if (answer.place != topic.data() || answer.bytes != topic.size()) {
        answer = {topic.data(), topic.size(), decide(topic)};
    }
    return answer.is_chosen;
}

bool TopicChoice::decide(std::string_view topic) const noexcept {
    return matches_any(patterns_, topic) && rights_->may_hear(topic);
}

}  // namespace logbeam::http
