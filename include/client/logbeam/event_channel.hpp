#pragma once

#include <logbeam/connection.hpp>
#include <logbeam/event.hpp>
#include <logbeam/payload.hpp>
#include <logbeam/topic.hpp>
#include <logbeam/typed_event.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace logbeam {

enum class Publish : std::uint8_t { queued, dropped };
enum class Echo : std::uint8_t { off, on };  // whether a channel hears what its own connection publishes

namespace channel {
struct ChannelTopic;
}

using EventHandler = std::function<void(const Event&)>;

// Keeps a handler alive. Destroying it ends the handler: inside the handler at once, elsewhere after the
// running call has returned.
class Subscription {
public:
    Subscription() = default;
    Subscription(std::shared_ptr<channel::Core> core, std::uint64_t id) : core_{std::move(core)}, id_{id} {}
    ~Subscription() { reset(); }
    Subscription(Subscription&& other) noexcept : core_{std::move(other.core_)}, id_{other.id_} {}
    Subscription& operator=(Subscription&& other) noexcept {
        if (this != &other) {
            reset();
            core_ = std::move(other.core_);
            id_ = other.id_;
        }
        return *this;
    }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    void reset() noexcept;
    explicit operator bool() const noexcept { return core_ != nullptr; }

private:
    std::shared_ptr<channel::Core> core_;
    std::uint64_t id_ = 0;
};

// One topic, both ways. Thread-safe. Publishing never throws and never waits (the `block` policy excepted);
// handlers run one at a time on the connection's dispatch thread.
class EventChannel {
public:
    EventChannel(Connection& connection, const TopicName& topic, Echo echo = Echo::off);
    EventChannel(std::string_view url, const TopicName& topic, ConnectionOptions options = {}, Echo echo = Echo::off);
    ~EventChannel();
    EventChannel(const EventChannel&) = delete;
    EventChannel& operator=(const EventChannel&) = delete;

    template <class T>
    Publish publish(T event) noexcept {
        if constexpr (typed::require_event<T>()) {
            using Payload = channel::PayloadOf<T>;
            const channel::Slot slot = begin(Payload::type);
            if (slot.payload == nullptr) {
                return Publish::dropped;
            }
            ::new (slot.payload) T(std::move(event));
            return finish(slot);
        }
        return Publish::dropped;
    }

    Publish publish(std::string type, Value data) noexcept;

    // Handles every event of T's type: `handler(const T&)` or `handler(const T&, const Event&)`. One that does
    // not read as a T goes to `options.on_error`.
    template <class T, class Handler>
    [[nodiscard]] Subscription on(Handler handler) {
        return on(event_type<T>(), typed<T>(std::move(handler)));
    }

    // Handles the events of one type, or with "*" of any.
    [[nodiscard]] Subscription on(std::string_view type, EventHandler handler);

    [[nodiscard]] const TopicName& topic() const noexcept { return topic_; }
    [[nodiscard]] Connection* own_connection() const noexcept { return own_.get(); }

private:
    template <class T, class Handler>
    static EventHandler typed(Handler handler) {
        return [handler = std::move(handler)](const Event& event) mutable {
            const T value = read_json<T>(event.data).value();
            if constexpr (std::is_invocable_v<Handler&, const T&, const Event&>) {
                handler(value, event);
            } else {
                handler(value);
            }
        };
    }

    channel::Slot begin(const channel::PayloadType& type) noexcept;
    Publish finish(const channel::Slot& slot) noexcept;

    std::unique_ptr<Connection> own_;
    std::shared_ptr<channel::Core> core_;
    TopicName topic_;
    const channel::ChannelTopic* queued_topic_;
    Echo echo_;
};

}  // namespace logbeam
