#include "transport/websocket/transport.hpp"

#include "net/tls.hpp"
#include "transport/websocket/connector.hpp"
#include "transport/websocket/liveness.hpp"
#include "transport/websocket/session.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace logbeam::transport {

namespace {

constexpr std::size_t max_waiting = 1 << 20;
constexpr int reads_per_drive = 16;  // then the worker drains its queue

// Opening is the connector's work, talking the session's; here is what moves bytes between session and socket.
class WebSocketTransport final : public Transport {
public:
    WebSocketTransport(Target target, WebSocketOptions options)
        : options_{std::move(options)}, target_{std::move(target)} {}
    ~WebSocketTransport() override { WebSocketTransport::close(); }
    WebSocketTransport(const WebSocketTransport&) = delete;
    WebSocketTransport& operator=(const WebSocketTransport&) = delete;

    void open(const Greeting& greeting, TransportEvents& events) override {
        close();
        greeting_ = greeting;
        events_ = &events;
        liveness_ = Liveness{options_.ping_after, options_.give_up_after};
        try {
            if (target_.is_secure && !tls_) {
                tls_.emplace(net::TlsContext::for_client(options_.tls_ca_file));
            }
            connection_.emplace();
            connector_.emplace(*connection_, target_, greeting.token, tls_ ? &*tls_ : nullptr, attempts_++);
            connection_->poller.wake_at(Clock::now() + options_.connect_timeout);
        } catch (const Failure& failure) {
            lose(failure.error());
            return;
        }
        advance_connector({});
    }

    bool send(const std::shared_ptr<const Batch>& batch) override {
        if (!is_open() || connection_->stream.waiting() > max_waiting) {
            return false;
        }
        session_->send(batch->bytes);
        connection_->flush();
        return true;
    }

    void send(const wire::ClientFrame& frame) override {
        if (is_open()) {
            session_->send(frame);
            connection_->flush();
        }
    }

    void drive() override {
        if (!connection_) {
            return;
        }
        const Poller::Ready ready = connection_->poller.poll();
        if (ready.timer && !on_time()) {
            return;
        }
        if (connector_) {
            advance_connector(ready);
        } else {
            read(ready);
        }
    }

    [[nodiscard]] int descriptor() const override { return connection_ ? connection_->poller.descriptor() : -1; }

    void close() override {
        if (is_open() && !session_->end()) {
            session_->close(websocket::close_code::normal, {});
        }
        hang_up();
    }

    void release_after_fork() noexcept override {
        if (connection_) {
            connection_->release_after_fork();
        }
        if (connector_) {
            connector_->release_after_fork();
        }
    }

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] bool is_open() const noexcept { return session_ && session_->is_open(); }

    void advance_connector(const Poller::Ready& ready) {
        const auto done = connector_->advance(ready);
        if (!done) {
            lose(done.error());
            return;
        }
        if (!*done) {
            return;
        }
        std::string rest = connector_->take_rest();
        connector_.reset();
        session_.emplace(greeting_, *events_, connection_->stream.out());
        take(rest);
    }

    void read(const Poller::Ready& ready) {
        if (ready.socket_writes) {
            connection_->flush();
        }
        for (int reads = 0; ready.socket_reads && reads < reads_per_drive; ++reads) {
            auto received = connection_->stream.receive();
            if (!received) {
                lose(session_->reason_or(received.error()));
                return;
            }
            if (!take(received->bytes)) {
                return;
            }
            if (received->has_ended) {
                lose(session_->reason_or({ErrorCode::connection_lost, "the broker hung up"}));
                return;
            }
            if (received->is_short) {
                return;
            }
        }
    }

    // False when that was the end.
    bool take(std::span<char> bytes) {
        const bool was_open = session_->is_open();
        session_->receive(bytes.data(), bytes.size());
        if (session_->end()) {
            lose(*session_->end());
            return false;
        }
        connection_->flush();
        liveness_.heard(Clock::now());
        if (!was_open && session_->is_open()) {
            connection_->poller.wake_at(liveness_.next());
        }
        return true;
    }

    // False when it gave up.
    bool on_time() {
        if (!is_open()) {
            const std::string what = connector_ ? connector_->where() : target_.authority + " does not greet";
            const Error late{ErrorCode::timed_out, "no connection within " +
                                                       std::to_string(options_.connect_timeout.count()) +
                                                       " ms: " + what};
            lose(session_ ? session_->reason_or(late) : late);
            return false;
        }
        const auto now = Clock::now();
        const auto advice = liveness_.advise(now);
        if (advice == Liveness::Advice::give_up) {
            lose({ErrorCode::timed_out,
                  "the broker was silent for " + std::to_string(options_.give_up_after.count()) + " ms, asked or not"});
            return false;
        }
        if (advice == Liveness::Advice::ping) {
            session_->ping();
            connection_->flush();
        }
        connection_->poller.wake_at(liveness_.next());
        return true;
    }

    void lose(const Error& reason) {
        // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it may lie in what goes now
        const Error kept = reason;
        hang_up();
        events_->on_closed(kept);
    }

    void hang_up() {
        if (connection_) {
            connection_->stream.finish();
        }
        connector_.reset();
        session_.reset();
        connection_.reset();
    }

    const WebSocketOptions options_;
    const Target target_;
    std::optional<net::TlsContext> tls_;  // from the first `open` of a secure one
    Greeting greeting_;
    TransportEvents* events_ = nullptr;
    Liveness liveness_{{}, {}};
    std::size_t attempts_ = 0;
    std::optional<Wire> connection_;  // while it connects or is connected
    std::optional<Connector> connector_;
    std::optional<Session> session_;
};

}  // namespace

void check_tls(const WebSocketOptions& options) {
    (void)net::TlsContext::for_client(options.tls_ca_file);
}

std::unique_ptr<Transport> make_websocket_transport(const Url& url, const WebSocketOptions& options) {
    return std::make_unique<WebSocketTransport>(target_of(url), options);
}

}  // namespace logbeam::transport
