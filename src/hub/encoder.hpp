#pragma once

#include "history/event_history.hpp"
#include "hub/frame_sink.hpp"
#include "wire/native_frame.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::hub {

// What a sampled audience is told once a second.
struct Sampled {
    std::uint64_t seen = 0;
    std::uint64_t sent = 0;
};

// How one dialect says things, to all readers of an audience at once or to one. Implemented in src/dialect. Confined.
class Encoder {
public:
    virtual ~Encoder() = default;

    // Never empty, in the order of their seq.
    virtual void events(const std::vector<history::StoredEvent>& events, FrameSink& out) = 0;

    // Nothing where the dialect has no words for it. The audience of the gap is the encoder's own.
    virtual void gap(const wire::Gap& gap, FrameSink& out) = 0;
    virtual void sampled(const Sampled& sampled, FrameSink& out) = 0;
};

enum class Dialect : std::uint8_t { native, realtime, sse };

// `audience` is the number that native frames carry.
using MakeEncoder = std::unique_ptr<Encoder> (*)(Dialect dialect, std::uint64_t audience, const std::string& epoch);

}  // namespace logbeam::hub
