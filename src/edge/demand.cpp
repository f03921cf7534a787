#include "edge/demand.hpp"

namespace logbeam::edge {

Demand::Step Demand::next(std::string_view topic, Time now) {
    const auto known = topics_.find(topic);
    if (known == topics_.end()) {
        if (topics_.size() >= limits_.topics) {
            ++without_room_;
            return Step::leave;
        }
        topics_.emplace(topic, Topic{});
        return Step::ask;
    }
    Topic& found = known->second;
    switch (found.state) {
        case State::asking: return Step::hold;
        case State::asking_again: return Step::send;
        case State::resting:
            if (now < found.until) return Step::leave;
            found.state = State::asking;
            return Step::ask;
        case State::listened: break;
    }
    if (now < found.until) return Step::send;
    found.state = State::asking_again;
    return Step::ask;
}

void Demand::answered(std::string_view topic, bool somebody, Time now) {
    const auto known = topics_.find(topic);
    if (known == topics_.end()) return;
    known->second =
        somebody ? Topic{State::listened, now + limits_.ask_again} : Topic{State::resting, now + limits_.rest};
}

void Demand::tick(Time now) {
    std::erase_if(topics_, [&](const auto& each) {
        const auto& [state, until] = each.second;
        if (state == State::resting) return now >= until;
        return state == State::listened && now >= until + limits_.ask_again;
    });
}

}  // namespace logbeam::edge
