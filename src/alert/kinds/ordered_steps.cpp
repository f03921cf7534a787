#include "alert/kinds/ordered_steps.hpp"

#include "alert/detector.hpp"

#include <utility>

namespace logbeam::alert {
namespace {

void add_latest(std::vector<Taken>& events, Taken event) {
    if (events.size() == Finding::most_events) events.erase(events.begin());
    events.push_back(event);
}

bool has(const std::vector<Taken>& events, const Taken& event) {
    return std::any_of(events.begin(), events.end(), [&](const Taken& other) { return other.seq == event.seq; });
}

void make_sooner(std::optional<Timestamp>& due, Timestamp time) {
    due = due ? std::min(*due, time) : time;
}

}  // namespace

std::optional<Completion> OrderedSteps::see(const SequencePlan& plan, std::size_t query, Taken event) {
    const auto [step, is_absent] = plan.places[query];
    if (!is_absent) return step == 0 ? begin(plan, event) : go_on(plan, step, event);
    if (step == 0) {
        refuse_start(event.time);
    } else {
        refuse(step, event);
    }
    return std::nullopt;
}

void OrderedSteps::refuse_start(Timestamp time) {
    absent_ = std::max(absent_.value_or(time), time);
    std::erase_if(starts_, [time](const Start& start) { return start.event.time <= time; });
}

void OrderedSteps::refuse(std::size_t step, Taken event) {
    std::erase_if(partials_, [&](const Partial& partial) {
        if (partial.step != step || event.time < partial.last || event.seq == partial.last_seq) return false;
        drop_starts(partial.newest_start);
        return true;
    });
}

std::optional<Completion> OrderedSteps::begin(const SequencePlan& plan, Taken event) {
    if (absent_ && *absent_ <= event.time) return std::nullopt;
    const auto later =
        std::find_if(starts_.begin(), starts_.end(), [&](const Start& start) { return event.time < start.event.time; });
    starts_.insert(later, {event, ++starts_seen_});
    if (starts_.size() < plan.counts.front()) return std::nullopt;

    Partial partial = from_starts(event.seq);
    starts_.erase(starts_.begin());
    if (plan.counts.size() == 1 && !plan.ends_absent) return complete(partial, partial.last);
    add(std::move(partial));
    return std::nullopt;
}

OrderedSteps::Partial OrderedSteps::from_starts(std::uint64_t seq) const {
    const auto [oldest, newest] =
        std::minmax_element(starts_.begin(), starts_.end(),
                            [](const Start& left, const Start& right) { return left.number < right.number; });
    Partial partial{.first = starts_.front().event.time,
                    .last = starts_.back().event.time,
                    .last_seq = seq,
                    .oldest_start = oldest->number,
                    .newest_start = newest->number,
                    .events = {}};
    for (std::size_t at = starts_.size() - std::min(starts_.size(), Finding::most_events); at < starts_.size(); ++at)
        partial.events.push_back(starts_[at].event);
    return partial;
}

void OrderedSteps::add(Partial partial) {
    if (partials_.size() == most_partials) {
        partials_.erase(std::min_element(partials_.begin(), partials_.end(),
                                         [](const auto& left, const auto& right) { return left.step < right.step; }));
    }
    const auto later = std::find_if(partials_.begin(), partials_.end(),
                                    [&](const Partial& other) { return partial.first < other.first; });
    partials_.insert(later, std::move(partial));
}

std::optional<Completion> OrderedSteps::go_on(const SequencePlan& plan, std::size_t step, Taken event) {
    const auto waiting = std::find_if(partials_.begin(), partials_.end(), [&](const Partial& partial) {
        return partial.step == step && partial.last <= event.time && partial.last_seq != event.seq;
    });
    if (waiting == partials_.end()) return std::nullopt;
    waiting->last = event.time;
    waiting->last_seq = event.seq;
    add_latest(waiting->events, event);
    if (++waiting->have < plan.counts[step]) return std::nullopt;

    waiting->have = 0;
    if (++waiting->step < plan.counts.size() || plan.ends_absent) return std::nullopt;
    const Partial whole = std::move(*waiting);
    partials_.erase(waiting);
    return complete(whole, event.time);
}

Completion OrderedSteps::complete(const Partial& partial, Timestamp at) {
    std::erase_if(partials_, [&](const Partial& other) { return share(partial, other); });
    drop_starts(partial.newest_start);
    std::erase_if(starts_, [&](const Start& start) { return has(partial.events, start.event); });
    return {partial.first, at, partial.events};
}

bool OrderedSteps::share(const Partial& left, const Partial& right) {
    // One that began later has, of what came before the earlier one was whole, what the earlier one has, or nothing.
    if (left.oldest_start <= right.newest_start && right.oldest_start <= left.newest_start) return true;
    return std::any_of(left.events.begin(), left.events.end(),
                       [&](const Taken& event) { return has(right.events, event); });
}

void OrderedSteps::drop_starts(std::uint64_t newest) {
    std::erase_if(starts_, [newest](const Start& start) { return start.number <= newest; });
}

std::optional<Timestamp> OrderedSteps::next_due(const SequencePlan& plan) const {
    std::optional<Timestamp> due = absent_;
    if (!starts_.empty()) make_sooner(due, starts_.front().event.time);
    if (!partials_.empty()) make_sooner(due, partials_.front().first);
    if (due) *due += plan.within;
    return due;
}

std::vector<Completion> OrderedSteps::expire(const SequencePlan& plan, Timestamp due) {
    const Timestamp over = due - plan.within;
    if (absent_ && *absent_ <= over) absent_.reset();
    std::erase_if(starts_, [over](const Start& start) { return start.event.time <= over; });
    std::vector<Completion> completions;
    while (!partials_.empty() && partials_.front().first <= over) {
        const Partial oldest = std::move(partials_.front());
        partials_.erase(partials_.begin());
        if (oldest.step == plan.counts.size()) completions.push_back(complete(oldest, oldest.first + plan.within));
    }
    return completions;
}

}  // namespace logbeam::alert
