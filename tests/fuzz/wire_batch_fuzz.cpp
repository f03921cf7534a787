#include "fuzz/require.hpp"
#include "wire/batch_codec.hpp"

#include <algorithm>
#include <string>
#include <tuple>

using namespace logbeam;
using fuzz::require;

namespace {

std::string encode(const wire::BatchView& view) {
    wire::BatchBuilder builder{std::string{view.publisher}};
    auto hole = view.holes.begin();
    const auto add_holes_before = [&](std::uint64_t counter) {
        for (; hole != view.holes.end() && hole->first < counter; ++hole) {
            builder.add_hole(*hole);
        }
    };
    for (const auto& event : view.events) {
        add_holes_before(event.counter);
        wire::EventKind kind{std::string{event.topic}, std::string{event.type}, std::string{event.source},
                             std::string{event.metadata}};
        builder.add(event.counter, kind, event.level, event.time, event.data, event.own_id);
    }
    for (; hole != view.holes.end(); ++hole) {
        builder.add_hole(*hole);
    }
    auto bytes = builder.seal();
    if (view.recovered) wire::mark_recovered(bytes);
    return bytes;
}

auto members_of(const wire::EventView& event) {
    return std::tie(event.counter, event.topic, event.type, event.source, event.metadata, event.level, event.time,
                    event.own_id, event.data);
}

bool same(const wire::BatchView& left, const wire::BatchView& right) {
    const auto same_event = [](const auto& one, const auto& other) { return members_of(one) == members_of(other); };
    return std::tie(left.publisher, left.first, left.last, left.recovered, left.holes) ==
               std::tie(right.publisher, right.first, right.last, right.recovered, right.holes) &&
           std::equal(left.events.begin(), left.events.end(), right.events.begin(), right.events.end(), same_event);
}

}  // namespace

// What decodes is encoded to a batch that says the same, and that is its own encoding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto batch = wire::decode_batch(fuzz::text_of(data, size));
    if (!batch) return 0;
    const auto bytes = encode(*batch);
    const auto again = wire::decode_batch(bytes);
    require(again.ok() && same(*batch, *again));
    require(encode(*again) == bytes);
    if (!batch->events.empty()) (void)wire::to_event(*batch, batch->events.front());
    return 0;
}
