#include "hub/deduplicator.hpp"

#include <algorithm>
#include <iterator>
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
        if (known != publishers_.end()) known->second->account.absent = each.account.absent;
    }
}

PublisherAccount& Deduplicator::add(std::string_view publisher) {
    if (publishers_.size() >= limit_) {
        publishers_.erase(recent_.back().id);
        recent_.pop_back();
        ++forgotten_;
    }
    recent_.push_front(Publisher{std::string{publisher}, {}});
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

Deduplicator::LogVerdict Deduplicator::judge_of_log(std::string_view publisher, const LogBatch& batch) {
    const bool is_new = !publishers_.contains(publisher);
    const auto [held, missing, account] = judge(publisher, batch.first, batch.last);
    if (is_new) return judge_new(batch, account);
    if (batch.last > held) {
        const Absence before{held, batch.previous};
        if (batch.previous <= held) return {held, {}, false, account};
        return {held, before, false, account, note_absent(account, before)};
    }
    Absence* const gap = overtaken(account, batch);
    if (gap == nullptr) return {held, {}, false, account};
    const std::uint64_t held_there = std::exchange(gap->after, batch.last);
    const Absence rest{held_there, batch.previous, gap->is_certain};
    std::optional<Absence> forgotten;
    if (batch.previous > held_there) forgotten = note_absent(account, rest);
    std::erase_if(account.absent, [](const Absence& each) { return each.after >= each.through; });
    return {held_there, {}, true, account, forgotten};
}

// One that was forgotten looks like one that is new.
Deduplicator::LogVerdict Deduplicator::judge_new(const LogBatch& batch, PublisherAccount& account) const {
    if (batch.previous == 0 || reading_ == Reading::from_between) return {0, {}, false, account};
    const Absence before{0, batch.previous, batch.is_all_read && forgotten_ == 0};
    (void)note_absent(account, before);  // its first
    return {0, before.is_certain ? std::optional{before} : std::nullopt, false, account};
}

Absence* Deduplicator::overtaken(PublisherAccount& account, const LogBatch& batch) noexcept {
    const auto found = std::find_if(account.absent.begin(), account.absent.end(), [&](const Absence& each) {
        return each.after < batch.first && batch.last <= each.through;
    });
    return found == account.absent.end() ? nullptr : &*found;
}

std::vector<Absence> Deduplicator::absent(std::string_view publisher, const Absence& between) const {
    std::vector<Absence> there;
    const PublisherAccount* const account = find(publisher);
    if (account == nullptr) return there;
    std::copy_if(account->absent.begin(), account->absent.end(), std::back_inserter(there),
                 [&](const Absence& each) { return each.after < between.through && between.after < each.through; });
    return there;
}

std::optional<Absence> Deduplicator::note_absent(PublisherAccount& account, const Absence& absence) {
    account.absent.push_back(absence);
    if (account.absent.size() <= most_absent) return std::nullopt;
    const Absence oldest = account.absent.front();
    account.absent.erase(account.absent.begin());
    return oldest;
}

}  // namespace logbeam::hub
