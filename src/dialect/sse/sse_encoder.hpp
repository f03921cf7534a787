#pragma once

#include "hub/encoder.hpp"

#include <string>
#include <vector>

namespace logbeam::dialect {

// Server-sent events: `id: <epoch>-<seq>` and the canonical event as data; gaps and samples as events of those names.
class SseEncoder final : public hub::Encoder {
public:
    explicit SseEncoder(const std::string& epoch) : id_begin_{"id: " + epoch + "-"} {}

    void events(const std::vector<history::StoredEvent>& events, hub::FrameSink& out) override;
    void gap(const wire::Gap& gap, hub::FrameSink& out) override;
    void sampled(const hub::Sampled& sampled, hub::FrameSink& out) override;

private:
    const std::string id_begin_;
};

}  // namespace logbeam::dialect
