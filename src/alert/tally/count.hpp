#pragma once

#include "alert/detector.hpp"
#include "alert/rule.hpp"
#include "alert/tally/measure.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace logbeam::alert::tally {

// How many events.
class Count {
public:
    using Slice = std::uint32_t;
    using State = NoState;
    using Reading = std::monostate;

    explicit Count(const Threshold&) {}

    [[nodiscard]] static std::optional<Reading> read(const Sighting&) { return Reading{}; }
    static void add(State&, Window<Slice>& window, std::int64_t index, Reading) { ++window.at(index); }
    static void dropped(State&, Slice) {}
    [[nodiscard]] static Measure measure(const State&, const Window<Slice>& window) {
        std::uint64_t count = 0;
        for (const auto& entry : window.entries())
            count += entry.slice;
        return {count, static_cast<double>(count)};
    }
};

}  // namespace logbeam::alert::tally
