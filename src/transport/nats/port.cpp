#include "transport/nats/port.hpp"

#include "transport/backoff.hpp"
#include "transport/nats/connector.hpp"
#include "transport/nats/pinger.hpp"
#include "transport/nats/session.hpp"
#include "transport/nats/settings.hpp"
#include "transport/websocket/liveness.hpp"
#include "transport/websocket/poller.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace logbeam::transport {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int max_pending_messages = 1 << 20;
constexpr int max_pending_bytes = 256 << 20;  // of a subscription, while nobody drives

class HeadersOfMessage final : public NatsHeaders {
public:
    explicit HeadersOfMessage(natsMsg& message) : message_{message} {}

    [[nodiscard]] std::string_view find(const char* name) const override {
        const char* value = nullptr;
        if (natsMsgHeader_Get(&message_, name, &value) != NATS_OK || value == nullptr) return {};
        return value;
    }

private:
    natsMsg& message_;
};

// Calls `read` with the message as others see it.
template <class Read>
void read_mail(natsMsg& message, const Read& read) {
    const char* reply = natsMsg_GetReply(&message);
    const HeadersOfMessage headers{message};
    read(Mail{natsMsg_GetSubject(&message),
              reply == nullptr ? std::string_view{} : reply,
              {natsMsg_GetData(&message), static_cast<std::size_t>(natsMsg_GetDataLength(&message))},
              headers});
}

class SocketPort final : public NatsPort {
public:
    SocketPort(NatsSettings settings, std::string name)
        : settings_{std::move(settings)},
          name_{std::move(name)},
          backoff_{static_cast<std::uint64_t>(Clock::now().time_since_epoch().count())} {}
    ~SocketPort() override { SocketPort::close(); }
    SocketPort(const SocketPort&) = delete;
    SocketPort& operator=(const SocketPort&) = delete;

    void open() override { connect(); }

    void drive() override {
        const Poller::Ready ready = poller_.poll();
        if (ready.resolver && signals_) signals_->heard();
        if (connector_) {
            advance_connector();
        } else if (session_) {
            converse(ready);
        } else if (retry_at_ && Clock::now() >= *retry_at_) {
            connect();
        }
        if (!session_) hear_answers(Clock::now());
        settle();
    }

    [[nodiscard]] int descriptor() const noexcept override { return poller_.descriptor(); }

    void close() override {
        if (session_) session_->write();
        hang_up();
        retry_at_.reset();
    }

    [[nodiscard]] bool is_open() const noexcept override { return is_open_; }

    [[nodiscard]] std::size_t max_payload() const noexcept override { return max_payload_; }

    Result<void> publish(const Letter& letter) override {
        if (!session_) return Error{ErrorCode::connection_lost, "there is no connection to NATS now"};
        auto published = session_->send(letter);
        settle();
        return published;
    }

    std::uint64_t subscribe(std::string subject, std::string queue, OnMail on_mail) override {
        auto made = std::make_shared<Subscription>();
        made->subject = std::move(subject);
        made->queue = std::move(queue);
        made->on_mail = std::move(on_mail);
        if (session_) stand(*made);
        subscriptions_.emplace(++last_number_, std::move(made));
        settle();
        return last_number_;
    }

    void unsubscribe(std::uint64_t subscription) override {
        const auto found = subscriptions_.find(subscription);
        if (found == subscriptions_.end()) return;
        found->second->on_mail = nullptr;  // it may be about to be called
        subscriptions_.erase(found);
        settle();
    }

    void request(const Letter& letter, std::chrono::milliseconds limit, OnAnswer on_answer) override {
        Request made;
        made.on_answer = std::move(on_answer);
        made.until = Clock::now() + limit;
        Letter asked = letter;
        asked.reply = make_inbox();
        made.subject = asked.subject;
        made.inbox = asked.reply;
        if (session_) {
            if (auto handle = session_->subscribe(asked.reply)) {
                made.answers = std::move(*handle);
                if (!session_->send(asked)) made.answers.reset();
            }
        }
        if (!made.answers) made.until = Clock::now();  // it is told so from inside drive
        requests_.emplace(++last_number_, std::move(made));
        settle();
    }

    void observe(Observer observer) override { observers_.push_back(std::move(observer)); }

private:
    struct Subscription {
        std::string subject;
        std::string queue;
        OnMail on_mail;
        NatsSubscriptionHandle handle;  // while there is a connection
    };
    struct Request {
        std::string subject;
        std::string inbox;
        OnAnswer on_answer;
        NatsSubscriptionHandle answers;  // nullptr: it was never sent
        Clock::time_point until;
    };

    void connect() {
        retry_at_.reset();
        try {
            liveness_ = Liveness{settings_.ping_after, settings_.give_up_after};
            signals_ = std::make_shared<NatsSignals>();
            poller_.watch(Poller::Source::resolver, signals_->told.get(), Poller::Interest::read);
            connector_.emplace(settings_, NatsConnector::Caller{name_, {}}, signals_);
            connect_until_ = Clock::now() + settings_.connect_timeout * (settings_.servers.size() + 1);
        } catch (const Failure& failure) {
            lose(failure.error());
        }
        settle();
    }

    void advance_connector() {
        auto outcome = connector_->take();
        if (!outcome) {
            if (Clock::now() < connect_until_) return;
            return lose({ErrorCode::timed_out, "no connection to NATS at " + settings_.servers.front() + " in time"});
        }
        connector_.reset();
        if (!*outcome) return lose(outcome->error());
        session_ = std::move(**outcome);
        max_payload_ = session_->max_payload();
        poller_.watch(Poller::Source::socket, session_->socket(), Poller::Interest::read);
        interest_ = Poller::Interest::read;
        liveness_.heard(Clock::now());
        for (const auto& [number, subscription] : subscriptions_)
            stand(*subscription);
        backoff_.reset();
        is_open_ = true;
        tell(&Observer::on_open);
    }

    void converse(const Poller::Ready& ready) {
        const auto now = Clock::now();
        if (ready.socket_reads) {
            liveness_.heard(now);
            session_->read();
        }
        if (ready.socket_writes) session_->write();
        hear_subscriptions();
        hear_answers(now);
        if (session_) hear_refusal();
        if (!session_) return;  // who was told may have closed it
        if (const auto end = session_->end()) return lose(*end);
        keep_alive(now);
    }

    // Who is told may subscribe, unsubscribe and ask.
    void hear_subscriptions() {
        auto numbers = numbers_of(subscriptions_);
        for (const std::uint64_t number : numbers) {
            const auto found = subscriptions_.find(number);
            if (found == subscriptions_.end() || !found->second->handle) continue;
            const auto subscription = found->second;  // stays until it has been told
            while (subscription->on_mail) {
                const auto received = NatsSession::next(*subscription->handle);
                if (!received.message) break;
                read_mail(*received.message, [&](const Mail& mail) { subscription->on_mail(mail); });
            }
        }
    }

    void hear_answers(Clock::time_point now) {
        for (const std::uint64_t number : numbers_of(requests_)) {
            const auto found = requests_.find(number);
            if (found == requests_.end()) continue;
            const auto received =
                found->second.answers ? NatsSession::next(*found->second.answers) : NatsSession::Received{};
            if (!received && now < found->second.until) continue;
            const Request request = std::move(found->second);
            requests_.erase(found);
            if (received.message) {
                read_mail(*received.message, [&](const Mail& mail) { answer(request, mail); });
            } else {
                request.on_answer(why_not_answered(request, received.is_unanswerable));
            }
        }
    }

    // The server names the subject that it does not let pass, not the message.
    void hear_refusal() {
        const auto refusal = session_->take_refusal();
        if (!refusal) return;
        tell(&Observer::on_refused, *refusal);
        const auto is_about = [&](const std::string& subject) {
            return refusal->detail.find('"' + subject + '"') != std::string::npos;
        };
        for (const std::uint64_t number : numbers_of(requests_)) {
            const auto found = requests_.find(number);
            if (found == requests_.end() || (!is_about(found->second.subject) && !is_about(found->second.inbox)))
                continue;
            const Request request = std::move(found->second);
            requests_.erase(found);
            request.on_answer(*refusal);
        }
    }

    template <class... Parameters, class... Arguments>
    void tell(std::function<void(Parameters...)> Observer::*what, const Arguments&... arguments) const {
        for (const Observer& observer : observers_) {
            if (observer.*what) (observer.*what)(arguments...);
        }
    }

    // nats.c tells of a lone 503 by itself, but not of one that it took for a message.
    static void answer(const Request& request, const Mail& mail) {
        if (mail.body.empty() && mail.headers.find("Status") == "503") {
            request.on_answer(why_not_answered(request, true));
        } else {
            request.on_answer(&mail);
        }
    }

    static Error why_not_answered(const Request& request, bool is_unanswerable) {
        if (is_unanswerable) return {ErrorCode::not_found, "nobody in the NATS cluster answers that"};
        if (!request.answers) return {ErrorCode::connection_lost, "there is no connection to NATS now"};
        return {ErrorCode::timed_out, "no answer from the NATS cluster in time"};
    }

    void keep_alive(Clock::time_point now) {
        const auto answer = pinger_ ? pinger_->take() : std::nullopt;
        if (answer && !answer->mark) {
            return lose({ErrorCode::timed_out, "the NATS server does not answer a ping"});
        }
        switch (liveness_.advise(now)) {
            case Liveness::Advice::give_up:
                return lose({ErrorCode::timed_out, "the NATS server was silent for " +
                                                       std::to_string(settings_.give_up_after.count()) +
                                                       " ms, asked or not"});
            case Liveness::Advice::ping: return ping();
            case Liveness::Advice::wait: return;
        }
    }

    void ping() {
        try {
            if (!pinger_) pinger_.emplace(session_, signals_);
            if (!pinger_->is_busy()) pinger_->ask(0);
        } catch (const Failure& failure) {
            lose(failure.error());
        }
    }

    void stand(Subscription& subscription) {
        auto handle = session_->subscribe(subscription.subject, subscription.queue);
        if (!handle) return;  // the connection is about to be found lost
        natsSubscription_SetPendingLimits(handle->get(), max_pending_messages, max_pending_bytes);
        subscription.handle = std::move(*handle);
    }

    void settle() {
        if (session_ && session_->socket() >= 0) {
            const auto interest = session_->wants_to_write() ? Poller::Interest::both : Poller::Interest::read;
            if (interest != interest_) {
                interest_ = interest;
                poller_.change(Poller::Source::socket, session_->socket(), interest);
            }
        }
        const auto wake = next_wake();
        if (wake != wake_) {
            wake_ = wake;
            poller_.wake_at(wake);
        }
    }

    [[nodiscard]] Clock::time_point next_wake() const {
        auto wake = session_ ? liveness_.next() : retry_at_.value_or(connect_until_);
        for (const auto& [number, request] : requests_)
            wake = std::min(wake, request.until);
        return wake;
    }

    void lose(const Error& reason) {
        // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): it may lie in what goes now
        const Error kept = reason;
        hang_up();
        retry_at_ = Clock::now() + backoff_.next();
        tell(&Observer::on_lost, kept);
        fail_requests(kept);
    }

    void fail_requests(const Error& reason) {
        for (const auto& [number, request] : std::exchange(requests_, {}))
            request.on_answer(Error{ErrorCode::connection_lost, reason.detail});
    }

    void hang_up() {
        is_open_ = false;
        connector_.reset();
        pinger_.reset();
        if (session_) session_->close();
        for (const auto& [number, subscription] : subscriptions_)
            subscription->handle.reset();
        for (auto& [number, request] : requests_)
            request.answers.reset();
        session_.reset();
        if (signals_) poller_.forget(signals_->told.get());
        signals_.reset();
    }

    template <class Entries>
    static std::vector<std::uint64_t> numbers_of(const Entries& entries) {
        std::vector<std::uint64_t> numbers;
        numbers.reserve(entries.size());
        for (const auto& [number, entry] : entries)
            numbers.push_back(number);
        return numbers;
    }

    const NatsSettings settings_;
    const std::string name_;
    Backoff backoff_;
    Poller poller_;
    Liveness liveness_{{}, {}};
    std::shared_ptr<NatsSignals> signals_;
    std::optional<NatsConnector> connector_;
    std::shared_ptr<NatsSession> session_;
    std::optional<Pinger> pinger_;
    std::map<std::uint64_t, std::shared_ptr<Subscription>> subscriptions_;
    std::map<std::uint64_t, Request> requests_;
    std::vector<Observer> observers_;
    Poller::Interest interest_ = Poller::Interest::read;
    Clock::time_point connect_until_;
    Clock::time_point wake_;
    std::optional<Clock::time_point> retry_at_;
    std::uint64_t last_number_ = 0;
    std::size_t max_payload_ = 0;
    bool is_open_ = false;
};

}  // namespace

std::unique_ptr<NatsPort> make_nats_port(const NatsSettings& settings, std::string name) {
    return std::make_unique<SocketPort>(settings, std::move(name));
}

}  // namespace logbeam::transport
