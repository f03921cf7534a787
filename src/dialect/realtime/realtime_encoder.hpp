#pragma once

#include "hub/encoder.hpp"

#include <vector>

namespace logbeam::dialect {

// The bare event object, one in a text frame, with the members that the realtime pattern knows: no topic, seq or
// clientId. It has no words for gaps and samples.
class RealtimeEncoder final : public hub::Encoder {
public:
    void events(const std::vector<history::StoredEvent>& events, hub::FrameSink& out) override;
    void gap(const wire::Gap& gap, hub::FrameSink& out) override;
    void sampled(const hub::Sampled& sampled, hub::FrameSink& out) override;
};

}  // namespace logbeam::dialect
