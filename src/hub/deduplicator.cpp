#include "hub/deduplicator.hpp"

#include <algorithm>
#include <utility>

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

void Deduplicator::restore_absent(const Deduplicator& reader) {
    for (const Publisher& each : reader.recent_) {
        const auto known = publishers_.find(each.id);
        if (known != publishers_.end()) known->second->absent = each.absent;
    }
}

PublisherAccount& Deduplicator::add(std::string_view publisher) {
    if (publishers_.size() >= limit_) {
        publishers_.erase(recent_.back().id);
        recent_.pop_back();
        ++forgotten_;
    }
    recent_.push_front(Publisher{std::string{publisher}, {}, {}});
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

Deduplicator::LogVerdict Deduplicator::judge_of_log(std::string_view publisher, std::uint64_t first, std::uint64_t last,
                                                    std::uint64_t previous) {
    const bool is_new = !publishers_.contains(publisher);
    const Verdict verdict = judge(publisher, first, last);
    Publisher& known = recent_.front();
    if (is_new) {
        if (previous > 0 && reading_ == Reading::from_the_beginning) note_absent(known, 0, previous);
        return {0, false, false, verdict.account};
    }
    if (last > verdict.held) {
        const bool is_early = previous > verdict.held;
        if (is_early) note_absent(known, verdict.held, previous);
        return {verdict.held, is_early, false, verdict.account};
    }
    Absent* const gap = overtaken(known, first, last);
    if (gap == nullptr) return {verdict.held, false, false, verdict.account};
    const std::uint64_t held = std::exchange(gap->after, last);
    if (previous > held) note_absent(known, held, previous);
    std::erase_if(known.absent, [](const Absent& each) { return each.after >= each.through; });
    return {held, false, true, verdict.account};
}

Deduplicator::Absent* Deduplicator::overtaken(Publisher& publisher, std::uint64_t first, std::uint64_t last) noexcept {
    const auto found = std::find_if(publisher.absent.begin(), publisher.absent.end(),
                                    [&](const Absent& each) { return each.after < first && last <= each.through; });
    return found == publisher.absent.end() ? nullptr : &*found;
}

void Deduplicator::note_absent(Publisher& publisher, std::uint64_t after, std::uint64_t through) {
    if (publisher.absent.size() >= most_absent) publisher.absent.erase(publisher.absent.begin());
    publisher.absent.push_back({after, through});
}

}  // namespace logbeam::hub
