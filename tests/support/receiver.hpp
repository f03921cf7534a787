#pragma once

#include "base/guarded.hpp"
#include "transport/batch.hpp"
#include "transport/transport.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/event.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace logbeam::test {

// What a receiver of batches counted of its own, over all connections. Thread-safe.
class Receiver {
public:
    struct Tally {
        std::vector<Event> events;                  // each once, in the order of arrival
        std::map<std::string, std::uint64_t> held;  // by publisher: the highest counter
        std::uint64_t repeated = 0;
        std::uint64_t told_drops = 0;
        std::uint64_t refused_batches = 0;
        std::uint64_t disordered = 0;  // counters that came late though never seen
    };

    explicit Receiver(bool keeps_events = true) : keeps_events_{keeps_events} {}

    // Takes a batch and returns how far its publisher's events are held now.
    transport::Held take(const transport::Batch& batch) {
        return tally_.with([&](Tally& tally) {
            const auto view = wire::decode_batch(batch.bytes);
            if (!view) {
                ++tally.refused_batches;
                return transport::Held{batch.publisher, tally.held[batch.publisher]};
            }
            std::uint64_t& held = tally.held[std::string{view->publisher}];
            for (const wire::EventView& event : view->events) {
                take_event(tally, *view, event, held);
            }
            for (const wire::Hole& hole : view->holes) {
                tally.told_drops += hole.first > held ? hole.count : 0;
            }
            held = std::max(held, view->last);
            return transport::Held{std::string{view->publisher}, held};
        });
    }

    [[nodiscard]] std::vector<transport::Held> held(const std::vector<std::string>& publishers) const {
        return tally_.with([&](const Tally& tally) {
            std::vector<transport::Held> result;
            for (const std::string& publisher : publishers) {
                const auto known = tally.held.find(publisher);
                result.push_back({publisher, known == tally.held.end() ? 0 : known->second});
            }
            return result;
        });
    }

    [[nodiscard]] Tally tally() const { return *tally_.lock(); }
    [[nodiscard]] std::uint64_t count() const { return count_.load(std::memory_order_relaxed); }

private:
    void take_event(Tally& tally, const wire::BatchView& batch, const wire::EventView& view, std::uint64_t held) {
        if (view.counter <= held) {
            ++tally.repeated;
            return;
        }
        count_.fetch_add(1, std::memory_order_relaxed);
        if (keeps_events_) {
            tally.events.push_back(wire::to_event(batch, view).value());
        }
    }

    const bool keeps_events_;
    std::atomic<std::uint64_t> count_{0};
    Guarded<Tally> tally_;
};

}  // namespace logbeam::test
