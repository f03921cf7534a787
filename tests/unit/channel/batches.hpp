#pragma once

#include "channel/spool.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/drops.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Sealed batches as the worker makes them.
namespace logbeam::channel {

struct BatchSample {
    std::uint64_t first = 1;
    std::uint64_t events = 1;
    std::string publisher = "me";
    Level level = Level::info;
    std::size_t data_bytes = 20;
    std::vector<wire::Hole> holes = {};  // behind the events
    bool recovered = false;
};

[[nodiscard]] inline PerLevel levels(Level level, std::uint64_t count) {
    PerLevel counts{};
    counts[static_cast<std::size_t>(level)] = count;
    return counts;
}

[[nodiscard]] inline std::shared_ptr<const Batch> make_batch(const BatchSample& sample) {
    wire::BatchBuilder builder{sample.publisher};
    wire::EventKind kind{"logs.orders", "logger.info", "orders-api", "{}"};
    for (std::uint64_t counter = sample.first; counter < sample.first + sample.events; ++counter) {
        builder.add(counter, kind, sample.level, {}, '"' + std::string(sample.data_bytes, 'x') + '"');
    }
    for (const wire::Hole& hole : sample.holes) {
        builder.add_hole(hole);
    }
    Batch batch;
    batch.publisher = sample.publisher;
    batch.first = builder.first();
    batch.last = builder.last();
    batch.events = sample.events;
    batch.levels = levels(sample.level, sample.events);
    batch.recovered = sample.recovered;
    batch.bytes = builder.seal();
    return std::make_shared<const Batch>(std::move(batch));
}

[[nodiscard]] inline std::vector<wire::Hole> holes_of(const Batch& batch) {
    return wire::decode_batch(batch.bytes).value().holes;
}

// The first counters of batches, in their order.
template <class Batches>
[[nodiscard]] std::vector<std::uint64_t> firsts(const Batches& batches) {
    std::vector<std::uint64_t> counters;
    for (const auto& batch : batches) {
        counters.push_back(batch->first);
    }
    return counters;
}

}  // namespace logbeam::channel
