#include "embed/observers.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace logbeam::embed {
namespace {

std::optional<BrokerEvent> event_of_type(std::string_view type) noexcept {
    if (type == "client.connected") return BrokerEvent::client_connected;
    if (type == "client.disconnected") return BrokerEvent::client_disconnected;
    return std::nullopt;
}

}  // namespace

void Observers::add(BrokerEvent what, Handler handler) {
    observers_.lock()->push_back({what, {}, std::move(handler)});
}

void Observers::add(std::string topic, Handler handler) {
    observers_.lock()->push_back({std::nullopt, std::move(topic), std::move(handler)});
}

void Observers::take_burst(const history::Burst& burst) {
    const std::vector<std::uint64_t> own = std::exchange(own_, {});
    if (observers_.lock()->empty()) return;
    const bool is_heard = !observers_of(BrokerEvent::message_received).empty();
    for (const history::Entry& entry : burst.entries) {
        const auto topic = burst.topic_of(entry);
        if (topic.substr(0, 1) == "$") {
            if (!observers_of(std::nullopt, topic).empty()) take_entry(std::nullopt, burst.text_of(entry));
        } else if (is_heard && !std::binary_search(own.begin(), own.end(), entry.seq)) {
            take_entry(BrokerEvent::message_received, burst.text_of(entry));
        }
    }
}

void Observers::take_entry(std::optional<BrokerEvent> what, std::string_view text) {
    if (auto event = Event::parse(text)) news_.push_back({what, *std::move(event)});
}

void Observers::take_told(std::string_view type, std::string_view data) {
    const auto what = event_of_type(type);
    if (!what || observers_of(*what).empty()) return;
    Event event;
    event.topic = std::string{"$sys."}.append(type);
    event.type = type;
    event.source = "logbeam";
    event.timestamp = clock_.wall_now();
    if (auto value = Value::parse(data)) event.data = *std::move(value);
    news_.push_back({*what, std::move(event)});
}

void Observers::tell() {
    for (const News& news : std::exchange(news_, {})) {
        for (const Observer* observer : observers_of(news.what, news.event.topic))
            call(*observer, news.event);
    }
}

std::vector<const Observers::Observer*> Observers::observers_of(std::optional<BrokerEvent> what,
                                                                std::string_view topic) const {
    std::vector<const Observer*> found;
    const auto observers = observers_.lock();
    for (const Observer& observer : *observers) {
        if (observer.what == what && (what || observer.topic == topic)) found.push_back(&observer);
    }
    return found;
}

void Observers::call(const Observer& observer, const Event& event) noexcept {
    try {
        observer.handler(event);
    } catch (const std::exception& thrown) {
        log_.error("a handler of the broker's events threw", {{"type", event.type}, {"reason", thrown.what()}});
    } catch (...) {
        log_.error("a handler of the broker's events threw", {{"type", event.type}});
    }
}

}  // namespace logbeam::embed
