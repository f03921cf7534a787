#pragma once

#include <logbeam/topic.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::edge {

// The realtime pattern's clients on NATS, and what they asked for. Bounded. Unsynchronised; time comes in.
class RealtimeClients final {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Limits {
        std::size_t clients = 100'000;
        std::size_t topics_per_client = 100;
        std::size_t patterns = 1'000;  // different ones with wildcards: each is tried with each event
        std::chrono::seconds silence{300};
    };

    RealtimeClients() : RealtimeClients(Limits{}) {}
    explicit RealtimeClients(Limits limits) : limits_{limits} {}

    // False: there is no room for the client or for one more topic, which is counted.
    bool subscribe(std::string_view client, const TopicPattern& topic, Time now);
    void unsubscribe(std::string_view client, std::string_view topic);
    void forget(std::string_view client);

    // False: it is not known.
    bool heard(std::string_view client, Time now);

    // Whether somebody asked for the topic.
    [[nodiscard]] bool wants(std::string_view topic) const;

    // Those of whom nothing was heard for that many times the silence that is allowed; `most` of them.
    [[nodiscard]] std::vector<std::string> silent(Time now, int times, std::size_t most) const;

    void for_each(const std::function<void(const std::string& client,
                                           const std::set<std::string, std::less<>>& topics)>& take) const;

    [[nodiscard]] std::size_t size() const noexcept { return clients_.size(); }
    [[nodiscard]] std::size_t without_room() const noexcept { return without_room_; }

private:
    struct Client {
        std::set<std::string, std::less<>> topics;
        Time last_heard;
    };
    struct Asked {
        TopicPattern pattern;
        std::size_t clients = 0;
    };
    using AskedTopics = std::map<std::string, Asked, std::less<>>;

    [[nodiscard]] AskedTopics& kept_in(std::string_view topic);
    void drop(std::string_view topic);

    const Limits limits_;
    std::map<std::string, Client, std::less<>> clients_;
    AskedTopics names_;
    AskedTopics patterns_;
    std::size_t without_room_ = 0;
};

}  // namespace logbeam::edge
