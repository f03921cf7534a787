#include "store/block/columns.hpp"

#include "store/block/bytes.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::store {
namespace {

constexpr char no_level = static_cast<char>(level_count);

std::int64_t ticks(Timestamp time) noexcept {
    return time.time_since_epoch().count();
}

// The difference may leave int64, as a number of 64 bits it comes back all the same.
std::int64_t difference(std::int64_t left, std::int64_t right) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(left) - static_cast<std::uint64_t>(right));
}
std::int64_t sum(std::int64_t left, std::int64_t right) noexcept {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(left) + static_cast<std::uint64_t>(right));
}

}  // namespace

std::string encode_columns(const MemoryBlock& block) {
    std::string out;
    out.reserve(block.events().size() * 8);
    for (const HeldEvent& event : block.events())
        out.push_back(event.row.level ? static_cast<char>(*event.row.level) : no_level);
    const BlockTopics& names = block.summary().topics;
    for (const HeldEvent& event : block.events()) {
        const auto found = std::find_if(names.begin(), names.end(),
                                        [&](std::string_view name) { return name.data() == event.row.topic.data(); });
        put_varint(out, static_cast<std::size_t>(found - names.begin()));
    }
    for (const HeldEvent& event : block.events())
        put_varint(out, event.row.bytes);
    std::uint64_t seq = block.summary().info.first_seq;
    for (const HeldEvent& event : block.events())
        put_varint(out, event.row.seq - std::exchange(seq, event.row.seq + 1));
    std::int64_t time = 0;
    for (const HeldEvent& event : block.events())
        put_varint(out, zigzag(difference(ticks(event.row.time), std::exchange(time, ticks(event.row.time)))));
    return out;
}

bool decode_columns(std::string_view columns, const ColumnsShape& shape, const BlockTopics& topics,
                    std::vector<history::Row>& rows) {
    rows.clear();
    if (shape.events > columns.size()) return false;
    rows.resize(shape.events);
    ByteSource source{columns};
    const std::string_view levels = source.bytes(shape.events);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (levels[i] < no_level) rows[i].level = static_cast<Level>(levels[i]);
    }
    for (history::Row& row : rows) {
        const std::uint64_t topic = source.varint();
        if (topic >= topics.size()) return false;
        row.topic = topics[topic];
    }
    std::uint64_t at = 0;
    for (history::Row& row : rows) {
        const std::uint64_t bytes = source.varint();
        if (bytes > shape.text_bytes) return false;
        row.at = static_cast<std::uint32_t>(at);
        row.bytes = static_cast<std::uint32_t>(bytes);
        at += bytes + 1;  // the line end
    }
    std::uint64_t seq = shape.first_seq;
    for (history::Row& row : rows) {
        row.seq = seq + source.varint();
        seq = row.seq + 1;
    }
    std::int64_t time = 0;
    for (history::Row& row : rows) {
        time = sum(time, unzigzag(source.varint()));
        row.time = Timestamp{std::chrono::nanoseconds{time}};
    }
    return source.is_whole() && source.rest().empty() && at == shape.text_bytes;
}

}  // namespace logbeam::store
