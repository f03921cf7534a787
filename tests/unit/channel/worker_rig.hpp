#pragma once

#include "channel/worker.hpp"
#include "support/fake_clock.hpp"
#include "support/faulty_transport.hpp"
#include "support/receiver.hpp"
#include "unit/channel/batches.hpp"
#include "unit/channel/records.hpp"
#include "unit/channel/reports.hpp"

#include <logbeam/connection.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::channel {

using namespace std::chrono_literals;

// Keeps every batch that the transport behind it took, as often as it took it.
class KeepingTransport final : public transport::Transport {
public:
    KeepingTransport(test::Faults& faults, test::Receiver& receiver, std::vector<std::shared_ptr<const Batch>>& taken,
                     unsigned& opened)
        : inner_{faults, receiver}, taken_{taken}, opened_{opened} {}

    void open(const transport::Greeting& greeting, transport::TransportEvents& events) override {
        ++opened_;
        inner_.open(greeting, events);
    }
    bool send(const std::shared_ptr<const Batch>& batch) override {
        const bool is_taken = inner_.send(batch);
        if (is_taken) {
            taken_.push_back(batch);
        }
        return is_taken;
    }
    void send(const wire::ClientFrame& frame) override { inner_.send(frame); }
    void drive() override { inner_.drive(); }
    [[nodiscard]] int descriptor() const override { return inner_.descriptor(); }
    void close() override { inner_.close(); }

private:
    test::FaultyTransport inner_;
    std::vector<std::shared_ptr<const Batch>>& taken_;
    unsigned& opened_;
};

// A worker with all its neighbours and no thread: the test turns it, and time stands still meanwhile.
struct WorkerRig {
    explicit WorkerRig(ConnectionOptions options = {}, QueueLimits limits = {})
        : queue{limits},
          spool{options.spool_bytes},
          link{{"me",
                {{"me"}, "orders-api", ""},
                [this](ConnectionState state) { states.push_back(state); },
                options.on_gap,
                options.ack_timeout},
               std::make_unique<KeepingTransport>(faults, receiver, taken, opened),
               spool,
               subscriptions,
               dispatcher,
               reports.clock,
               reports.reporter},
          worker{{queue, wakeup, spool, link, reports.clock, reports.reporter},
                 Origin{"me", "orders-api", R"({"host":"web-1"})"},
                 options} {}

    [[nodiscard]] bool log(std::string_view message, Level level = Level::info) {
        return log_to(queue, LogCall{.level = level, .message = message});
    }
    // As often as it is taken, at most `count` times. Returns how often.
    std::size_t log_many(std::size_t count, std::string_view message = "x") {
        std::size_t logged = 0;
        while (logged < count && log(message)) {
            ++logged;
        }
        return logged;
    }
    // Counts a call as a producer does whose lane is full.
    void refuse(Level level, std::uint64_t count = 1) {
        queue.lane()->counts.queue_full[static_cast<std::size_t>(level)].add(count);
    }

    void turn(int times = 1) {
        for (; times > 0; --times) {
            worker.turn();
        }
    }
    // So often that what can be delivered is, and is acknowledged.
    void settle() { turn(4); }
    void advance(std::chrono::nanoseconds by) { reports.clock.advance(by); }

    [[nodiscard]] std::vector<std::string> messages() const {
        std::vector<std::string> all;
        for (const Event& event : receiver.tally().events) {
            all.emplace_back(event.message());
        }
        return all;
    }
    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> all;
        for (const Event& event : receiver.tally().events) {
            all.push_back(event.id);
        }
        return all;
    }
    // Of all batches that were taken.
    [[nodiscard]] std::vector<wire::Hole> holes() const {
        std::vector<wire::Hole> all;
        for (const auto& batch : taken) {
            for (const wire::Hole& hole : holes_of(*batch)) {
                all.push_back(hole);
            }
        }
        return all;
    }
    [[nodiscard]] std::uint64_t dropped(DropReason reason, Level level = Level::info) const {
        return worker.counts().dropped[static_cast<std::size_t>(reason)][static_cast<std::size_t>(level)];
    }

    Reports reports;
    test::Faults faults;
    test::Receiver receiver;
    std::vector<std::shared_ptr<const Batch>> taken;
    unsigned opened = 0;
    std::vector<ConnectionState> states;

    Wakeup wakeup;
    Queue queue;
    Dispatcher dispatcher{16, reports.reporter};
    Subscriptions subscriptions;
    Spool spool;
    Link link;
    Worker worker;
};

[[nodiscard]] inline wire::Hole hole(std::uint64_t first, DropReason reason, const PerLevel& levels) {
    std::uint64_t count = 0;
    for (const std::uint64_t each : levels) {
        count += each;
    }
    return {first, count, reason, levels};
}

// Full after some thirty small events.
[[nodiscard]] inline ConnectionOptions small_spool(OverflowPolicy overflow) {
    ConnectionOptions options;
    options.spool_bytes = 8192;
    options.overflow = overflow;
    return options;
}

}  // namespace logbeam::channel
