#pragma once

#include "alert/tally/class_counts.hpp"
#include "alert/tally/numbers.hpp"

#include <cstdint>
#include <optional>

namespace logbeam::alert::tally {

// A percentile of a field, within 1 % of its value.
class Percentile {
public:
    using Slice = ClassCounts;
    using State = ClassCounts;  // of all slices together: it is asked with each event
    using Reading = double;

    explicit Percentile(const Threshold& threshold) : percent_{threshold.percent} {}

    [[nodiscard]] static std::optional<double> read(const Sighting& sighting) { return number_in(sighting); }
    static void add(State& all, Window<Slice>& window, std::int64_t index, double number) {
        window.at(index).add(number);
        all.add(number);
    }
    static void dropped(State& all, const Slice& slice) { all.subtract(slice); }
    [[nodiscard]] Measure measure(const State& all, const Window<Slice>&) const {
        return {all.total(), all.percentile(percent_)};
    }

private:
    double percent_;
};

}  // namespace logbeam::alert::tally
