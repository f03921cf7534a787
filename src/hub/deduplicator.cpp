#include "hub/deduplicator.hpp"

#include <algorithm>

namespace logbeam::hub {

std::uint64_t Deduplicator::held(std::string_view publisher) const {
    const auto known = publishers_.find(publisher);
    return known == publishers_.end() ? 0 : known->second->account.through;
}

const PublisherAccount* Deduplicator::find(std::string_view publisher) const noexcept {
    const auto known = publishers_.find(publisher);
    return known == publishers_.end() ? nullptr : &known->second->account;
}

PublisherAccount* Deduplicator::find(std::string_view publisher) noexcept {
    const auto known = publishers_.find(publisher);
    return known == publishers_.end() ? nullptr : &known->second->account;
}

void Deduplicator::restore(std::string_view publisher, std::uint64_t through) {
    PublisherAccount* const known = find(publisher);
    PublisherAccount& account = known == nullptr ? add(publisher) : *known;
    account.since = account.through = std::max(account.through, through);
}

PublisherAccount& Deduplicator::add(std::string_view publisher) {
    if (publishers_.size() >= limit_) {
        publishers_.erase(recent_.back().id);
        recent_.pop_back();
        ++forgotten_;
    }
    recent_.push_front({std::string{publisher}, {}});
    publishers_.emplace(recent_.front().id, recent_.begin());
    return recent_.front().account;
}

Deduplicator::Verdict Deduplicator::judge(std::string_view publisher, std::uint64_t first, std::uint64_t last) {
    const auto known = publishers_.find(publisher);
    if (known == publishers_.end()) {
        PublisherAccount& account = add(publisher);
        account.since = first == 0 ? 0 : first - 1;  // what came before is another broker's, or an earlier epoch's
        account.through = last;
        return {0, 0, account};
    }
    if (known->second != recent_.begin()) recent_.splice(recent_.begin(), recent_, known->second);
    PublisherAccount& account = recent_.front().account;
    const std::uint64_t held = account.through;
    const std::uint64_t missing = first > held + 1 ? first - held - 1 : 0;
    account.through = std::max(held, last);
    return {held, missing, account};
}

}  // namespace logbeam::hub
