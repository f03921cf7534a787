#include "edge/realtime_clients.hpp"

#include <algorithm>

namespace logbeam::edge {

RealtimeClients::AskedTopics& RealtimeClients::kept_in(std::string_view topic) {
    return TopicName::parse(topic) ? names_ : patterns_;
}

bool RealtimeClients::subscribe(std::string_view client, const TopicPattern& topic, Time now) {
    auto known = clients_.find(client);
    AskedTopics& asked = kept_in(topic.str());
    const bool is_new_pattern = &asked == &patterns_ && !asked.contains(topic.str());
    const bool has_room = known == clients_.end() ? clients_.size() < limits_.clients
                                                  : known->second.topics.size() < limits_.topics_per_client ||
                                                        known->second.topics.contains(topic.str());
    if (!has_room || (is_new_pattern && patterns_.size() >= limits_.patterns)) {
        ++without_room_;
        return false;
    }
    if (known == clients_.end()) known = clients_.emplace(client, Client{}).first;
    known->second.last_heard = now;
    if (known->second.topics.insert(topic.str()).second) {
        ++asked.emplace(topic.str(), Asked{topic}).first->second.clients;
    }
    return true;
}

void RealtimeClients::unsubscribe(std::string_view client, std::string_view topic) {
    const auto known = clients_.find(client);
    if (known == clients_.end()) return;
    const auto own = known->second.topics.find(topic);
    if (own == known->second.topics.end()) return;
    known->second.topics.erase(own);
    drop(topic);
}

void RealtimeClients::forget(std::string_view client) {
    const auto known = clients_.find(client);
    if (known == clients_.end()) return;
    for (const std::string& topic : known->second.topics)
        drop(topic);
    clients_.erase(known);
}

void RealtimeClients::drop(std::string_view topic) {
    AskedTopics& asked = kept_in(topic);
    const auto found = asked.find(topic);
    if (found != asked.end() && --found->second.clients == 0) asked.erase(found);
}

bool RealtimeClients::heard(std::string_view client, Time now) {
    const auto known = clients_.find(client);
    if (known == clients_.end()) return false;
    known->second.last_heard = now;
    return true;
}

bool RealtimeClients::wants(std::string_view topic) const {
    if (names_.contains(topic)) return true;
    return std::any_of(patterns_.begin(), patterns_.end(),
                       [topic](const auto& each) { return each.second.pattern.matches(topic); });
}

std::vector<std::string> RealtimeClients::silent(Time now, int times, std::size_t most) const {
    std::vector<std::string> found;
    for (const auto& [id, client] : clients_) {
        if (found.size() == most) break;
        if (now - client.last_heard > limits_.silence * times) found.push_back(id);
    }
    return found;
}

void RealtimeClients::for_each(
    const std::function<void(const std::string& client, const std::set<std::string, std::less<>>& topics)>& take)
    const {
    for (const auto& [id, client] : clients_)
        take(id, client.topics);
}

}  // namespace logbeam::edge
