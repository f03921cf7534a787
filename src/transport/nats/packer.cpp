#include "transport/nats/packer.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace logbeam::transport {

namespace {

constexpr std::string_view drops_topic = "$sys.drops";
constexpr std::size_t event_overhead = 64;  // counters, indexes, time: no event takes more beside its texts

// The batches of one topic, each within the limit.
class TopicBatches final {
public:
    struct Sealed {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::size_t events = 0;
        std::string bytes;
    };

    TopicBatches(const wire::BatchView& view, std::size_t limit)
        : builder_{std::string{view.publisher}},
          empty_bytes_{builder_.bytes()},
          is_recovered_{view.recovered},
          limit_{limit} {}

    // False when the event is too long for any batch; then its hole is there instead.
    [[nodiscard]] bool add(const wire::EventView& event) {
        const std::size_t bytes = event.data.size() + event.own_id.size() + event.topic.size() + event.type.size() +
                                  event.source.size() + event.metadata.size() + event_overhead;
        if (empty_bytes_ + bytes > limit_) {
            wire::Hole hole{event.counter, 1, DropReason::too_large, {}};
            if (event.level) ++hole.levels[static_cast<std::size_t>(*event.level)];
            add(hole);
            return false;
        }
        if (!builder_.empty() && (builder_.bytes() + bytes > limit_ || builder_.events() == max_message_events)) seal();
        builder_.add(event.counter, kind_of(event), event.level, event.time, event.data, event.own_id);
        return true;
    }

    void add(const wire::Hole& hole) {
        if (!builder_.empty() && builder_.bytes() + event_overhead > limit_) seal();
        builder_.add_hole(hole);
    }

    [[nodiscard]] std::vector<Sealed> finish() {
        if (!builder_.empty()) seal();
        return std::move(sealed_);
    }

private:
    wire::EventKind& kind_of(const wire::EventView& event) {
        const auto is_same = [&](const wire::EventKind& kind) {
            return kind.type == event.type && kind.source == event.source && kind.metadata == event.metadata;
        };
        const auto known = std::find_if(kinds_.begin(), kinds_.end(), is_same);
        if (known != kinds_.end()) return *known;
        return kinds_.emplace_back(wire::EventKind{std::string{event.topic}, std::string{event.type},
                                                   std::string{event.source}, std::string{event.metadata}});
    }

    void seal() {
        Sealed sealed{builder_.first(), builder_.last(), builder_.events(), {}};
        sealed.bytes = builder_.seal();
        if (is_recovered_) wire::mark_recovered(sealed.bytes);
        sealed_.push_back(std::move(sealed));
    }

    wire::BatchBuilder builder_;
    const std::size_t empty_bytes_;
    std::vector<wire::EventKind> kinds_;
    const bool is_recovered_;
    const std::size_t limit_;
    std::vector<Sealed> sealed_;
};

std::string_view topic_of_holes(const wire::BatchView& view) {
    return view.events.empty() ? drops_topic : view.events.front().topic;
}

}  // namespace

Result<std::vector<Packet>> Packer::pack(const std::shared_ptr<const Batch>& batch, std::size_t limit,
                                         const std::function<void(const Error&)>& on_lost) {
    const auto outline = decoder_.outline(batch->bytes);
    if (!outline) return outline.error();
    if (!is_publisher_name(outline->publisher)) {
        return Error{ErrorCode::malformed_batch, "a publisher whose name does not fit into a NATS header"};
    }
    const bool is_whole =
        outline->topics.size() <= 1 && batch->bytes.size() <= limit && outline->events <= max_message_events;
    if (!is_whole) return take_apart(*batch, limit, on_lost);
    const std::string_view topic = outline->topics.empty() ? drops_topic : outline->topics.front();
    const std::shared_ptr<const std::string> body{batch, &batch->bytes};
    const BatchHeader header{std::string{outline->publisher}, outline->first, outline->last, outline->events, 0};
    std::vector<Packet> packets;
    packets.push_back(chained(mapping_.subject_of(topic), header, body));
    return packets;
}

Result<std::vector<Packet>> Packer::take_apart(const Batch& batch, std::size_t limit,
                                               const std::function<void(const Error&)>& on_lost) {
    const auto decoded = decoder_.decode(batch.bytes);
    if (!decoded) return decoded.error();
    const wire::BatchView& view = **decoded;
    std::map<std::string_view, TopicBatches> topics;
    const auto batches_of = [&](std::string_view topic) -> TopicBatches& {
        return topics.try_emplace(topic, view, limit).first->second;
    };
    auto hole = view.holes.begin();
    const auto add_holes_before = [&](std::uint64_t counter) {
        for (; hole != view.holes.end() && hole->first < counter; ++hole) {
            batches_of(topic_of_holes(view)).add(*hole);
        }
    };
    for (const wire::EventView& event : view.events) {
        add_holes_before(event.counter);
        if (!batches_of(event.topic).add(event)) {
            on_lost({ErrorCode::too_large, "event " + std::to_string(event.counter) + " on '" +
                                               std::string{event.topic} +
                                               "' is longer than a NATS message may be here (" + std::to_string(limit) +
                                               " bytes): raise max_payload of the server, or lower max_event"});
        }
    }
    add_holes_before(UINT64_MAX);
    std::vector<Packet> packets;
    for (auto& [topic, batches] : topics) {
        for (auto& sealed : batches.finish()) {
            packets.push_back(chained(mapping_.subject_of(topic),
                                      {std::string{view.publisher}, sealed.first, sealed.last, sealed.events, 0},
                                      std::make_shared<const std::string>(std::move(sealed.bytes))));
        }
    }
    return packets;
}

Packet Packer::chained(std::string subject, BatchHeader header, std::shared_ptr<const std::string> body) {
    header.previous = chains_.previous(header.publisher, subject, header.first, header.last);
    return {std::move(subject), std::move(header), std::move(body)};
}

}  // namespace logbeam::transport
