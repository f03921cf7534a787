#pragma once

#include <logbeam/drops.hpp>
#include <logbeam/timestamp.hpp>

#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

namespace logbeam::hub {

// What a publisher told last of the events that it made, by its own count:
//     made = below_level + queued + spooled + acknowledged + dropped
// A value.
struct PublisherReport {
    Timestamp at{};  // when it came here
    std::uint64_t made = 0;
    std::uint64_t below_level = 0;
    std::uint64_t queued = 0;
    std::uint64_t spooled = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t dropped = 0;
};

// Numbers behind `after`, up to `through`, that have not come. A value.
struct Absence {
    std::uint64_t after = 0;
    std::uint64_t through = 0;
    bool is_certain = true;  // otherwise, what was read may begin behind them

    friend bool operator==(const Absence&, const Absence&) = default;
};

// What became of each number that a publisher gave to an event, as far as this broker knows. At any moment
//     through - since = accepted + refused + dropped + missing
// and of those accepted, `excluded` were not to be stored and `unstored` could not be. A value.
struct PublisherAccount {
    std::uint64_t since = 0;    // numbers up to here are an earlier life's of the broker, or another's
    std::uint64_t through = 0;  // the highest number that was heard of
    std::uint64_t accepted = 0;
    std::uint64_t excluded = 0;
    std::uint64_t unstored = 0;
    std::uint64_t refused = 0;
    std::uint64_t missing = 0;                               // skipped without a word
    std::array<std::uint64_t, drop_reason_count> dropped{};  // as the publisher told, by DropReason
    std::uint64_t duplicates = 0;                            // came again: no numbers of their own
    std::vector<Absence> absent = {};                        // out of a log: may still come
    std::optional<PublisherReport> report;

    [[nodiscard]] std::uint64_t stored() const noexcept { return accepted - excluded - unstored; }
    [[nodiscard]] std::uint64_t dropped_in_all() const noexcept {
        return std::accumulate(dropped.begin(), dropped.end(), std::uint64_t{0});
    }
    [[nodiscard]] bool is_closed() const noexcept {
        return through - since == accepted + refused + missing + dropped_in_all();
    }
};

}  // namespace logbeam::hub
