#pragma once

#include "alert/kinds/sequence_plan.hpp"

#include <optional>

namespace logbeam::alert {

// What one key has of steps that come in any order.
//
// 1. Each step has the latest of its events of the last `within`, at most as many as it wants. Once all have what they
//    want the sequence is complete, and begins anew with nothing.
// 2. One event counts for one step: the first that it could be and that still lacks one. A step that lacks none goes on
//    with the newest where no other wants it.
// 3. An event of an absent step makes what is not newer count no more.
//
// Who asks has let `expire` what was due before. Unsynchronised.
class UnorderedSteps final {
public:
    // Whether such an event says something to a key of which nothing is known.
    [[nodiscard]] static bool begins(const SequencePlan& plan, std::size_t query) {
        return !plan.places[query].is_absent;
    }

    [[nodiscard]] std::optional<Completion> see(const SequencePlan& plan, std::size_t query, Taken event);

    // When `expire` is to be called; none: nothing is known.
    [[nodiscard]] std::optional<Timestamp> next_due(const SequencePlan& plan) const;
    [[nodiscard]] std::vector<Completion> expire(const SequencePlan& plan, Timestamp due);

    // One, once a step has happened as often as it must.
    [[nodiscard]] std::size_t under_way(const SequencePlan& plan) const { return full_steps(plan) == 0 ? 0 : 1; }
    void tell_under_way(const SequencePlan& plan, const TellUnderWay& tell) const;

private:
    // What the last event did.
    struct Last {
        std::uint64_t seq = 0;
        std::size_t step = 0;
        std::optional<Taken> displaced;  // that it is there for, in a step that lacked none
    };

    void refuse(Taken event);
    [[nodiscard]] std::optional<Completion> take(const SequencePlan& plan, std::size_t step, Taken event);
    void put(std::size_t step, Taken event);
    void undo_last();
    [[nodiscard]] bool is_full(const SequencePlan& plan, std::size_t step) const {
        return kept_[step].size() == plan.counts[step];
    }
    [[nodiscard]] std::size_t full_steps(const SequencePlan& plan) const;
    [[nodiscard]] bool is_complete(const SequencePlan& plan) const { return full_steps(plan) == kept_.size(); }
    [[nodiscard]] Completion all_kept() const;
    [[nodiscard]] Completion complete();

    std::vector<std::vector<Taken>> kept_;  // of each step, by their time
    std::optional<Last> last_;
};

}  // namespace logbeam::alert
