#pragma once

#include "transport/nats/batch_header.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam::transport {

// Brings the packed batches of publishers into order again, subject by subject: drops what comes twice, holds what comes
// early until what is before it comes, and tells a loss when it does not come in time. A chain begins with the first
// message that is seen of it; one that turns out to stand right before that is let through late. Bounded: what does not
// fit ends the waiting. Unsynchronised; time comes in.
class ChainReceiver final {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Limits {
        std::chrono::milliseconds hold{1'000};
        std::size_t held_bytes = 16 << 20;
        std::size_t chains = 65'536;
    };
    struct Arrival {
        std::string subject;
        BatchHeader header;
        std::string body;
    };
    struct Delivery {
        Arrival arrival;
        std::uint64_t after = 0;  // counters up to here were delivered before
    };
    // Messages of a publisher that did not come: those that would have been between the two counters on the subject.
    struct Loss {
        std::string publisher;
        std::string subject;
        std::uint64_t after = 0;
        std::uint64_t through = 0;
    };
    using Outcome = std::variant<Delivery, Loss>;
    struct Counts {
        std::uint64_t repeated = 0;
        std::uint64_t early = 0;
        std::uint64_t lost = 0;  // losses told
    };

    ChainReceiver() : ChainReceiver(Limits{}) {}
    explicit ChainReceiver(Limits limits) : limits_{limits} {}

    void take(Arrival arrival, Time now, std::vector<Outcome>& out);

    // Ends the waiting that has been too long.
    void expire(Time now, std::vector<Outcome>& out);
    [[nodiscard]] std::optional<Time> deadline() const;

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
    [[nodiscard]] std::size_t chains() const noexcept { return chains_.size(); }

private:
    struct Chain {
        std::string key;
        std::uint64_t before = 0;  // of the first message that was seen, its `previous`; 0: nothing is before it
        std::uint64_t last = 0;
        std::map<std::uint64_t, Arrival> held;  // by first counter
        Time waits_until{};                     // while something is held
    };
    using Place = std::list<Chain>::iterator;

    Place place_of(const Arrival& arrival);
    void hold(Place chain, Arrival arrival, Time now);
    void let_through(Chain& chain, Arrival arrival, std::vector<Outcome>& out);
    void release_held(Place chain, std::vector<Outcome>& out);
    void give_up(Place chain, Time now, std::vector<Outcome>& out);

    const Limits limits_;
    std::list<Chain> recent_;  // the one used last in front
    std::unordered_map<std::string, Place> chains_;
    std::set<std::pair<Time, std::string>> waiting_;
    std::size_t held_bytes_ = 0;
    Counts counts_;
};

}  // namespace logbeam::transport
