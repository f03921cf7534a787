#pragma once

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/result.hpp>
#include <logbeam/topic.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam {

// Handlers by event type over everything a RealtimeClient is subscribed to; "*" is any type.
class EventEmitter {
public:
    [[nodiscard]] Subscription subscribe(std::string_view type, EventHandler handler);

private:
    friend class RealtimeClient;
    explicit EventEmitter(std::shared_ptr<channel::Core> core);

    std::shared_ptr<channel::Core> core_;
};

// Many topics over one connection, with the names that users of the realtime pattern know. Thread-safe.
class RealtimeClient {
public:
    explicit RealtimeClient(Connection& connection);
    explicit RealtimeClient(std::string_view url, ConnectionOptions options = {});
    ~RealtimeClient();
    RealtimeClient(const RealtimeClient&) = delete;
    RealtimeClient& operator=(const RealtimeClient&) = delete;

    // From REALTIME_TRANSPORT (websocket | nats), WEBSOCKET_URL and NATS_URL.
    [[nodiscard]] static RealtimeClient from_environment(ConnectionOptions options = {});

    // Waits until connected. Not needed for publishing, which queues; says early that nobody is there.
    Result<void> init(std::chrono::milliseconds timeout = std::chrono::seconds{5});

    // Events of the topics reach the emitter's handlers, and `handler` where one is given.
    void subscribe(const TopicPattern& topics);
    [[nodiscard]] Subscription subscribe(const TopicPattern& topics, EventHandler handler);
    void unsubscribe(const TopicPattern& topics);

    Publish publish(const TopicName& topic, std::string type, Value data) noexcept;

    [[nodiscard]] EventEmitter& emitter() noexcept { return emitter_; }
    [[nodiscard]] Connection& connection() noexcept { return *connection_; }

private:
    RealtimeClient(std::unique_ptr<Connection> own, Connection* shared);

    std::unique_ptr<Connection> own_;
    Connection* connection_;
    EventEmitter emitter_;
};

}  // namespace logbeam
