#include "http/topic_choice.hpp"

#include "http/parameters.hpp"

#include <functional>
#include <utility>

namespace logbeam::http {

TopicChoice::TopicChoice(std::vector<TopicPattern> patterns, hub::SharedRights rights)
    : TopicChoice{[patterns = std::move(patterns), rights = std::move(rights)](std::string_view topic) {
          return matches_any(patterns, topic) && rights->may_hear(topic);
      }} {}

TopicChoice::TopicChoice(std::function<bool(std::string_view topic)> decide) : decide_{std::move(decide)} {}

bool TopicChoice::operator()(std::string_view topic) const {
    Answer& answer = answers_[std::hash<const char*>{}(topic.data()) / sizeof(void*) % answers_.size()];
    if (answer.place != topic.data() || answer.bytes != topic.size()) {
        answer = {topic.data(), topic.size(), decide_(topic)};
    }
    return answer.is_chosen;
}

}  // namespace logbeam::http
