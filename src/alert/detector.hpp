#pragma once

#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a rule looks for, one file per kind in kinds/. All time here is the time of events: it goes on as they come, and
// never back.
namespace logbeam::alert {

// Where an event is to be found again.
struct EventRef {
    std::uint64_t seq = 0;
    Timestamp time{};
    std::string id;

    friend bool operator==(const EventRef& left, const EventRef& right) = default;
};

// What a rule sees of an event that one of its queries matched. Views: until the call ends.
struct Sighting {
    Timestamp time{};  // the event's own; may lie before that of a sighting before it
    std::uint64_t seq = 0;
    std::string_view id;
    std::size_t query = 0;   // which of the kind's queries (queries_of)
    std::string_view group;  // the values of `by`, or of the step's own; empty: the rule knows one group
    const std::vector<std::optional<std::string>>* values =
        nullptr;  // of the kind's fields (fields_of), in their order

    [[nodiscard]] const std::optional<std::string>& value(std::size_t field) const { return (*values)[field]; }
    [[nodiscard]] EventRef ref() const { return {seq, time, std::string{id}}; }
};

// Why a group's condition holds.
struct Finding {
    std::string_view group;
    Timestamp at{};
    double value = 0;              // what the condition was asked of: a count, a percentile, how many times the usual
    std::vector<EventRef> events;  // the latest that led to it, oldest first; at most `most_events`
    std::string detail;            // `was eu-1, is eu-2`; empty where the value says all

    static constexpr std::size_t most_events = 20;
};

// What has begun and may come to a finding yet: of a sequence, so many of its steps.
struct Partial {
    std::string group;
    std::size_t step = 0;   // that have happened
    std::size_t steps = 0;  // that must happen
    Timestamp since{};
    Timestamp until{};             // it is over, one way or the other
    std::vector<EventRef> events;  // the latest, oldest first, without their ids
};

// Is told what a detector finds.
class Verdicts {
public:
    virtual ~Verdicts() = default;

    // Something happened that has no duration; told each time it happens.
    virtual void on_moment(const Finding& finding) = 0;

    // A condition began to hold, or goes on and has news; and that it does no longer.
    virtual void on_holds(const Finding& finding) = 0;
    virtual void on_ends(std::string_view group, Timestamp at) = 0;

    // What held cannot be judged any more: too little is left to judge. It holds again, or ends, later.
    virtual void on_no_data(std::string_view group, Timestamp at) = 0;

    // The event has not what the condition is asked of, and was passed over.
    virtual void on_unreadable() = 0;

    // A group more than there is room for was not taken up.
    virtual void on_overflow(std::string_view group, Timestamp at) = 0;
};

// One rule's condition, over all of its groups. What it keeps is bounded by `max_groups` and the kind's own limits; a group
// of which nothing is left to know is forgotten. Unsynchronised.
class Detector {
public:
    virtual ~Detector() = default;

    // `now` is never before the time of an earlier call, nor before the sighting.
    virtual void see(const Sighting& sighting, Timestamp now, Verdicts& verdicts) = 0;

    // What is due by time alone; called at `next_due` or later, and may be called at any other time.
    virtual void advance(Timestamp now, Verdicts& verdicts) = 0;
    [[nodiscard]] virtual std::optional<Timestamp> next_due() const = 0;

    [[nodiscard]] virtual std::size_t groups() const = 0;

    // What is under way: how many, and those that began last, at most `most`, latest first. Only sequences have some.
    [[nodiscard]] virtual std::size_t partials() const { return 0; }
    [[nodiscard]] virtual std::vector<Partial> latest_partials(std::size_t /*most*/) const { return {}; }
};

}  // namespace logbeam::alert
