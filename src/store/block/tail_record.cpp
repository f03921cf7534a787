#include "store/block/tail_record.hpp"

#include "store/block/bytes.hpp"
#include "store/block/filter.hpp"
#include "store/block/rollup_sums.hpp"

#include <optional>

namespace logbeam::store {
namespace {

struct RecordHead {
    std::uint64_t checksum = 0;
    std::uint64_t length = 0;
};

struct EventHead {
    std::uint64_t seq = 0;
    std::int64_t time = 0;
    std::uint32_t bytes = 0;
    std::uint32_t level = 0;
};

void put_text(std::string& out, std::string_view text) {
    put_varint(out, text.size());
    out.append(text);
}

std::uint64_t through_of(const history::Burst& burst, const std::vector<history::Hole>& holes) noexcept {
    if (!burst.entries.empty()) return burst.entries.back().seq;
    return holes.empty() ? 0 : holes.back().last;
}

void put_notes(std::string& out, const history::Burst& burst, const std::vector<history::Hole>& holes) {
    put_varint(out, burst.marks.size());
    for (const history::PublisherMark& mark : burst.marks) {
        put_text(out, mark.publisher);
        put_varint(out, mark.through);
    }
    put_varint(out, holes.size());
    for (const history::Hole& hole : holes) {
        put_varint(out, hole.first);
        put_varint(out, hole.last);
        put_text(out, hole.reason);
    }
}

bool take_notes(ByteSource& source, TailRecord& record) {
    for (std::uint64_t left = source.varint(); left > 0 && source.is_whole(); --left) {
        std::string publisher{source.bytes(source.varint())};
        record.marks.push_back({std::move(publisher), source.varint()});
    }
    for (std::uint64_t left = source.varint(); left > 0 && source.is_whole(); --left) {
        const std::uint64_t first = source.varint();
        const std::uint64_t last = source.varint();
        record.holes.push_back({first, last, std::string{source.bytes(source.varint())}});
    }
    return source.is_whole();
}

bool take_events(ByteSource& source, TailRecord& record) {
    std::uint64_t at = 0;
    for (std::uint64_t left = source.varint(); left > 0 && source.is_whole(); --left) {
        const auto head = source.fixed<EventHead>();
        history::Row row;
        row.seq = head.seq;
        row.time = Timestamp{std::chrono::nanoseconds{head.time}};
        row.at = static_cast<std::uint32_t>(at);
        row.bytes = head.bytes;
        if (head.level < level_count) row.level = static_cast<Level>(head.level);
        record.events.push_back(row);
        at += head.bytes;
    }
    record.texts = source.rest();
    return source.is_whole() && at == record.texts.size();
}

std::optional<TailRecord> read_record(std::string_view payload) {
    ByteSource source{payload};
    TailRecord record;
    record.through = source.fixed<std::uint64_t>();
    if (!take_notes(source, record) || !take_events(source, record)) return std::nullopt;
    return record;
}

}  // namespace

void put_record(std::string& out, const history::Burst& burst, const std::vector<std::uint32_t>& chosen,
                const std::vector<history::Hole>& holes) {
    const std::size_t begin = out.size();
    put_fixed(out, RecordHead{});
    put_fixed(out, through_of(burst, holes));
    put_notes(out, burst, holes);
    put_varint(out, chosen.size());
    for (const std::uint32_t index : chosen) {
        const history::Entry& entry = burst.entries[index];
        put_fixed(out, EventHead{entry.seq, entry.time.time_since_epoch().count(), entry.bytes,
                                 static_cast<std::uint32_t>(level_number(entry.level))});
    }
    for (const std::uint32_t index : chosen)
        out.append(burst.text_of(burst.entries[index]));
    const std::string_view payload = std::string_view{out}.substr(begin + sizeof(RecordHead));
    const RecordHead head{hash_of(payload), payload.size()};
    std::memcpy(out.data() + begin, &head, sizeof head);
}

std::size_t read_records(std::string_view tail, const std::function<void(const TailRecord& record)>& take) {
    std::size_t whole = 0;
    for (;;) {
        ByteSource source{tail.substr(whole)};
        const auto head = source.fixed<RecordHead>();
        const std::string_view payload = source.bytes(head.length);
        if (!source.is_whole() || hash_of(payload) != head.checksum) return whole;
        const auto record = read_record(payload);
        if (!record) return whole;
        take(*record);
        whole += sizeof head + payload.size();
    }
}

}  // namespace logbeam::store
