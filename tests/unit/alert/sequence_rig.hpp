#pragma once

#include "alert/kinds/make_detector.hpp"
#include "unit/alert/seen_stream.hpp"

#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert::seen_stream {

// Steps as `a !b cc`: each a letter, as often as it must happen; `!` that it must not.
inline std::vector<Step> steps_of(const std::string& text) {
    std::vector<Step> steps;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        Step step;
        step.is_absent = word.front() == '!';
        step.when.text = word.back();
        step.count = step.is_absent ? 1 : word.size();
        steps.push_back(std::move(step));
    }
    return steps;
}

// What a sequence sees of an event that has these letters.
inline std::vector<Seen> sightings_of(const Seen& event, std::string_view letters, const std::vector<Step>& steps) {
    std::vector<Seen> sightings;
    for (std::size_t query = 0; query < steps.size(); ++query) {
        if (letters.find(steps[query].when.text) == std::string_view::npos) continue;
        sightings.push_back(event);
        sightings.back().query = query;
    }
    return sightings;
}

// Shows a sequence events.
class SequenceRig {
public:
    explicit SequenceRig(const std::string& steps, bool is_ordered = true, std::size_t max_groups = 10) {
        rule.within = 30s;
        rule.max_groups = max_groups;
        rule.kind = Sequence{steps_of(steps), is_ordered};
        detector = make_sequence(rule, std::get<Sequence>(rule.kind));
    }

    // The event's number is its place in the story, from 1.
    void see(std::string_view letters, std::chrono::milliseconds time, const std::string& key = "k") {
        now = std::max(now, Timestamp{time});
        const Seen event{.time = Timestamp{time}, .group = key, .seq = ++seq, .now = now};
        for (const Seen& seen : sightings_of(event, letters, std::get<Sequence>(rule.kind).steps))
            show(*detector, seen, teller);
    }

    [[nodiscard]] std::vector<Told> told_until(std::chrono::milliseconds time) {
        detector->advance(Timestamp{time}, teller);
        return teller.told;
    }

    Rule rule;
    std::unique_ptr<Detector> detector;
    Teller teller;
    std::uint64_t seq = 0;
    Timestamp now{};
};

// A moment of the key `k`.
inline Told moment(std::chrono::milliseconds at, double took, std::vector<std::uint64_t> events) {
    return {"moment", "k", Timestamp{at}, took, "", std::move(events)};
}

}  // namespace logbeam::alert::seen_stream
