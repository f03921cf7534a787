#pragma once

#include "alert/detector.hpp"
#include "alert/rule.hpp"
#include "alert/tally/measure.hpp"

#include <cstdint>
#include <optional>

namespace logbeam::alert::tally {

// How many events of the first query there are for each of the second.
class Ratio {
public:
    enum class Reading : std::uint8_t { part, whole };
    struct Slice {
        std::uint32_t part = 0;
        std::uint32_t whole = 0;
    };
    using State = NoState;

    explicit Ratio(const Threshold&) {}

    [[nodiscard]] static std::optional<Reading> read(const Sighting& sighting) {
        return sighting.query == 0 ? Reading::part : Reading::whole;
    }
    static void add(State&, Window<Slice>& window, std::int64_t index, Reading reading) {
        Slice& slice = window.at(index);
        ++(reading == Reading::part ? slice.part : slice.whole);
    }
    static void dropped(State&, const Slice&) {}
    [[nodiscard]] static Measure measure(const State&, const Window<Slice>& window) {
        std::uint64_t part = 0;
        std::uint64_t whole = 0;
        for (const auto& entry : window.entries()) {
            part += entry.slice.part;
            whole += entry.slice.whole;
        }
        return {whole, whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole)};
    }
};

}  // namespace logbeam::alert::tally
