#include "edge/alert_turn.hpp"

#include "edge/shared_records.hpp"

#include <utility>

namespace logbeam::edge {

AlertTurn::AlertTurn(transport::MessagePort& port, Options options, const Clock& clock, Observer observer)
    : options_{std::move(options)},
      clock_{clock},
      observer_{std::move(observer)},
      lease_bucket_{port, options_.name + "_lease"},
      record_bucket_{port, options_.name + "_alerts"},
      lease_{lease_bucket_,
             "alerts",
             options_.self,
             clock,
             {[this](std::uint64_t /*fencing*/) { begin_to_read(); }, [this] { end(); }},
             options_.terms} {}

AlertTurn::~AlertTurn() {
    end();
}

void AlertTurn::tick() {
    if (!is_open_) return open();
    lease_.tick();
    if (log_) log_->drive();
}

void AlertTurn::open() {
    if (std::exchange(is_opening_, true)) return;
    const auto on_open = [this](const Result<void>& opened) {
        is_opening_ = false;
        is_open_ = opened.ok();
        if (!opened) observer_.trouble("the buckets of alerts cannot be opened: " + opened.error().message());
    };
    lease_bucket_.open(options_.replicas, [this, on_open](const Result<void>& opened) {
        if (!opened) return on_open(opened);
        record_bucket_.open(options_.replicas, on_open);
    });
}

void AlertTurn::begin_to_read() {
    RecordLog::Observer observer;
    observer.wake = [this] {
        observer_.post(lifetime_.guard([this] {
            if (log_) log_->drive();
        }));
    };
    observer.on_open = [this] { begin(); };
    // Somebody wrote there who has not the lease, or it is not known yet that it is another's.
    observer.on_lost = [this] {
        end();
        if (lease_.is_held()) begin_to_read();
    };
    observer.trouble = observer_.trouble;
    log_ = std::make_unique<RecordLog>(record_bucket_, options_.self.edge, clock_, std::move(observer));
    log_->drive();
}

void AlertTurn::begin() {
    if (!lease_.is_held() || is_over_) return;
    has_begun_ = true;
    observer_.on_begin({std::make_unique<SharedRecords>(*log_), [this, log = log_.get()] {
                            return log->wait_until_kept([this] { return lease_.is_held(); }) && lease_.is_held();
                        }});
}

void AlertTurn::end() {
    if (log_) log_->close();
    if (std::exchange(has_begun_, false)) observer_.on_end();
    log_.reset();
}

// What is under way as it ends is still kept: its threads are waited for, so nobody may wait for the loop.
void AlertTurn::stop(std::function<void()> on_done) {
    is_over_ = true;
    const auto leave = [this, on_done = std::move(on_done)] {
        if (log_) log_->close();
        lease_.release(on_done);
    };
    if (!std::exchange(has_begun_, false)) return leave();
    log_->stop_waiting();
    observer_.on_end();
    log_->drain(leave);
}

std::string AlertTurn::whose() const {
    const Holder* holder = lease_.holder();
    if (holder == nullptr) return "alerts are judged by no broker at the moment";
    return "alerts are judged by the broker '" + holder->edge + "' at " + holder->address + ": ask there";
}

}  // namespace logbeam::edge
