#pragma once

#include "hub/encoder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::dialect {

// Frames of docs/protocol.md: as many events of a burst in one as fit into a piece of about 8 KB, so that a session whose
// socket is full keeps back little.
class NativeEncoder final : public hub::Encoder {
public:
    explicit NativeEncoder(std::uint64_t audience);

    void events(const std::vector<history::StoredEvent>& events, hub::FrameSink& out) override;
    void gap(const wire::Gap& gap, hub::FrameSink& out) override;
    void sampled(const hub::Sampled& sampled, hub::FrameSink& out) override;

private:
    const std::uint64_t audience_;
    const std::string head_;  // of a frame of events
};

}  // namespace logbeam::dialect
