#include "transport/nats/chain_receiver.hpp"

#include <utility>

namespace logbeam::transport {

namespace {

std::string key_of(const ChainReceiver::Arrival& arrival) {
    return arrival.header.publisher + ' ' + arrival.subject;
}

}  // namespace

void ChainReceiver::take(Arrival arrival, Time now, std::vector<Outcome>& out) {
    const BatchHeader header = arrival.header;
    const auto chain = place_of(arrival);
    if (chain->last == 0) {
        chain->before = header.previous;
        let_through(*chain, std::move(arrival), out);
    } else if (chain->before != 0 && header.last == chain->before) {
        chain->before = header.previous;
        out.emplace_back(Delivery{std::move(arrival), 0});
    } else if (header.last <= chain->last || chain->held.contains(header.first)) {
        ++counts_.repeated;
    } else if (header.previous <= chain->last) {
        let_through(*chain, std::move(arrival), out);
        release_held(chain, out);
    } else {
        ++counts_.early;
        hold(chain, std::move(arrival), now);
        while (held_bytes_ > limits_.held_bytes) {
            give_up(chains_.at(waiting_.begin()->second), now, out);
        }
    }
}

void ChainReceiver::expire(Time now, std::vector<Outcome>& out) {
    while (!waiting_.empty() && waiting_.begin()->first <= now) {
        give_up(chains_.at(waiting_.begin()->second), now, out);
    }
}

std::optional<ChainReceiver::Time> ChainReceiver::deadline() const {
    return waiting_.empty() ? std::nullopt : std::optional{waiting_.begin()->first};
}

ChainReceiver::Place ChainReceiver::place_of(const Arrival& arrival) {
    std::string key = key_of(arrival);
    if (const auto known = chains_.find(key); known != chains_.end()) {
        recent_.splice(recent_.begin(), recent_, known->second);
        return known->second;
    }
    // The one that was silent for longest goes, unless something waits in it.
    if (chains_.size() >= limits_.chains) {
        auto oldest = std::prev(recent_.end());
        while (oldest != recent_.begin() && !oldest->held.empty()) {
            --oldest;
        }
        if (oldest->held.empty()) {
            chains_.erase(oldest->key);
            recent_.erase(oldest);
        }
    }
    recent_.push_front({});
    recent_.front().key = key;
    chains_.emplace(std::move(key), recent_.begin());
    return recent_.begin();
}

void ChainReceiver::hold(Place chain, Arrival arrival, Time now) {
    if (chain->held.empty()) {
        chain->waits_until = now + limits_.hold;
        waiting_.emplace(chain->waits_until, chain->key);
    }
    held_bytes_ += arrival.body.size();
    const std::uint64_t first = arrival.header.first;
    chain->held.emplace(first, std::move(arrival));
}

void ChainReceiver::let_through(Chain& chain, Arrival arrival, std::vector<Outcome>& out) {
    const std::uint64_t after = std::exchange(chain.last, arrival.header.last);
    out.emplace_back(Delivery{std::move(arrival), after});
}

// What was early and is so no longer.
void ChainReceiver::release_held(Place chain, std::vector<Outcome>& out) {
    if (chain->held.empty()) return;
    while (!chain->held.empty() && chain->held.begin()->second.header.previous <= chain->last) {
        Arrival next = std::move(chain->held.begin()->second);
        chain->held.erase(chain->held.begin());
        held_bytes_ -= next.body.size();
        if (next.header.last <= chain->last) {
            ++counts_.repeated;
        } else {
            let_through(*chain, std::move(next), out);
        }
    }
    if (chain->held.empty()) waiting_.erase({chain->waits_until, chain->key});
}

void ChainReceiver::give_up(Place chain, Time now, std::vector<Outcome>& out) {
    const BatchHeader& next = chain->held.begin()->second.header;
    ++counts_.lost;
    out.emplace_back(Loss{next.publisher, chain->held.begin()->second.subject, chain->last, next.previous});
    chain->last = next.previous;
    release_held(chain, out);
    if (chain->held.empty()) return;
    waiting_.erase({chain->waits_until, chain->key});  // behind another gap, which gets its time from now on
    chain->waits_until = now + limits_.hold;
    waiting_.emplace(chain->waits_until, chain->key);
}

}  // namespace logbeam::transport
