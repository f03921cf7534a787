#pragma once

#include <cstddef>
#include <cstdint>

namespace logbeam::hub {

// What a frame holds; no events: it only tells something.
struct FrameHolds {
    std::uint32_t events = 0;
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
};

// Where an encoder writes frames, one after the other.
class FrameSink {
public:
    virtual ~FrameSink() = default;

    // Room for one frame of at most `bytes`; then how long it became. Nothing is kept of a frame without commit.
    [[nodiscard]] virtual char* reserve(std::size_t bytes) = 0;
    virtual void commit(std::size_t bytes, const FrameHolds& holds) = 0;
};

}  // namespace logbeam::hub
