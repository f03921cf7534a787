#include "transport/nats/chains.hpp"

#include <algorithm>
#include <set>

namespace logbeam::transport {

std::uint64_t Chains::previous(const std::string& publisher, const std::string& subject, std::uint64_t first,
                               std::uint64_t last) {
    if (chains_.size() >= max_chains) forget_idle();
    Lasts& lasts = chains_[publisher + ' ' + subject];
    const std::uint64_t acknowledged = acknowledged_[publisher];
    while (lasts.size() > 1 && lasts[1] <= acknowledged) {
        lasts.pop_front();
    }
    // What was sent in several messages may come again in one, as a hole.
    const auto from = std::lower_bound(lasts.begin(), lasts.end(), first);
    const std::uint64_t before = from == lasts.begin() ? 0 : *std::prev(from);
    const auto through = std::upper_bound(from, lasts.end(), last);
    lasts.insert(lasts.erase(from, through), last);
    return before;
}

void Chains::acknowledge(const Held& held) {
    std::uint64_t& counter = acknowledged_[held.publisher];
    counter = std::max(counter, held.counter);
}

void Chains::forget_idle() {
    std::erase_if(chains_, [this](const auto& chain) {
        const auto publisher = chain.first.substr(0, chain.first.find(' '));
        return chain.second.back() <= acknowledged_[publisher];
    });
    std::set<std::string> publishers;
    for (const auto& [key, lasts] : chains_)
        publishers.insert(key.substr(0, key.find(' ')));
    std::erase_if(acknowledged_, [&publishers](const auto& each) { return !publishers.contains(each.first); });
}

}  // namespace logbeam::transport
