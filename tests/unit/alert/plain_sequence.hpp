#pragma once

#include "unit/alert/sequence_rig.hpp"

#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace logbeam::alert::seen_stream {

// Sequences the plainest way, after the rules in words (ordered_steps.hpp, unordered_steps.hpp): everything is a list that
// is looked through from its beginning, each time.
class PlainSequence {
public:
    PlainSequence(const Sequence& sequence, std::size_t max_keys) : sequence_{sequence}, max_keys_{max_keys} {}

    void see(const Seen& seen) {
        pass(seen.now);
        if (seen.time + 30s <= seen.now || completed_.contains({seen.group, seen.seq})) return;
        const bool is_absent = sequence_.steps[seen.query].is_absent;
        const bool begins = sequence_.is_ordered ? step_of(seen.query) == 0 : !is_absent;
        if (!keys().contains(seen.group)) {
            if (!begins) return;
            if (keys().size() == max_keys_) {
                told.push_back({"overflow", seen.group, seen.time});
                return;
            }
        }
        if (sequence_.is_ordered) {
            is_absent ? refuse(seen) : take(seen);
        } else {
            is_absent ? refuse_unordered(seen) : take_unordered(seen);
        }
    }

    void pass(Timestamp now) {
        while (true) {
            const auto over =
                std::min_element(partials_.begin(), partials_.end(), [](const auto& one, const auto& other) {
                    return std::tie(one.first, one.key) < std::tie(other.first, other.key);
                });
            if (over == partials_.end() || over->first + 30s > now) break;
            const Partial partial = *over;
            partials_.erase(over);
            if (partial.step == counts().size()) complete(partial, partial.first + 30s);
        }
        const auto is_old = [now](const Seen& seen) { return seen.time + 30s <= now; };
        std::erase_if(starts_, is_old);
        std::erase_if(absent_, is_old);
        std::erase_if(kept_, is_old);
    }

    [[nodiscard]] std::set<std::string> keys() const {
        std::set<std::string> all;
        for (const auto* list : {&starts_, &absent_, &kept_}) {
            for (const Seen& seen : *list)
                all.insert(seen.group);
        }
        for (const Partial& partial : partials_)
            all.insert(partial.key);
        return all;
    }

    // Of each that is under way: its key, when it began, and how many of its steps have happened.
    using UnderWay = std::multiset<std::tuple<std::string, Timestamp, std::size_t>>;
    [[nodiscard]] UnderWay under_way() const {
        UnderWay all;
        for (const Partial& partial : partials_)
            all.emplace(partial.key, partial.first, partial.step);
        for (const std::string& key : keys()) {
            const std::size_t full = full_steps(key);
            if (full > 0) all.emplace(key, first_kept(key), full);
        }
        return all;
    }

    std::vector<Told> told;

private:
    struct Partial {
        std::string key;
        std::vector<Seen> events;
        Timestamp first{};
        Timestamp last{};
        std::uint64_t last_seq = 0;
        std::size_t step = 1;
        std::size_t have = 0;
    };

    [[nodiscard]] std::vector<std::size_t> counts() const {
        std::vector<std::size_t> all;
        for (const Step& step : sequence_.steps) {
            if (!step.is_absent) all.push_back(step.count);
        }
        return all;
    }
    [[nodiscard]] std::size_t step_of(std::size_t query) const {
        std::size_t before = 0;
        for (std::size_t step = 0; step < query; ++step)
            before += sequence_.steps[step].is_absent ? 0 : 1;
        return before;
    }
    static bool by_time(const Seen& left, const Seen& right) { return left.time < right.time; }

    // --- in order ---

    void refuse(const Seen& seen) {
        const std::size_t step = step_of(seen.query);
        if (step == 0) {
            absent_.push_back(seen);
            std::erase_if(starts_,
                          [&](const Seen& start) { return start.group == seen.group && start.time <= seen.time; });
            return;
        }
        const auto dies = [&](const Partial& partial) {
            return partial.key == seen.group && partial.step == step && seen.time >= partial.last &&
                   seen.seq != partial.last_seq;
        };
        for (const Partial& partial : partials_) {
            if (dies(partial)) drop_starts_of(partial, counts()[0]);
        }
        std::erase_if(partials_, dies);
    }

    void take(const Seen& seen) {
        if (step_of(seen.query) == 0) {
            begin(seen);
            return;
        }
        Partial* oldest = nullptr;
        for (Partial& partial : partials_) {
            if (partial.key != seen.group || partial.step != step_of(seen.query)) continue;
            if (partial.last > seen.time || partial.last_seq == seen.seq) continue;
            if (oldest == nullptr || partial.first < oldest->first) oldest = &partial;
        }
        if (oldest != nullptr) go_on(*oldest, seen);
    }

    void begin(const Seen& seen) {
        const auto newest = newest_absent(seen.group);
        if (newest && *newest <= seen.time) return;
        starts_.push_back(seen);
        std::stable_sort(starts_.begin(), starts_.end(), by_time);
        Partial partial{.key = seen.group, .events = {}, .last_seq = seen.seq};
        for (const Seen& start : starts_) {
            if (start.group == seen.group) partial.events.push_back(start);
        }
        if (partial.events.size() < counts()[0]) return;
        partial.first = partial.events.front().time;
        partial.last = partial.events.back().time;
        drop_start(partial.key, partial.events.front().seq);
        if (counts().size() == 1 && !sequence_.steps.back().is_absent) {
            complete(partial, partial.last);
        } else {
            make_room(partial.key);
            partials_.push_back(partial);
        }
    }

    void go_on(Partial& partial, const Seen& seen) {
        partial.events.push_back(seen);
        partial.last = seen.time;
        partial.last_seq = seen.seq;
        if (++partial.have < counts()[partial.step]) return;
        partial.have = 0;
        if (++partial.step < counts().size() || sequence_.steps.back().is_absent) return;
        const Partial whole = partial;
        std::erase_if(partials_, [&](const Partial& other) { return &other == &partial; });
        complete(whole, seen.time);
    }

    // Of eight the one that has come least far, of those the oldest.
    void make_room(const std::string& key) {
        const auto of_key = [&](const Partial& partial) { return partial.key == key; };
        if (std::count_if(partials_.begin(), partials_.end(), of_key) < 8) return;
        auto least = partials_.end();
        for (auto at = partials_.begin(); at != partials_.end(); ++at) {
            if (!of_key(*at)) continue;
            if (least == partials_.end() || std::tie(at->step, at->first) < std::tie(least->step, least->first))
                least = at;
        }
        partials_.erase(least);
    }

    void complete(const Partial& whole, Timestamp at) {
        tell(whole.key, whole.events, whole.first, at);
        drop_starts_of(whole, whole.events.size());
        std::erase_if(partials_, [&](const Partial& other) {
            return other.key == whole.key &&
                   std::any_of(other.events.begin(), other.events.end(),
                               [&](const Seen& event) { return has(whole.events, event.seq); });
        });
    }

    [[nodiscard]] std::optional<Timestamp> newest_absent(const std::string& key) const {
        std::optional<Timestamp> newest;
        for (const Seen& seen : absent_) {
            if (seen.group == key) newest = std::max(newest.value_or(seen.time), seen.time);
        }
        return newest;
    }
    void drop_start(const std::string& key, std::uint64_t seq) {
        std::erase_if(starts_, [&](const Seen& start) { return start.group == key && start.seq == seq; });
    }
    void drop_starts_of(const Partial& partial, std::size_t events) {
        for (std::size_t at = 0; at < events; ++at)
            drop_start(partial.key, partial.events[at].seq);
    }
    static bool has(const std::vector<Seen>& events, std::uint64_t seq) {
        return std::any_of(events.begin(), events.end(), [seq](const Seen& event) { return event.seq == seq; });
    }

    // --- in any order ---

    void refuse_unordered(const Seen& seen) {
        std::erase_if(kept_, [&](const Seen& kept) {
            return kept.group == seen.group && kept.time <= seen.time && kept.seq != seen.seq;
        });
        before_last_.erase(seen.group);
    }

    void take_unordered(const Seen& seen) {
        auto& last_seq = last_seq_[seen.group];
        const bool is_full = count_of(seen) == sequence_.steps[seen.query].count;
        if (last_seq == seen.seq) {
            if (is_full || !before_last_.contains(seen.group)) return;
            std::erase_if(kept_, [&](const Seen& kept) { return kept.group == seen.group; });
            for (const Seen& kept : before_last_[seen.group]) {  // as if it had not been
                if (kept.group == seen.group) kept_.push_back(kept);
            }
        }
        last_seq = seen.seq;
        before_last_.erase(seen.group);
        if (is_full) before_last_[seen.group] = kept_;
        kept_.push_back(seen);
        std::stable_sort(kept_.begin(), kept_.end(), by_time);
        if (is_full) {
            kept_.erase(
                std::find_if(kept_.begin(), kept_.end(), [&](const Seen& kept) { return is_like(kept, seen); }));
        } else {
            complete_unordered(seen.group);
        }
    }

    void complete_unordered(const std::string& key) {
        std::vector<Seen> events;
        for (const Seen& kept : kept_) {
            if (kept.group == key) events.push_back(kept);
        }
        const auto wanted = counts();
        if (events.size() < std::accumulate(wanted.begin(), wanted.end(), std::size_t{0})) return;
        std::sort(events.begin(), events.end(), [](const Seen& left, const Seen& right) {
            return std::tie(left.time, left.seq) < std::tie(right.time, right.seq);
        });
        tell(key, events, events.front().time, events.back().time);
        std::erase_if(kept_, [&](const Seen& kept) { return kept.group == key; });
    }

    [[nodiscard]] std::size_t full_steps(const std::string& key) const {
        std::size_t full = 0;
        for (std::size_t query = 0; query < sequence_.steps.size(); ++query) {
            const Step& step = sequence_.steps[query];
            if (!step.is_absent && count_of({.group = key, .query = query}) == step.count) ++full;
        }
        return full;
    }
    [[nodiscard]] Timestamp first_kept(const std::string& key) const {
        return std::find_if(kept_.begin(), kept_.end(), [&](const Seen& kept) { return kept.group == key; })->time;
    }

    static bool is_like(const Seen& left, const Seen& right) {
        return left.group == right.group && left.query == right.query;
    }
    [[nodiscard]] std::size_t count_of(const Seen& seen) const {
        return static_cast<std::size_t>(
            std::count_if(kept_.begin(), kept_.end(), [&](const Seen& kept) { return is_like(kept, seen); }));
    }

    void tell(const std::string& key, const std::vector<Seen>& events, Timestamp first, Timestamp at) {
        Told moment{"moment", key, at, std::chrono::duration<double>(at - first).count()};
        for (const Seen& event : events) {
            moment.events.push_back(event.seq);
            completed_.insert({key, event.seq});
        }
        told.push_back(moment);
    }

    Sequence sequence_;
    std::size_t max_keys_;
    std::vector<Partial> partials_;
    std::vector<Seen> starts_;
    std::vector<Seen> absent_;  // of the first step
    std::vector<Seen> kept_;
    std::map<std::string, std::uint64_t> last_seq_;
    std::map<std::string, std::vector<Seen>>
        before_last_;  // what was there before the last event, of a step that was full
    std::set<std::pair<std::string, std::uint64_t>> completed_;
};

}  // namespace logbeam::alert::seen_stream
