#include "edge/uplink.hpp"

#include <utility>

namespace logbeam::edge {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Uplink::Uplink(std::unique_ptr<transport::Transport> transport, hub::Hub& hub, Limits limits, OnTrouble on_trouble)
    : transport_{std::move(transport)},
      hub_{hub},
      limits_{limits},
      on_trouble_{std::move(on_trouble)},
      backoff_{static_cast<std::uint64_t>(Clock::now().time_since_epoch().count())} {}

Uplink::~Uplink() {
    transport_->close();
}

void Uplink::open() {
    connect();
}

void Uplink::connect() {
    retry_at_.reset();
    transport_->open({{}, "broker", {}}, *this);
    if (retry_at_) return;  // it has failed already
    if (transport_->descriptor() >= 0)
        poller_.watch(transport::Poller::Source::socket, transport_->descriptor(), transport::Poller::Interest::read);
}

void Uplink::drive() {
    static_cast<void>(poller_.poll());
    if (retry_at_) {
        if (Clock::now() >= *retry_at_) connect();
        return;
    }
    transport_->drive();
    send_on();
}

void Uplink::depart(std::uint64_t commit, std::vector<hub::Parcel> parcels) {
    newest_commit_ = commit;
    for (hub::Parcel& parcel : parcels) {
        auto batch = std::make_shared<transport::Batch>();
        batch->publisher = std::move(parcel.publisher);
        batch->first = parcel.first;
        batch->last = parcel.last;
        batch->events = parcel.events;
        batch->bytes = std::move(parcel.bytes);
        waiting_bytes_ += batch->bytes.size();
        waiting_.push_back({std::move(batch), commit});
    }
    mind_limits();
    send_on();
}

void Uplink::send_on() {
    while (is_open_ && sent_ < waiting_.size() && transport_->send(waiting_[sent_].batch))
        ++sent_;
}

void Uplink::on_open(const transport::Opened& /*opened*/) {
    is_open_ = true;
    backoff_.reset();
}

// Batches are acknowledged in the order in which they were sent.
void Uplink::on_acknowledged(const transport::Held& held) {
    while (sent_ > 0 && waiting_.front().batch->publisher == held.publisher &&
           waiting_.front().batch->last <= held.counter) {
        hub_.on_kept(held.publisher, waiting_.front().batch->last);
        waiting_bytes_ -= waiting_.front().batch->bytes.size();
        waiting_.pop_front();
        --sent_;
    }
    mind_limits();
    tell_kept();
}

void Uplink::tell_kept() {
    const std::uint64_t kept = waiting_.empty() ? newest_commit_ : waiting_.front().commit - 1;
    if (kept > std::exchange(kept_commit_, kept)) hub_.on_kept(kept);
}

void Uplink::on_closed(const Error& reason) {
    is_open_ = false;
    sent_ = 0;
    retry_at_ = Clock::now() + backoff_.next();
    poller_.wake_at(*retry_at_);
    on_trouble_(reason);
}

void Uplink::on_failed(const wire::Failed& failed) {
    on_trouble_(wire::error_of(failed));
}

void Uplink::mind_limits() {
    using Room = hub::Departures::Room;
    const Room beyond = waiting_bytes_ > limits_.most_bytes ? Room::none : Room::little;
    hub_.set_room(waiting_bytes_ > limits_.waiting_bytes ? beyond : Room::plenty);
}

}  // namespace logbeam::edge
