#pragma once

#include "dialect/conversation.hpp"
#include "dialect/feed.hpp"
#include "dialect/metering.hpp"
#include "dialect/session_context.hpp"
#include "hub/hub.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/result.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::dialect {

// The dialect of docs/protocol.md. Text frames are answered one by one; batches are acknowledged once what they brought
// is in the history. Whatever is refused is answered with `failed`. Confined.
class NativeConversation final : public Conversation, private hub::CommitListener, private hub::LevelPort {
public:
    NativeConversation(Session session, hub::SharedRights rights);
    ~NativeConversation() override;
    NativeConversation(const NativeConversation&) = delete;
    NativeConversation& operator=(const NativeConversation&) = delete;

    void on_open() override {}  // the client speaks first
    void on_text(std::string_view text) override;
    void on_binary(std::string_view bytes) override;
    Feed& feed() override { return feed_; }

private:
    // What is said once a commit is kept.
    struct Kept {
        std::uint64_t commit = 0;
        std::vector<history::PublisherMark> acknowledged = {};
        std::string answers = {};  // frames
    };

    void on_stored(std::uint64_t commit) override;
    void set_level(const wire::SetLevel& wish) override;

    void hear(const wire::Hello& hello);
    [[nodiscard]] Result<void> take_token(std::string_view token);
    void hear(wire::Subscribe& subscribe);
    void hear(const wire::Unsubscribe& unsubscribe);
    void hear(const wire::AcknowledgeEvents& acknowledge);
    void hear(const wire::Publish& frame);
    void hear(const wire::SendTo& message);
    void hear(const wire::Ping& ping);
    void hear(const wire::Account& account);
    void hear(const wire::Loggers& loggers);

    [[nodiscard]] bool take_publish(std::string_view text);
    void publish(std::uint64_t ref, std::string_view event);
    [[nodiscard]] std::string text_of(Event event) const;
    [[nodiscard]] hub::Sender sender() const noexcept;
    [[nodiscard]] wire::Start start_of(const wire::Subscribe& subscribe) const;
    [[nodiscard]] std::uint64_t beginning_of(const wire::Start& from) const;
    [[nodiscard]] wire::Welcome welcome_for(const wire::Hello& hello) const;
    Kept& kept_next();
    void say(const wire::ServerFrame& frame);
    void fail(std::optional<std::uint64_t> ref, const Error& error);
    void end(const Error& error);

    Session session_;
    hub::Hub& hub_;
    hub::SharedRights rights_;
    Feed feed_;
    Metering metering_;
    std::map<std::uint64_t, std::string> names_;  // of subscriptions, by their id
    bool has_greeted_ = false;
    std::deque<Kept> kept_soon_;  // by commit
};

}  // namespace logbeam::dialect
