#include "dialect/realtime/realtime_conversation.hpp"

#include "base/ids.hpp"
#include "dialect/realtime/realtime_message.hpp"
#include "websocket/frame.hpp"

#include <logbeam/json_writer.hpp>

#include <utility>

namespace logbeam::dialect {
namespace {

std::string established(const hub::Client& client, std::string_view topic, Timestamp now) {
    std::string json;
    JsonWriter writer{json};
    const auto member = [&writer](std::string_view name, std::string_view text) {
        writer.key(name);
        writer.string(text);
    };
    writer.begin_object();
    member("id", base::make_publisher_id());
    member("type", "connection.established");
    member("source", "server");
    member("timestamp", to_rfc3339(now));
    writer.key("data");
    writer.begin_object();
    member("clientId", client.id);
    member("subscribedTopic", topic);
    writer.end_object();
    writer.end_object();
    return json;
}

}  // namespace

RealtimeConversation::RealtimeConversation(const Session& session, hub::SharedRights rights, std::string topic)
    : session_{session},
      rights_{std::move(rights)},
      first_topic_{std::move(topic)},
      feed_{session, hub::Dialect::realtime},
      metering_{session} {}

void RealtimeConversation::on_open() {
    std::string out;
    websocket::append_frame(out, websocket::Opcode::text,
                            established(session_.client, first_topic_, session_.context.hub.clock.wall_now()));
    session_.outlet.send(out);
    subscribe(first_topic_);
}

void RealtimeConversation::on_text(std::string_view text) {
    const RealtimeMessage message = read_realtime_message(text);
    switch (message.kind) {
        case RealtimeMessage::Kind::subscribe: return subscribe(message.topic);
        case RealtimeMessage::Kind::unsubscribe: return unsubscribe(message.topic);
        case RealtimeMessage::Kind::publish: return publish(text);
        case RealtimeMessage::Kind::none: ++session_.context.hub.counters.passed_over;
    }
}

void RealtimeConversation::subscribe(const std::string& topic) {
    auto pattern = TopicPattern::parse(topic);
    if (!pattern || subscriptions_.contains(topic)) return;
    const std::uint64_t id = ++last_subscription_;
    // It reconnects without a position: a client that is too slow loses events rather than the connection.
    if (!feed_.open(id, {{std::move(*pattern)}, rights_, wire::Lag::skip, 0})) return;
    feed_.begin(id, wire::FromNow{});
    subscriptions_.emplace(topic, id);
}

void RealtimeConversation::unsubscribe(const std::string& topic) {
    const auto known = subscriptions_.find(topic);
    if (known == subscriptions_.end()) return;
    feed_.close(known->second);
    subscriptions_.erase(known);
}

void RealtimeConversation::publish(std::string_view event) {
    hub::Hub& hub = session_.context.hub;
    const hub::Sender sender{session_.client.id, session_.client.source, first_topic_, rights_.get()};
    (void)hub.take_event(event, sender);  // refused: counted there, and not answered
    metering_.count(1, event.size());
}

}  // namespace logbeam::dialect
