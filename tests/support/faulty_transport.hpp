#pragma once

#include "support/receiver.hpp"
#include "transport/transport.hpp"

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

namespace logbeam::test {

// What goes wrong between a connection and its receiver. May be changed while it runs.
struct Faults {
    std::atomic<bool> unreachable{false};         // every attempt to connect fails
    std::atomic<bool> never_acknowledges{false};  // takes batches, stays silent
    std::atomic<bool> doubles_acknowledgements{false};
    std::atomic<bool> reverses_acknowledgements{false};  // the newest first
    std::atomic<bool> loses_acknowledgements{false};     // every other one
    std::atomic<bool> disconnects_after_each{false};     // a batch is taken, then the connection is gone
    std::atomic<bool> loses_unacknowledged{false};       // and of those, every other one never arrived
    std::atomic<bool> hangs{false};                      // is connected, takes nothing
    std::atomic<unsigned> batches_per_drive{0};          // 0: as many as come
    std::atomic<bool> drop_connection{false};            // once, at the next drive
};

// A transport without a socket that fails as it is told, in front of a receiver that outlives it.
class FaultyTransport final : public transport::Transport {
public:
    FaultyTransport(Faults& faults, Receiver& receiver) : faults_{faults}, receiver_{receiver} {}

    void open(const transport::Greeting& greeting, transport::TransportEvents& events) override {
        events_ = &events;
        acknowledgements_.clear();
        if (faults_.unreachable) {
            events.on_closed({ErrorCode::connection_lost, "unreachable"});
            return;
        }
        is_open_ = true;
        events.on_open({receiver_.held(greeting.publishers), {}, {}});
    }

    bool send(const std::shared_ptr<const transport::Batch>& batch) override {
        if (!is_open_ || faults_.hangs || is_slow_and_full()) {
            return false;
        }
        ++sent_since_drive_;
        if (faults_.disconnects_after_each) {
            is_lost_ = true;
            if (faults_.loses_unacknowledged && ++lost_ % 2 == 0) {
                return true;
            }
        }
        acknowledgements_.push_back(receiver_.take(*batch));
        return true;
    }

    void send(const wire::ClientFrame& frame) override { frames.push_back(frame); }

    void drive() override {
        sent_since_drive_ = 0;
        if (!is_open_) {
            return;
        }
        if (faults_.drop_connection.exchange(false) || std::exchange(is_lost_, false)) {
            close();
            events_->on_closed({ErrorCode::connection_lost, "the connection was cut"});
            return;
        }
        if (faults_.never_acknowledges) {
            acknowledgements_.clear();
        }
        while (!acknowledgements_.empty()) {
            acknowledge(faults_.reverses_acknowledgements ? take_last() : take_first());
        }
    }

    [[nodiscard]] int descriptor() const override { return -1; }

    void close() override {
        is_open_ = false;
        acknowledgements_.clear();
    }

    std::vector<wire::ClientFrame> frames;

private:
    [[nodiscard]] bool is_slow_and_full() const {
        const unsigned limit = faults_.batches_per_drive;
        return limit != 0 && sent_since_drive_ >= limit;
    }

    void acknowledge(const transport::Held& held) {
        if (faults_.loses_acknowledgements && ++skipped_ % 2 == 0) {
            return;
        }
        events_->on_acknowledged(held);
        if (faults_.doubles_acknowledgements) {
            events_->on_acknowledged(held);
        }
    }

    transport::Held take_first() {
        auto held = std::move(acknowledgements_.front());
        acknowledgements_.pop_front();
        return held;
    }
    transport::Held take_last() {
        auto held = std::move(acknowledgements_.back());
        acknowledgements_.pop_back();
        return held;
    }

    Faults& faults_;
    Receiver& receiver_;
    transport::TransportEvents* events_ = nullptr;
    std::deque<transport::Held> acknowledgements_;
    bool is_open_ = false;
    bool is_lost_ = false;
    unsigned sent_since_drive_ = 0;
    unsigned lost_ = 0;
    unsigned skipped_ = 0;
};

}  // namespace logbeam::test
