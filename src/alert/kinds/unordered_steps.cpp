#include "alert/kinds/unordered_steps.hpp"

#include "alert/detector.hpp"

namespace logbeam::alert {

std::optional<Completion> UnorderedSteps::see(const SequencePlan& plan, std::size_t query, Taken event) {
    kept_.resize(plan.counts.size());
    const auto [step, is_absent] = plan.places[query];
    if (!is_absent) return take(plan, step, event);
    refuse(event);
    return std::nullopt;
}

void UnorderedSteps::refuse(Taken event) {
    for (auto& events : kept_) {
        std::erase_if(events, [event](const Taken& kept) { return kept.time <= event.time && kept.seq != event.seq; });
    }
    if (last_) last_->displaced.reset();
}

std::optional<Completion> UnorderedSteps::take(const SequencePlan& plan, std::size_t step, Taken event) {
    if (last_ && last_->seq == event.seq) {
        if (!last_->displaced || is_full(plan, step)) return std::nullopt;
        undo_last();
    }
    const bool was_full = is_full(plan, step);
    put(step, event);
    last_ = Last{event.seq, step, std::nullopt};
    if (was_full) {
        last_->displaced = kept_[step].front();
        kept_[step].erase(kept_[step].begin());
        return std::nullopt;
    }
    return is_complete(plan) ? std::optional{complete()} : std::nullopt;
}

void UnorderedSteps::put(std::size_t step, Taken event) {
    auto& events = kept_[step];
    const auto later =
        std::find_if(events.begin(), events.end(), [event](const Taken& kept) { return event.time < kept.time; });
    events.insert(later, event);
}

void UnorderedSteps::undo_last() {
    if (last_->displaced->seq == last_->seq) return;  // it was older than all that were there
    std::erase_if(kept_[last_->step], [this](const Taken& kept) { return kept.seq == last_->seq; });
    kept_[last_->step].insert(kept_[last_->step].begin(), *last_->displaced);
}

std::size_t UnorderedSteps::full_steps(const SequencePlan& plan) const {
    std::size_t full = 0;
    for (std::size_t step = 0; step < kept_.size(); ++step)
        full += is_full(plan, step) ? 1U : 0U;
    return full;
}

Completion UnorderedSteps::all_kept() const {
    std::vector<Taken> events;
    for (const auto& of_step : kept_)
        events.insert(events.end(), of_step.begin(), of_step.end());
    std::sort(events.begin(), events.end(), [](const Taken& left, const Taken& right) {
        return left.time != right.time ? left.time < right.time : left.seq < right.seq;
    });
    Completion completion{events.front().time, events.back().time, {}};
    const auto told = std::min(events.size(), Finding::most_events);
    completion.events.assign(events.end() - static_cast<std::ptrdiff_t>(told), events.end());
    return completion;
}

Completion UnorderedSteps::complete() {
    auto completion = all_kept();
    for (auto& of_step : kept_)
        of_step.clear();
    return completion;
}

void UnorderedSteps::tell_under_way(const SequencePlan& plan, const TellUnderWay& tell) const {
    const std::size_t full = full_steps(plan);
    if (full == 0) return;
    const Completion kept = all_kept();
    tell(kept.first, full, kept.events);
}

std::optional<Timestamp> UnorderedSteps::next_due(const SequencePlan& plan) const {
    std::optional<Timestamp> due;
    for (const auto& events : kept_) {
        if (!events.empty()) due = std::min(due.value_or(Timestamp::max()), events.front().time + plan.within);
    }
    return due;
}

std::vector<Completion> UnorderedSteps::expire(const SequencePlan& plan, Timestamp due) {
    const Timestamp over = due - plan.within;
    for (auto& events : kept_) {
        std::erase_if(events, [over](const Taken& kept) { return kept.time <= over; });
    }
    if (last_) last_->displaced.reset();
    return {};
}

}  // namespace logbeam::alert
