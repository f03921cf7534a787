#pragma once

#include "dialect/feed.hpp"
#include "dialect/outlet.hpp"
#include "dialect/session_context.hpp"
#include "support/hub_rig.hpp"
#include "websocket/decoder.hpp"

#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// A connection without a socket: it writes when it is told to, as much as it is told to.
class FakeOutlet final : public dialect::Outlet {
public:
    void serve(dialect::Feed& feed) noexcept { feed_ = &feed; }

    void send(std::string_view frames) override { unsent_ += frames; }
    void wake() override { ++wakes; }
    void close(std::uint16_t code, std::string_view reason) override {
        close_code = code;
        close_reason = reason;
    }
    void pause(std::chrono::nanoseconds time) override { paused += time; }
    void call_after(std::chrono::nanoseconds time, std::function<void()> then) override {
        calls.emplace_back(time, std::move(then));
    }

    // As the broker's writer does to a socket that has room for so many bytes.
    void write(std::size_t room = SIZE_MAX) {
        while (room != 0) {
            if (is_replaying() && unsent_.empty()) feed_->replay(unsent_);
            const std::string waiting = unsent_ + gathered();
            if (waiting.empty() && !is_replaying()) return;
            const std::size_t taken = std::min(room, waiting.size());
            received.append(waiting, 0, taken);
            room -= taken;
            const std::size_t of_unsent = std::min(taken, unsent_.size());
            unsent_.erase(0, of_unsent);
            if (taken != of_unsent) feed_->advance(taken - of_unsent, unsent_);
        }
    }

    std::string received;
    std::vector<std::pair<std::chrono::nanoseconds, std::function<void()>>> calls;  // after so long
    int wakes = 0;
    std::uint16_t close_code = 0;  // 0: not closed
    std::string close_reason;
    std::chrono::nanoseconds paused{0};

private:
    [[nodiscard]] bool is_replaying() const noexcept { return feed_ != nullptr && feed_->is_replaying(); }
    [[nodiscard]] std::string gathered() const {
        std::array<iovec, 3> pieces;  // few, so that what waits is often more
        const std::size_t count = feed_ == nullptr ? 0 : feed_->gather(pieces.data(), pieces.size());
        std::string bytes;
        for (std::size_t index = 0; index < count; ++index)
            bytes.append(static_cast<const char*>(pieces[index].iov_base), pieces[index].iov_len);
        return bytes;
    }

    dialect::Feed* feed_ = nullptr;
    std::string unsent_;
};

// The text messages in what a server sent; a frame that breaks a rule of RFC 6455 becomes one, too.
inline std::vector<std::string> messages_in(std::string bytes) {
    struct Texts final : websocket::MessageSink {
        void on_text(std::string_view text) override { all.emplace_back(text); }
        void on_binary(std::string_view /*bytes*/) override { all.emplace_back("<binary>"); }
        void on_ping(std::string_view /*payload*/) override { all.emplace_back("<ping>"); }
        void on_pong(std::string_view /*payload*/) override { all.emplace_back("<pong>"); }
        void on_close(std::uint16_t /*code*/, std::string_view /*reason*/) override { all.emplace_back("<close>"); }
        std::vector<std::string> all;
    };
    Texts texts;
    websocket::Decoder decoder{websocket::Sender::server, std::size_t{64} << 20};
    if (const auto violation = decoder.feed(bytes.data(), bytes.size(), texts)) {
        texts.all.push_back("<violation: " + std::string{violation->reason} + ">");
    }
    return std::move(texts.all);
}

// What sessions share: the token "s3cret" is that of ann, who may do everything.
struct SessionRig : HubRig {
    explicit SessionRig(hub::HubLimits limits = {}, store::MemoryLimits memory = {}) : HubRig{limits, memory} {}

    dialect::Context context{hub, past, {}, "logbeam test", [](std::string_view token) -> Result<hub::SharedRights> {
                                 if (token != "s3cret") return Error{ErrorCode::unauthorized, "no such token"};
                                 hub::Rights rights = *hub::rights_of_owner();
                                 rights.user = "ann";
                                 return std::make_shared<const hub::Rights>(std::move(rights));
                             }};
};

// One client's place among the others, and its connection.
struct Seat {
    explicit Seat(SessionRig& rig, dialect::ClientLimits limits = {})
        : hub{rig.hub}, client{hub.clients.join(nobody())}, session{rig.context, client, outlet, limits, nullptr} {}
    ~Seat() { hub.clients.leave(client.session); }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

    // What was received since the last call, as messages.
    std::vector<std::string> heard() {
        outlet.write();
        return messages_in(std::exchange(outlet.received, {}));
    }

    hub::Hub& hub;
    FakeOutlet outlet;
    hub::Client& client;
    dialect::Session session;

private:
    static hub::Client nobody() {
        hub::Client client;
        client.id = "someone";
        return client;
    }
};

}  // namespace logbeam::test
