#include "channel/link.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::channel {

namespace {

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

constexpr std::chrono::seconds account_interval{1};
constexpr std::chrono::seconds levels_interval{10};

Deadline earlier(const Deadline& one, const Deadline& other) {
    if (one && other) return std::min(*one, *other);
    return one ? one : other;
}

}  // namespace

void Subscriptions::want(const std::string& topics) {
    state_.with([&](State& state) {
        Wish& wish = state.wishes[topics];
        if (wish.users++ == 0) {
            wish.id = ++state.last_id;
        }
    });
    version_.fetch_add(1, std::memory_order_release);
}

void Subscriptions::release(const std::string& topics) {
    state_.with([&](State& state) {
        const auto wish = state.wishes.find(topics);
        if (wish != state.wishes.end() && --wish->second.users == 0) {
            state.wishes.erase(wish);
        }
    });
    version_.fetch_add(1, std::memory_order_release);
}

Subscriptions::Table Subscriptions::table() const {
    return state_.with([](const State& state) {
        Table table;
        for (const auto& [topics, wish] : state.wishes) {
            table.emplace(topics, wish.id);
        }
        return table;
    });
}

Link::Link(Setup setup, std::unique_ptr<transport::Transport> transport, Spool& spool, Subscriptions& subscriptions,
           Dispatcher& dispatcher, Clock& clock, Reporter& reporter)
    : setup_{std::move(setup)},
      transport_{std::move(transport)},
      spool_{spool},
      subscriptions_{subscriptions},
      dispatcher_{dispatcher},
      clock_{clock},
      reporter_{reporter},
      backoff_{static_cast<std::uint64_t>(clock.wall_now().time_since_epoch().count())},
      retry_at_{clock.steady_now()} {}

bool Link::drive() {
    moved_ = false;
    if (retry_at_ && clock_.steady_now() >= *retry_at_) {
        connect();
    }
    transport_->drive();
    drive_levels();
    if (state() == ConnectionState::connected) {
        sync_subscriptions();
        moved_ = send_spooled() || moved_;
        give_up_silent_peer();
        if (moved_ && !account_due_) account_due_ = account_told_ + account_interval;
        if (account_due_ && clock_.steady_now() >= *account_due_) tell_account();
    }
    return moved_;
}

void Link::close() {
    if (setup_.levels != nullptr) setup_.levels->close();
    if (state() == ConnectionState::connected) tell_account();
    transport_->close();
    retry_at_.reset();
    enter(ConnectionState::closed);
}

std::optional<std::chrono::steady_clock::time_point> Link::deadline() const {
    const auto level_due = setup_.levels != nullptr ? setup_.levels->deadline() : std::nullopt;
    if (retry_at_) return earlier(retry_at_, level_due);
    return earlier(earlier(ack_due_, account_due_), level_due);
}

bool Link::needs_polling() const {
    return !retry_at_ && transport_->descriptor() < 0 && (state() != ConnectionState::connected || !spool_.empty());
}

void Link::on_open(const transport::Opened& opened) {
    moved_ = true;
    backoff_.reset();
    reconnects_ += was_connected_ ? 1 : 0;
    was_connected_ = true;
    spool_.mark_all_unsent();
    for (const transport::Held& each : opened.held) {
        on_acknowledged(each);
    }
    epoch_ = opened.epoch;
    account_ = {};
    loggers_.reset();
    if (setup_.levels != nullptr) setup_.levels->begin();
    subscribed_.clear();
    synced_version_ = 0;
    enter(ConnectionState::connected);
}

void Link::on_acknowledged(const transport::Held& held) {
    moved_ = true;
    const std::uint64_t events = spool_.acknowledge(held);
    acknowledged_ += events;
    at_most_once_ += held.is_kept ? 0 : events;
    ack_due_.reset();  // what is still due gets its time from now on
}

void Link::on_subscribed(std::uint64_t subscription, std::uint64_t seq) {
    note_position(subscription, seq);
}

void Link::on_event(std::uint64_t subscription, Event event) {
    moved_ = true;
    const std::string* topics = topics_of(subscription);
    if (topics == nullptr) {
        return;  // it came after its subscription ended
    }
    note_position(subscription, event.seq);
    const bool is_own = event.client_id == setup_.publisher;
    dispatcher_.deliver(*topics, std::move(event), is_own);
}

void Link::on_gap(std::uint64_t subscription, const wire::Gap& gap) {
    moved_ = true;
    const std::string* topics = topics_of(subscription);
    if (topics == nullptr) {
        return;
    }
    ++gaps_;
    missed_ += gap.count;
    const auto position = positions_.find(subscription);
    if (position != positions_.end() && position->second.epoch == epoch_ && gap.to > position->second.seq) {
        position->second.seq = gap.to;
    }
    call("on_gap", setup_.on_gap, Gap{*topics, gap.from, gap.to, gap.count, gap.reason});
}

void Link::on_failed(const wire::Failed& failed) {
    moved_ = true;
    reporter_.report(wire::error_of(failed));
}

void Link::on_set_level(const wire::SetLevel& wish) {
    moved_ = true;
    if (setup_.levels != nullptr) setup_.levels->set(wish);
}

void Link::on_closed(const Error& reason) {
    lose(reason);
}

void Link::lose(const Error& reason) {
    moved_ = true;
    spool_.mark_all_unsent();
    ack_due_.reset();
    account_due_.reset();
    retry_at_ = clock_.steady_now() + backoff_.next();
    if (state() != ConnectionState::away) {  // said once, not at each attempt
        reporter_.report(reason);
    }
    enter(ConnectionState::away);
}

// A peer that takes batches and never answers may be a half-open socket: a new connection finds out.
void Link::give_up_silent_peer() {
    if (!spool_.has_sent()) {
        ack_due_.reset();
        return;
    }
    const auto now = clock_.steady_now();
    if (!ack_due_) {
        ack_due_ = now + setup_.ack_timeout;
    } else if (now >= *ack_due_) {
        transport_->close();
        lose({ErrorCode::timed_out,
              "nothing was acknowledged for " + std::to_string(setup_.ack_timeout.count()) + " ms; connecting anew"});
    }
}

// Once a second at most, and only news: a connection where nothing happens stays silent.
void Link::tell_account() {
    account_due_.reset();
    account_told_ = clock_.steady_now();
    refresh_levels();
    const wire::Account account = setup_.account();
    if (account == account_) return;
    account_ = account;
    transport_->send(wire::ClientFrame{account});
}

// Levels that are due return, whether anybody listens or not.
void Link::drive_levels() {
    if (setup_.levels == nullptr) return;
    setup_.levels->drive(clock_.steady_now());
    if (state() != ConnectionState::connected) return;
    auto loggers = setup_.levels->take();
    if (!loggers || loggers == loggers_) return;
    transport_->send(wire::ClientFrame{*loggers});
    loggers_ = std::move(loggers);
}

// What the host itself makes and changes is seen now and then, while it logs.
void Link::refresh_levels() {
    const auto now = clock_.steady_now();
    if (setup_.levels == nullptr || now - levels_refreshed_ < levels_interval) return;
    levels_refreshed_ = now;
    setup_.levels->refresh();
}

void Link::connect() {
    retry_at_.reset();
    transport_->open(setup_.greeting, *this);
}

void Link::enter(ConnectionState state) {
    if (state_.exchange(state, std::memory_order_acq_rel) != state) {
        call("on_state", setup_.on_state, state);
    }
}

template <class Hook, class... Args>
void Link::call(const char* name, const Hook& hook, const Args&... args) {
    if (!hook) {
        return;
    }
    try {
        hook(args...);
    } catch (const std::exception& thrown) {
        reporter_.report({ErrorCode::handler_threw, std::string{name} + " threw: " + thrown.what()});
    } catch (...) {
        reporter_.report({ErrorCode::handler_threw, std::string{name} + " threw"});
    }
}

bool Link::send_spooled() {
    bool sent_any = false;
    while (const auto batch = spool_.next_unsent()) {
        if (!transport_->send(batch)) {
            break;
        }
        if (state() != ConnectionState::connected) {
            return true;  // lost while sending: on_closed has marked everything unsent
        }
        spool_.mark_sent();
        if (!batch->recovered && batch->last > highest_sent_) {
            highest_sent_ = batch->last;
            sent_ += batch->events;
        }
        sent_any = true;
    }
    return sent_any;
}

void Link::sync_subscriptions() {
    const std::uint64_t version = subscriptions_.version();
    if (version == synced_version_) {
        return;
    }
    synced_version_ = version;
    const Subscriptions::Table wanted = subscriptions_.table();
    for (const auto& [topics, id] : subscribed_) {
        const auto still = wanted.find(topics);
        if (still == wanted.end() || still->second != id) {
            transport_->send(wire::ClientFrame{wire::Unsubscribe{id}});
        }
    }
    for (const auto& [topics, id] : wanted) {
        const auto already = subscribed_.find(topics);
        if (already == subscribed_.end() || already->second != id) {
            subscribe(topics, id);
        }
    }
    subscribed_ = wanted;
    std::erase_if(positions_, [this](const auto& position) { return topics_of(position.first) == nullptr; });
    moved_ = true;
}

void Link::subscribe(const std::string& topics, std::uint64_t id) {
    wire::Subscribe subscribe;
    subscribe.id = id;
    subscribe.topics = {topics};
    if (const auto position = positions_.find(id); position != positions_.end()) {
        subscribe.from = position->second;
    }
    transport_->send(wire::ClientFrame{std::move(subscribe)});
}

const std::string* Link::topics_of(std::uint64_t subscription) const {
    for (const auto& [topics, id] : subscribed_) {
        if (id == subscription) {
            return &topics;
        }
    }
    return nullptr;
}

// Not where the other end has no epoch: a position would mean nothing at the next greeting.
void Link::note_position(std::uint64_t subscription, std::uint64_t seq) {
    if (seq != 0 && !epoch_.empty()) {
        positions_[subscription] = {seq, epoch_};
    }
}

}  // namespace logbeam::channel
