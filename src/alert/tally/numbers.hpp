#pragma once

#include "alert/detector.hpp"
#include "alert/rule.hpp"
#include "alert/tally/measure.hpp"

#include <cstdint>
#include <optional>

namespace logbeam::alert::tally {

// The first field as a number, written as JSON writes one.
[[nodiscard]] std::optional<double> number_in(const Sighting& sighting);

// Sum, average, least or largest of a field.
class Numbers {
public:
    struct Slice {
        std::uint64_t count = 0;
        double sum = 0;
        double min = 0;
        double max = 0;
    };
    using State = NoState;
    using Reading = double;

    explicit Numbers(const Threshold& threshold) : value_{threshold.value} {}

    [[nodiscard]] static std::optional<double> read(const Sighting& sighting) { return number_in(sighting); }
    static void add(State&, Window<Slice>& window, std::int64_t index, double number);
    static void dropped(State&, const Slice&) {}
    // Summed anew each time: a sum from which slices were taken would keep what rounding left.
    [[nodiscard]] Measure measure(const State&, const Window<Slice>& window) const;

private:
    [[nodiscard]] double value_of(const Slice& slice) const noexcept;

    Threshold::Value value_;
};

}  // namespace logbeam::alert::tally
