#include "hub/topic_table.hpp"

#include <cmath>

namespace logbeam::hub {

TopicTable::TopicTable(std::size_t limit) : limit_{limit} {
    topics_.emplace_back();  // `other`
}

TopicId TopicTable::id_of(std::string_view name) {
    const auto known = ids_.find(name);
    if (known != ids_.end()) return known->second;
    if (ids_.size() >= limit_) return other;
    TopicStats& topic = topics_.emplace_back();
    topic.name = name;
    const auto id = static_cast<TopicId>(topics_.size() - 1);
    ids_.emplace(topic.name, id);
    return id;
}

void TopicTable::tick(double seconds) {
    constexpr double window = 10;
    const double weight = 1 - std::exp(-seconds / window);
    for (TopicStats& topic : topics_) {
        const auto news = static_cast<double>(topic.events - topic.events_at_tick);
        topic.events_at_tick = topic.events;
        topic.per_second += (news / seconds - topic.per_second) * weight;
    }
}

}  // namespace logbeam::hub
