#pragma once

#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>

namespace logbeam::alert {

// Values, each as a hash of 64 bits, and when they were last seen; times do not go back. Unsynchronised.
class RecentValues final {
public:
    // When it was last seen; null: it is not here.
    [[nodiscard]] const Timestamp* find(std::uint64_t hash) const {
        const auto found = by_hash_.find(hash);
        return found == by_hash_.end() ? nullptr : &found->second->seen;
    }

    void set(std::uint64_t hash, Timestamp now) {
        const auto [entry, is_new] = by_hash_.try_emplace(hash, by_age_.end());
        if (is_new) {
            entry->second = by_age_.insert(by_age_.end(), {hash, now});
        } else {
            by_age_.splice(by_age_.end(), by_age_, entry->second);
            entry->second->seen = now;
        }
    }

    // Of those last seen at `time` or before, the `most` that are oldest.
    void forget_until(Timestamp time, std::size_t most) {
        for (; most != 0 && !by_age_.empty() && by_age_.front().seen <= time; --most) {
            by_hash_.erase(by_age_.front().hash);
            by_age_.pop_front();
        }
    }

    [[nodiscard]] std::size_t size() const { return by_age_.size(); }

private:
    struct Entry {
        std::uint64_t hash = 0;
        Timestamp seen{};
    };
    using Entries = std::list<Entry>;

    Entries by_age_;  // the newest at the end
    std::unordered_map<std::uint64_t, Entries::iterator> by_hash_;
};

}  // namespace logbeam::alert
