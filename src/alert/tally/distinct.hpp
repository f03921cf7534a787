#pragma once

#include "alert/detector.hpp"
#include "alert/rule.hpp"
#include "alert/tally/measure.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace logbeam::alert::tally {

// How many different values a field has. A value is known by 64 bits of its hash, and counts in the latest of its slices.
// Of a group 10,000 values are told apart at a time: what comes beyond counts as if it were known already, so that the
// value stands at 10,000.
class Distinct {
public:
    static constexpr std::size_t most_values = 10'000;

    struct Slice {
        std::uint32_t events = 0;
        std::uint32_t values = 0;  // whose latest slice this is
    };
    struct State {
        std::unordered_map<std::uint64_t, std::int64_t> latest;  // the slice of each value, of some that have left, too
        std::size_t in_window = 0;                               // the others of them
    };
    using Reading = std::uint64_t;

    explicit Distinct(const Threshold&) {}

    [[nodiscard]] static std::optional<Reading> read(const Sighting& sighting);
    static void add(State& state, Window<Slice>& window, std::int64_t index, Reading hash);
    static void dropped(State& state, const Slice& slice) { state.in_window -= slice.values; }
    [[nodiscard]] static Measure measure(const State& state, const Window<Slice>& window);
};

}  // namespace logbeam::alert::tally
