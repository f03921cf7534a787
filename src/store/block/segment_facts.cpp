#include "store/block/segment_facts.hpp"

#include "store/block/bytes.hpp"

#include <utility>

namespace logbeam::store {
namespace {

constexpr std::uint64_t largest_text = std::uint64_t{1} << 32U;
constexpr std::uint64_t most_events = std::uint64_t{1} << 24U;

Timestamp time_of(std::int64_t nanoseconds) noexcept {
    return Timestamp{std::chrono::nanoseconds{nanoseconds}};
}

// Calls `take(statement)` for each row; it returns whether the row makes sense.
template <class Take>
Result<void> for_each_row(Database& database, std::string_view sql, Take take) {
    auto statement = database.prepare(sql);
    if (!statement) return statement.error();
    for (;;) {
        const auto row = statement->step();
        if (!row) return row.error();
        if (!*row) return {};
        if (!take(*statement)) {
            return Error{ErrorCode::store_damaged, "'" + database.path() + "' holds impossible numbers"};
        }
    }
}

std::shared_ptr<const SealedBlock> block_of(Statement& row, const std::vector<std::string_view>& topics) {
    const auto block = std::make_shared<SealedBlock>();
    block->id = row.number(0);
    history::BlockInfo& info = block->summary.info;
    info.first_seq = static_cast<std::uint64_t>(row.number(1));
    info.last_seq = static_cast<std::uint64_t>(row.number(2));
    info.events = static_cast<std::uint32_t>(row.number(3));
    info.first_time = time_of(row.number(4));
    info.last_time = time_of(row.number(5));
    block->summary.levels = static_cast<std::uint8_t>(row.number(6));
    block->text_bytes = static_cast<std::uint64_t>(row.number(8));
    ByteSource ids{row.blob(7)};
    while (!ids.rest().empty()) {
        const std::uint64_t id = ids.varint();
        if (id >= topics.size()) return nullptr;
        block->summary.topics.push_back(topics[id]);
    }
    const bool is_possible = info.events > 0 && info.events < most_events && info.last_seq >= info.first_seq &&
                             block->text_bytes < largest_text;
    return is_possible ? block : nullptr;
}

Result<void> load_notes(Database& database, SegmentFacts& facts) {
    auto marks = for_each_row(database, "select publisher, through from publishers", [&](Statement& row) {
        facts.marks.push_back({std::string{row.text(0)}, static_cast<std::uint64_t>(row.number(1))});
        return true;
    });
    if (!marks) return marks;
    return for_each_row(database, "select first, last, reason from holes order by first", [&](Statement& row) {
        facts.holes.push_back({static_cast<std::uint64_t>(row.number(0)), static_cast<std::uint64_t>(row.number(1)),
                               std::string{row.text(2)}});
        return true;
    });
}

}  // namespace

Result<std::vector<std::string_view>> load_topics(Database& database, TopicNames& names) {
    std::vector<std::string_view> topics;
    auto loaded = for_each_row(database, "select id, name from topics order by id", [&](Statement& row) {
        if (row.number(0) != static_cast<std::int64_t>(topics.size())) return false;
        topics.push_back(names.keep(row.text(1)));
        return true;
    });
    if (!loaded) return loaded.error();
    return topics;
}

Result<SegmentFacts> load_facts(Database& database, TopicNames& names) {
    SegmentFacts facts;
    const auto topics = load_topics(database, names);
    if (!topics) return topics.error();
    auto blocks = for_each_row(database,
                               "select id, first_seq, last_seq, events, first_time, last_time, levels, topics, "
                               "text_bytes from blocks order by id",
                               [&](Statement& row) {
                                   const auto block = block_of(row, *topics);
                                   const bool is_next =
                                       block && block->id == static_cast<std::int64_t>(facts.blocks.size());
                                   if (is_next) facts.blocks.push_back(block);
                                   return is_next;
                               });
    if (!blocks) return blocks.error();
    if (auto notes = load_notes(database, facts); !notes) return notes.error();
    const auto through = database.number("select value from facts where name='through'");
    if (!through) return through.error();
    const auto arrived = database.number("select value from facts where name='arrived'");
    if (!arrived) return arrived.error();
    const auto is_sealed = database.number("select value from facts where name='sealed'");
    if (!is_sealed) return is_sealed.error();
    const auto plain =
        database.number("select ifnull(min(id), " + std::to_string(facts.blocks.size()) + ") from filters");
    if (!plain) return plain.error();
    facts.through = static_cast<std::uint64_t>(*through);
    facts.arrived = time_of(*arrived);
    facts.is_sealed = *is_sealed == 1;
    facts.first_plain = static_cast<std::size_t>(*plain);
    return facts;
}

}  // namespace logbeam::store
