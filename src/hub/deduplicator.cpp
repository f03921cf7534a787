#include "hub/deduplicator.hpp"

#include <algorithm>

namespace logbeam::hub {

std::uint64_t Deduplicator::held(std::string_view publisher) const {
    const auto known = publishers_.find(publisher);
    return known == publishers_.end() ? 0 : known->second->counter;
}

Deduplicator::Verdict Deduplicator::judge(std::string_view publisher, std::uint64_t first, std::uint64_t last) {
    const auto known = publishers_.find(publisher);
    if (known == publishers_.end()) {
        if (publishers_.size() >= limit_) {
            publishers_.erase(recent_.back().id);
            recent_.pop_back();
            ++forgotten_;
        }
        recent_.push_front({std::string{publisher}, last});
        publishers_.emplace(recent_.front().id, recent_.begin());
        return {};  // what came before its first batch here is another broker's, or an earlier epoch's
    }
    if (known->second != recent_.begin()) recent_.splice(recent_.begin(), recent_, known->second);
    Publisher& now = recent_.front();
    const Verdict verdict{now.counter, first > now.counter + 1 ? first - now.counter - 1 : 0};
    now.counter = std::max(now.counter, last);
    return verdict;
}

}  // namespace logbeam::hub
