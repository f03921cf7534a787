#pragma once

#include "alert/kinds/sequence_plan.hpp"

#include <optional>

namespace logbeam::alert {

// How far the sequences of one key have come whose steps follow each other.
//
// 1. A sequence begins with as many of the first step as it wants: the latest ones, whenever there is another. So there
//    may be several under way, at most `most_partials`; one more takes the place of the one that has come least far, of
//    those the oldest.
// 2. An event of a later step is taken by the oldest sequence that waits for this step, and by no other.
// 3. An event of an absent step ends every sequence that waits for the step behind it; their events of the first step
//    begin none again. One of an absent first step lets none begin with what came before it, or comes in the `within`
//    after it. An absent last step is waited for until `within` after the first event.
// 4. What is older than the last event that a sequence took is late: to this sequence it was not seen.
// 5. One event serves one sequence once, as the first of the steps that it could be.
// 6. A sequence that is complete uses its events up: the others that have one of them (of those but for the first step:
//    among their latest) are dropped.
//
// Who asks has let `expire` what was due before. Unsynchronised.
class OrderedSteps final {
public:
    static constexpr std::size_t most_partials = 8;

    // Whether such an event says something to a key of which nothing is known.
    [[nodiscard]] static bool begins(const SequencePlan& plan, std::size_t query) {
        return plan.places[query].step == 0;
    }

    [[nodiscard]] std::optional<Completion> see(const SequencePlan& plan, std::size_t query, Taken event);

    // When `expire` is to be called; none: nothing is known.
    [[nodiscard]] std::optional<Timestamp> next_due(const SequencePlan& plan) const;
    [[nodiscard]] std::vector<Completion> expire(const SequencePlan& plan, Timestamp due);

    // Those whose first step has happened.
    [[nodiscard]] std::size_t under_way(const SequencePlan& /*plan*/) const noexcept { return partials_.size(); }
    void tell_under_way(const SequencePlan& /*plan*/, const TellUnderWay& tell) const {
        for (const Partial& partial : partials_)
            tell(partial.first, partial.step, partial.events);
    }

private:
    // An event of the first step. They are numbered as they come.
    struct Start {
        Taken event;
        std::uint64_t number = 0;
    };

    struct Partial {
        Timestamp first{};
        Timestamp last{};
        std::uint64_t last_seq = 0;
        std::size_t step = 1;  // that it waits for
        std::uint64_t have = 0;
        std::uint64_t oldest_start = 0;  // all that it has of the first step is between these
        std::uint64_t newest_start = 0;
        std::vector<Taken> events;
    };

    void refuse_start(Timestamp time);
    void refuse(std::size_t step, Taken event);
    [[nodiscard]] std::optional<Completion> begin(const SequencePlan& plan, Taken event);
    [[nodiscard]] std::optional<Completion> go_on(const SequencePlan& plan, std::size_t step, Taken event);

    [[nodiscard]] Partial from_starts(std::uint64_t seq) const;
    void add(Partial partial);
    void drop_starts(std::uint64_t newest);
    [[nodiscard]] Completion complete(const Partial& partial, Timestamp at);
    [[nodiscard]] static bool share(const Partial& left, const Partial& right);

    std::vector<Start> starts_;          // that may begin one, fewer than it takes; by their time
    std::vector<Partial> partials_;      // by their first event
    std::optional<Timestamp> absent_{};  // when the absent first step was last seen
    std::uint64_t starts_seen_ = 0;
};

}  // namespace logbeam::alert
