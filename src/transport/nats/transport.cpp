#include "transport/nats/transport.hpp"

#include "transport/nats/connector.hpp"
#include "transport/nats/listener.hpp"
#include "transport/nats/pinger.hpp"
#include "transport/nats/publisher.hpp"
#include "transport/websocket/liveness.hpp"
#include "transport/websocket/poller.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam::transport {

namespace {

// What only a broker has.
bool asks_for_more(const wire::Subscribe& wish) {
    return !std::holds_alternative<wire::FromNow>(wish.from) || wish.max_rate != 0 || !wish.filter.empty() ||
           !wish.name.empty() || wish.speed != 0;
}

Error refusal() {
    return {ErrorCode::refused,
            "a NATS server has no past, filters, rates, names or single clients; ask a broker for that"};
}

// Moves what nats.c has between its socket and the two halves: the publisher and the listener.
class NatsTransport final : public Transport {
public:
    explicit NatsTransport(const NatsSettings& settings)
        : settings_{settings}, publisher_{settings}, listener_{settings.subjects} {}
    ~NatsTransport() override { NatsTransport::close(); }
    NatsTransport(const NatsTransport&) = delete;
    NatsTransport& operator=(const NatsTransport&) = delete;

    void open(const Greeting& greeting, TransportEvents& events) override {
        close();
        greeting_ = greeting;
        events_ = &events;
        liveness_ = Liveness{settings_.ping_after, settings_.give_up_after};
        try {
            poller_.emplace();
            signals_ = std::make_shared<NatsSignals>();
            poller_->watch(Poller::Source::resolver, signals_->told.get(), Poller::Interest::read);
            connector_.emplace(settings_, NatsConnector::Caller{greeting.source, greeting.token}, signals_);
            const auto patience = settings_.connect_timeout * (settings_.servers.size() + 1);
            connect_until_ = Clock::now() + patience;
            poller_->wake_at(connect_until_);
        } catch (const Failure& failure) {
            lose(failure.error());
        }
    }

    bool send(const std::shared_ptr<const Batch>& batch) override {
        if (!is_open_ || !publisher_.take(batch, Clock::now())) return false;
        settle();
        return true;
    }

    void send(const wire::ClientFrame& frame) override {
        if (!is_open_) return;
        std::visit([this](const auto& said) { act(said); }, frame);
        settle();
    }

    void drive() override {
        if (!poller_) return;
        const Poller::Ready ready = poller_->poll();
        if (ready.resolver) signals_->heard();
        if (connector_) {
            advance_connector();
        } else if (session_) {
            converse(ready);
        }
    }

    [[nodiscard]] int descriptor() const override { return poller_ ? poller_->descriptor() : -1; }

    void close() override {
        if (session_) session_->write();
        hang_up();
    }

    void release_after_fork() noexcept override {
        if (poller_) poller_->release_after_fork();
        if (signals_) {
            signals_->told.reset();
            const Descriptor socket{signals_->socket.exchange(-1)};  // closes the child's copy
        }
    }

private:
    using Clock = std::chrono::steady_clock;

    void advance_connector() {
        auto outcome = connector_->take();
        if (!outcome) {
            if (Clock::now() < connect_until_) return;
            lose({ErrorCode::timed_out, "no connection to NATS at " + settings_.servers.front() + " in time"});
            return;
        }
        connector_.reset();
        if (!*outcome) {
            lose(outcome->error());
            return;
        }
        session_ = std::move(**outcome);
        poller_->watch(Poller::Source::socket, session_->socket(), Poller::Interest::read);
        interest_ = Poller::Interest::read;
        liveness_.heard(Clock::now());
        listener_.begin(*session_, *events_);
        const auto begun = publisher_.begin(*session_, *events_, Clock::now());
        if (!begun) {
            lose(begun.error());
            return;
        }
        greet();
    }

    void greet() {
        if (publisher_.is_ready() && !std::exchange(is_open_, true)) {
            events_->on_open({publisher_.held(greeting_.publishers), {}, session_->server()});
        }
        settle();
    }

    void converse(const Poller::Ready& ready) {
        const auto now = Clock::now();
        if (ready.socket_reads) {
            liveness_.heard(now);
            session_->read();
        }
        if (ready.socket_writes) session_->write();
        if (const auto refusal = session_->take_refusal()) {
            publisher_.hear_refusal(*refusal);
            events_->on_failed(wire::failed(std::nullopt, *refusal));
        }
        for (const auto& tell : std::exchange(news_, {})) {
            tell();
        }
        if (!hear_pinger() || !is_alive(now)) return;
        const auto driven = publisher_.drive(now);
        if (is_open_) listener_.drive(now);
        if (const auto end = session_->end()) {
            lose(*end);
        } else if (!driven) {
            lose(driven.error());
        } else {
            greet();
        }
    }

    // False when that was the end.
    bool hear_pinger() {
        const auto answer = pinger_ ? pinger_->take() : std::nullopt;
        if (!answer) return true;
        if (!answer->mark) {
            lose(session_->end().value_or(Error{ErrorCode::timed_out, "the NATS server does not answer a ping"}));
            return false;
        }
        publisher_.passed(*answer->mark);
        return true;
    }

    // False when it gave up.
    bool is_alive(Clock::time_point now) {
        const auto advice = liveness_.advise(now);
        if (advice == Liveness::Advice::give_up) {
            lose({ErrorCode::timed_out, "the NATS server was silent for " +
                                            std::to_string(settings_.give_up_after.count()) + " ms, asked or not"});
            return false;
        }
        if (advice == Liveness::Advice::ping) ping();
        return true;
    }

    void ping() {
        try {
            if (!pinger_) pinger_.emplace(session_, signals_);
            if (!pinger_->is_busy()) pinger_->ask(publisher_.mark());
        } catch (const Failure& failure) {
            // The next turn tries again.
            news_.emplace_back(
                [this, error = failure.error()] { events_->on_failed(wire::failed(std::nullopt, error)); });
        }
    }

    // After something was done: asks for what is still due.
    void settle() {
        if (!news_.empty() || publisher_.has_news()) signals_->tell();
        if (publisher_.wants_ping() && !(pinger_ && pinger_->is_busy())) ping();
        const auto interest = session_->wants_to_write() ? Poller::Interest::both : Poller::Interest::read;
        if (interest != interest_ && session_->socket() >= 0) {
            interest_ = interest;
            poller_->change(Poller::Source::socket, session_->socket(), interest);
        }
        auto wake = liveness_.next();
        for (const auto& due : {publisher_.deadline(), listener_.deadline()}) {
            wake = std::min(wake, due.value_or(wake));
        }
        if (wake != wake_) {
            wake_ = wake;
            poller_->wake_at(wake);
        }
    }

    void act(const wire::Subscribe& wish) {
        const auto subscribed = asks_for_more(wish) ? Result<void>{refusal()} : listener_.subscribe(wish);
        news_.emplace_back([this, id = wish.id, subscribed] {
            if (subscribed) {
                events_->on_subscribed(id, 0);
            } else {
                events_->on_failed(wire::failed(std::nullopt, subscribed.error()));
            }
        });
    }
    void act(const wire::Publish& wish) { refuse(wish.ref); }
    void act(const wire::SendTo& /*wish*/) { refuse(std::nullopt); }
    void act(const wire::Unsubscribe& wish) { listener_.unsubscribe(wish.id); }
    // What the rest tells, a broker would show.
    template <class Other>
    void act(const Other& /*frame*/) {}

    void refuse(std::optional<std::uint64_t> ref) {
        news_.emplace_back([this, ref] { events_->on_failed(wire::failed(ref, refusal())); });
    }

    void lose(const Error& reason) {
        // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it may lie in what goes now
        const Error kept = reason;
        hang_up();
        events_->on_closed(kept);
    }

    void hang_up() {
        is_open_ = false;
        connector_.reset();
        if (session_) session_->close();
        pinger_.reset();
        publisher_.end();
        listener_.end();
        session_.reset();
        poller_.reset();
        signals_.reset();
        news_.clear();
        wake_ = {};
    }

    const NatsSettings settings_;
    NatsPublisher publisher_;
    NatsListener listener_;
    Greeting greeting_;
    TransportEvents* events_ = nullptr;
    Liveness liveness_{{}, {}};
    std::optional<Poller> poller_;  // while it connects or is connected
    std::shared_ptr<NatsSignals> signals_;
    std::optional<NatsConnector> connector_;
    std::shared_ptr<NatsSession> session_;
    std::optional<Pinger> pinger_;
    std::vector<std::function<void()>> news_;  // to tell when driven
    Poller::Interest interest_ = Poller::Interest::read;
    Clock::time_point connect_until_;
    Clock::time_point wake_;
    bool is_open_ = false;
};

}  // namespace

std::unique_ptr<Transport> make_nats_transport(const NatsSettings& settings) {
    return std::make_unique<NatsTransport>(settings);
}

}  // namespace logbeam::transport
