#include "cli/tail/tail_session.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto idle_turn = 500ms;
constexpr auto turn_without_descriptor = 5ms;
constexpr std::uint64_t only_subscription = 1;

}  // namespace

TailSession::TailSession(TailOptions options, RenderStyle style, std::optional<TailPosition> position,
                         std::unique_ptr<transport::Transport> transport)
    : options_{std::move(options)},
      style_{style},
      position_{std::move(position)},
      transport_{std::move(transport)},
      backoff_{static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count())} {}

TailSession::~TailSession() {
    transport_->close();
}

void TailSession::drive(Time now) {
    now_ = now;
    if (is_open_) {
        transport_->drive();
    } else if (now >= next_attempt_ && !failure_) {
        is_open_ = true;  // before, for it may close at once
        transport_->open({{}, "logbeam-tail", options_.target.token}, *this);
    }
}

std::chrono::milliseconds TailSession::patience(Time now) const {
    if (is_open_) {
        return transport_->descriptor() < 0 ? turn_without_descriptor : idle_turn;
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next_attempt_ - now);
    return std::clamp<std::chrono::milliseconds>(wait, 0ms, idle_turn);
}

void TailSession::on_open(const transport::Opened& opened) {
    backoff_.reset();
    if (was_told_) remarks_.push_back("connected to " + options_.target.url + " (" + opened.server + ")");
    was_told_ = false;
    epoch_ = opened.epoch;

    wire::Subscribe subscribe;
    subscribe.id = only_subscription;
    subscribe.topics = options_.patterns;
    subscribe.filter = options_.query;
    subscribe.from = start();
    transport_->send(wire::ClientFrame{std::move(subscribe)});
}

wire::Start TailSession::start() const {
    if (position_) return wire::FromSeq{position_->seq, position_->epoch};
    if (options_.last > 0) return wire::FromLast{options_.last};
    return wire::FromNow{};
}

void TailSession::on_subscribed(std::uint64_t /*subscription*/, std::uint64_t seq) {
    position_ = TailPosition{epoch_, seq};
}

void TailSession::on_event(std::uint64_t /*subscription*/, Event event) {
    output_ += options_.json ? event.to_json() + "\n" : render(event, style_);
    position_ = TailPosition{epoch_, event.seq};
}

void TailSession::on_gap(std::uint64_t /*subscription*/, const wire::Gap& gap) {
    if (options_.json) {
        remarks_.push_back(describe(gap));
    } else {
        output_ += render(gap, style_);
    }
    if (position_ && position_->epoch == epoch_) position_->seq = std::max(position_->seq, gap.to);
}

void TailSession::on_failed(const wire::Failed& failed) {
    if (failed.may_retry) {
        remarks_.push_back(failed.name + ": " + failed.detail);
        return;
    }
    failure_ = Error{static_cast<ErrorCode>(failed.number), failed.detail};
}

void TailSession::on_closed(const Error& reason) {
    is_open_ = false;
    if (!reason.may_retry()) {
        failure_ = reason;
        return;
    }
    if (!was_told_) remarks_.push_back(reason.message() + "; trying again");
    was_told_ = true;
    next_attempt_ = now_ + backoff_.next();
}

}  // namespace logbeam::cli
