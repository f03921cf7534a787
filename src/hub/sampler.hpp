#pragma once

#include "hub/encoder.hpp"

#include <logbeam/event.hpp>

#include <cstdint>
#include <optional>

namespace logbeam::hub {

// Thins a stream to about `max_rate` events a second: keeps an event by the hash of its id, against a threshold that
// follows what the last second brought, and never more than `max_rate` in a second. Warnings and above are kept beside,
// up to as many again. 0 keeps everything. A value; time comes in as ticks, once a second.
class Sampler {
public:
    explicit Sampler(std::uint64_t max_rate) : max_rate_{max_rate} {}

    [[nodiscard]] bool keeps(std::uint64_t id_hash, std::optional<Level> level) noexcept;

    // What the second that ends now brought; begins the next.
    Sampled tick() noexcept;

    [[nodiscard]] bool is_on() const noexcept { return max_rate_ != 0; }

private:
    std::uint64_t max_rate_;
    std::uint64_t threshold_ = UINT64_MAX;  // hashes up to here are kept
    std::uint64_t seen_ = 0;
    std::uint64_t usual_seen_ = 0;  // below warning
    std::uint64_t usual_sent_ = 0;
    std::uint64_t grave_sent_ = 0;
};

}  // namespace logbeam::hub
