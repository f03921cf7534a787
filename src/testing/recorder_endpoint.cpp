#include "testing/recorder_endpoint.hpp"

#include "wire/batch_codec.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::testing {

using transport::Held;
using Link = std::shared_ptr<transport::InProcessLink>;

void RecorderEndpoint::on_connect(const Link& link, const transport::Greeting& greeting) {
    std::vector<Held> held;
    const bool is_welcome = state_.with([&](State& state) {
        if (state.refusing) {
            return false;
        }
        state.links.push_back(link);
        for (const std::string& publisher : greeting.publishers) {
            const auto known = state.held.find(publisher);
            held.push_back({publisher, known == state.held.end() ? 0 : known->second});
        }
        return true;
    });
    if (is_welcome) {
        link->welcome({std::move(held), {}, "recorder"});
    } else {
        link->hang_up({ErrorCode::refused, "the recorder refuses connections"});
    }
}

void RecorderEndpoint::on_batch(const Link& link, std::string_view bytes) {
    const auto batch = wire::decode_batch(bytes);
    if (!batch) {
        link->hang_up(batch.error());
        return;
    }
    std::vector<Delivery> deliveries;
    state_.with([&](State& state) {
        std::uint64_t& held = state.held[std::string{batch->publisher}];
        for (const wire::EventView& view : batch->events) {
            if (view.counter <= held) {
                continue;  // sent again because the acknowledgement was lost
            }
            if (auto event = wire::to_event(*batch, view)) {
                keep(state, std::move(*event), deliveries);
            }
        }
        for (const wire::Hole& hole : batch->holes) {
            state.told_drops += hole.first > held ? hole.count : 0;
        }
        held = std::max(held, batch->last);
    });
    changed_.notify_all();
    for (Delivery& delivery : deliveries) {
        delivery.link->deliver(delivery.subscription, std::move(delivery.event));
    }
    link->acknowledge({std::string{batch->publisher}, batch->last});
}

void RecorderEndpoint::on_control(const Link& link, const wire::ClientFrame& frame) {
    if (const auto* subscribe = std::get_if<wire::Subscribe>(&frame)) {
        std::vector<TopicPattern> topics(subscribe->topics.begin(), subscribe->topics.end());
        state_.lock()->routes.push_back({link, subscribe->id, std::move(topics)});
    } else if (const auto* unsubscribe = std::get_if<wire::Unsubscribe>(&frame)) {
        state_.with([&](State& state) {
            std::erase_if(state.routes, [&](const Route& route) {
                return route.link == link && route.subscription == unsubscribe->id;
            });
        });
    }
}

void RecorderEndpoint::on_disconnect(const Link& link) {
    state_.with([&](State& state) { forget(state, link); });
}

std::vector<Event> RecorderEndpoint::events() const {
    return state_.lock()->events;
}

std::uint64_t RecorderEndpoint::told_drops() const {
    return state_.lock()->told_drops;
}

void RecorderEndpoint::clear() {
    state_.lock()->events.clear();
}

bool RecorderEndpoint::wait_until(std::chrono::milliseconds timeout, const Condition& condition) {
    return state_.lock().wait_for(changed_, timeout, [&](const State& state) { return condition(state.events); });
}

void RecorderEndpoint::hang_up_all(const Error& reason) {
    const auto links = state_.with([](State& state) {
        state.routes.clear();
        return std::exchange(state.links, {});
    });
    for (const Link& link : links) {
        link->hang_up(reason);
    }
}

void RecorderEndpoint::refuse_connections(bool refuse) {
    state_.lock()->refusing = refuse;
}

void RecorderEndpoint::keep(State& state, Event event, std::vector<Delivery>& deliveries) {
    event.seq = ++state.seq;
    for (const Route& route : state.routes) {
        const bool is_wanted = std::any_of(route.topics.begin(), route.topics.end(),
                                           [&](const TopicPattern& topics) { return topics.matches(event.topic); });
        if (is_wanted) {
            deliveries.push_back({route.link, route.subscription, event});
        }
    }
    state.events.push_back(std::move(event));
}

void RecorderEndpoint::forget(State& state, const Link& link) {
    std::erase(state.links, link);
    std::erase_if(state.routes, [&](const Route& route) { return route.link == link; });
}

}  // namespace logbeam::testing
