#pragma once

#include "dialect/conversation.hpp"
#include "dialect/feed.hpp"
#include "dialect/metering.hpp"
#include "dialect/session_context.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace logbeam::dialect {

// The realtime pattern's WebSocket: subscribed to the topic of its URL from the beginning, bare events out, subscribe,
// unsubscribe and events in; whatever else it says is passed over. Confined.
class RealtimeConversation final : public Conversation {
public:
    // `topic` is valid and may be heard.
    RealtimeConversation(const Session& session, hub::SharedRights rights, std::string topic);

    void on_open() override;
    void on_text(std::string_view text) override;
    void on_binary(std::string_view /*bytes*/) override {}
    Feed& feed() override { return feed_; }

private:
    void subscribe(const std::string& topic);
    void unsubscribe(const std::string& topic);
    void publish(std::string_view event);

    Session session_;
    hub::SharedRights rights_;
    const std::string first_topic_;
    Feed feed_;
    Metering metering_;
    std::map<std::string, std::uint64_t> subscriptions_;
    std::uint64_t last_subscription_ = 0;
};

}  // namespace logbeam::dialect
