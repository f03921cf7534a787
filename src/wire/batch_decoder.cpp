#include "wire/batch_codec.hpp"
#include "wire/batch_format.hpp"
#include "wire/byte_reader.hpp"
#include "wire/varint.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace logbeam::wire {
namespace {

using Kind = BatchDecoder::Kind;
using Tables = BatchDecoder::Tables;

// The fewest bytes that each takes: no count is believed that needs more than there are.
constexpr std::size_t least_hole = 3 + level_count;
constexpr std::size_t least_string = 1;
constexpr std::size_t least_kind = 4;
constexpr std::size_t least_event = 5;

template <class Table>
typename Table::value_type entry(const Table& table, std::uint64_t index, ByteReader& reader) {
    if (index < table.size()) return table[static_cast<std::size_t>(index)];
    reader.reject("an index beyond its table");
    return {};
}

Hole read_hole(ByteReader& reader, const BatchView& batch) {
    Hole hole;
    const auto span = batch.last - batch.first;
    const auto offset = reader.varint();
    hole.count = reader.varint();
    if (offset > span || hole.count == 0 || hole.count - 1 > span - offset) reader.reject("a hole outside the batch");
    hole.first = batch.first + offset;
    const auto reason = reader.byte();
    if (reason >= drop_reason_count) reader.reject("an unknown reason");
    hole.reason = static_cast<DropReason>(reason);
    auto left = hole.count;
    for (auto& count : hole.levels) {
        count = reader.varint();
        if (count > left) reader.reject("a hole with more events in its levels than in all");
        left -= std::min(count, left);
    }
    return hole;
}

bool is_behind(const Hole& hole, const Hole& earlier) noexcept {
    return hole.first >= earlier.first && hole.first - earlier.first >= earlier.count;
}

void read_holes(ByteReader& reader, BatchView& batch) {
    const auto count = reader.count(least_hole, max_batch_events);
    batch.holes.reserve(count);
    while (batch.holes.size() < count && reader.is_well()) {
        const auto hole = read_hole(reader, batch);
        if (!batch.holes.empty() && !is_behind(hole, batch.holes.back())) {
            reader.reject("holes that overlap or do not rise");
        }
        batch.holes.push_back(hole);
    }
}

void read_tables(ByteReader& reader, Tables& tables) {
    tables.strings.resize(reader.count(least_string, max_batch_events));
    for (auto& string : tables.strings) {
        string = reader.text();
    }
    tables.kinds.resize(reader.count(least_kind, max_batch_events));
    for (auto& kind : tables.kinds) {
        for (auto* part : {&kind.topic, &kind.type, &kind.source, &kind.metadata}) {
            *part = entry(tables.strings, reader.varint(), reader);
        }
    }
}

std::optional<Level> read_level(std::uint8_t flags, ByteReader& reader) {
    const auto level = flags & level_bits;
    if (flags > (level_bits | own_id_flag)) reader.reject("unknown flags of an event");
    if (level < static_cast<int>(level_count)) return static_cast<Level>(level);
    if (level != no_level) reader.reject("an unknown level");
    return std::nullopt;
}

// `counter` and `time` are those that the event is told relative to.
void read_event(ByteReader& reader, const Tables& tables, std::uint64_t counter, std::uint64_t time, EventView& event) {
    event.counter = counter + reader.varint();
    if (event.counter < counter) reader.reject("counters that do not rise");
    const Kind kind = entry(tables.kinds, reader.varint(), reader);
    event.topic = kind.topic;
    event.type = kind.type;
    event.source = kind.source;
    event.metadata = kind.metadata;
    const auto flags = reader.byte();
    event.level = read_level(flags, reader);
    if ((flags & own_id_flag) != 0) {
        event.own_id = reader.text();
        if (event.own_id.empty()) reader.reject("an empty id");
    }
    const auto ticks = time + unzigzag(reader.varint());
    event.time = Timestamp{std::chrono::nanoseconds{static_cast<std::int64_t>(ticks)}};
    event.data = reader.text();
}

void read_events(ByteReader& reader, const Tables& tables, std::uint64_t base_time, BatchView& batch) {
    const auto count = reader.count(least_event, max_batch_events);
    batch.events.reserve(count);
    auto counter = batch.first;
    auto time = base_time;
    while (batch.events.size() < count) {
        auto& event = batch.events.emplace_back();
        read_event(reader, tables, counter, time, event);
        const bool is_last = batch.events.size() == count;
        if (event.counter > batch.last || (event.counter == batch.last && !is_last)) {
            reader.reject("a counter outside the batch");
        }
        if (!reader.is_well()) return;
        counter = event.counter + 1;
        time = static_cast<std::uint64_t>(event.time.time_since_epoch().count());
    }
}

bool is_inside_hole(const BatchView& batch, std::uint64_t counter) {
    const auto next = std::upper_bound(batch.holes.begin(), batch.holes.end(), counter,
                                       [](std::uint64_t value, const Hole& hole) { return value < hole.first; });
    return next != batch.holes.begin() && counter - std::prev(next)->first < std::prev(next)->count;
}

// The range is that of events and holes, no wider, and no counter is in both.
std::string_view problem_of(const BatchView& batch) {
    if (batch.events.empty() && batch.holes.empty()) return "neither events nor holes";
    auto lowest = batch.last;
    auto highest = batch.first;
    for (const auto& event : batch.events) {
        if (is_inside_hole(batch, event.counter)) return "an event inside a hole";
        lowest = std::min(lowest, event.counter);
        highest = std::max(highest, event.counter);
    }
    for (const auto& hole : batch.holes) {
        lowest = std::min(lowest, hole.first);
        highest = std::max(highest, hole.first + (hole.count - 1));
    }
    return lowest == batch.first && highest == batch.last ? "" : "a range wider than its events and holes";
}

Error malformed(std::string_view problem, const ByteReader& reader) {
    return Error{ErrorCode::malformed_batch,
                 std::string{problem} + " (byte " + std::to_string(reader.position()) + ")"};
}

void read_range(ByteReader& reader, BatchView& batch) {
    batch.first = reader.varint();
    batch.last = batch.first + reader.varint();
    if (batch.last < batch.first) reader.reject("counters beyond 64 bits");
}

std::optional<Error> refusal_of(std::string_view bytes) {
    if (bytes.size() > max_batch_bytes) return Error{ErrorCode::too_large, "a batch of more than 8 MiB"};
    const auto version = bytes.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes.front());
    if (version <= batch_version) return std::nullopt;
    return Error{ErrorCode::unsupported_version, "batch version " + std::to_string(version) + ", known is 1"};
}

}  // namespace

Result<const BatchView*> BatchDecoder::decode(std::string_view bytes) {
    if (auto refused = refusal_of(bytes)) return *refused;
    ByteReader reader{bytes};
    const auto base_time = read_head(reader);
    read_events(reader, tables_, base_time, batch_);
    if (reader.left() > 0) reader.reject("bytes behind its end");
    if (!reader.is_well()) return malformed(reader.problem(), reader);
    if (const auto problem = problem_of(batch_); !problem.empty()) return malformed(problem, reader);
    return &batch_;
}

Result<BatchDecoder::Outline> BatchDecoder::outline(std::string_view bytes) {
    if (auto refused = refusal_of(bytes)) return *refused;
    ByteReader reader{bytes};
    read_head(reader);
    Outline outline{batch_.publisher, batch_.first, batch_.last, reader.count(least_event, max_batch_events), {}};
    if (!reader.is_well()) return malformed(reader.problem(), reader);
    for (const Kind& kind : tables_.kinds) {
        const bool is_known =
            std::find(outline.topics.begin(), outline.topics.end(), kind.topic) != outline.topics.end();
        if (!is_known) outline.topics.push_back(kind.topic);
    }
    return outline;
}

// All before the events; returns the base time.
std::uint64_t BatchDecoder::read_head(ByteReader& reader) {
    if (reader.byte() == 0) reader.reject("no version");
    const auto flags = reader.byte();
    if (flags > recovered_flag) reader.reject("unknown flags");

    batch_.holes.clear();
    batch_.events.clear();
    batch_.recovered = flags == recovered_flag;
    batch_.publisher = reader.text();
    read_range(reader, batch_);
    const auto base_time = reader.fixed64();
    read_holes(reader, batch_);
    read_tables(reader, tables_);
    return base_time;
}

Result<BatchView> decode_batch(std::string_view bytes) {
    BatchDecoder decoder;
    auto batch = decoder.decode(bytes);
    if (!batch) return batch.error();
    return **batch;
}

void mark_recovered(std::string& batch) {
    batch[batch_flags_at] = static_cast<char>(recovered_flag);
}

}  // namespace logbeam::wire
