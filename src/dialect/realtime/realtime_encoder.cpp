#include "dialect/realtime/realtime_encoder.hpp"

#include "dialect/frame_text.hpp"

namespace logbeam::dialect {

void RealtimeEncoder::events(const std::vector<history::StoredEvent>& events, hub::FrameSink& out) {
    for (const history::StoredEvent& event : events) {
        const auto& parts = event.parts;
        write_text_frame({event.text.substr(0, parts.topic_at),
                          event.text.substr(parts.topic_end, parts.seq_at - parts.topic_end),
                          event.text.substr(parts.seq_end, parts.client_at - parts.seq_end), "}"},
                         {1, event.seq, event.seq}, out);
    }
}

void RealtimeEncoder::gap(const wire::Gap& /*gap*/, hub::FrameSink& /*out*/) {}
void RealtimeEncoder::sampled(const hub::Sampled& /*sampled*/, hub::FrameSink& /*out*/) {}

}  // namespace logbeam::dialect
