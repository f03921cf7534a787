#include "store/block/segment_facts.hpp"

#include "store/block/bytes.hpp"
#include "store/block/row_checksum.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace logbeam::store {
namespace {

constexpr std::uint64_t largest_text = std::uint64_t{1} << 32U;
constexpr std::uint64_t most_events = std::uint64_t{1} << 24U;
constexpr std::int64_t most_blocks = std::int64_t{1} << 28U;
constexpr std::uint8_t all_levels = 0xFF;

using Blocks = std::vector<std::shared_ptr<const SealedBlock>>;

Timestamp time_of(std::int64_t nanoseconds) noexcept {
    return Timestamp{std::chrono::nanoseconds{nanoseconds}};
}

// Calls `take(statement)` for each row.
template <class Take>
Result<void> for_each_row(Database& database, std::string_view sql, Take take) {
    auto statement = database.prepare(sql);
    if (!statement) return statement.error();
    for (;;) {
        const auto row = statement->step();
        if (!row) return row.error();
        if (!*row) return {};
        take(*statement);
    }
}

Error impossible(const Database& database) {
    return Error{ErrorCode::store_damaged, "'" + database.path() + "' holds impossible numbers"};
}

bool is_possible(const SealedBlock& block) noexcept {
    const history::BlockInfo& info = block.summary.info;
    return info.events > 0 && info.events < most_events && info.last_seq >= info.first_seq &&
           block.text_bytes < largest_text && block.id >= 0 && block.id < most_blocks;
}

// Nothing: it does not fit its checksum.
std::shared_ptr<SealedBlock> block_of(Statement& row, const std::vector<std::string_view>& topics) {
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
    return row.number(9) == checksum_of(*block) && is_possible(*block) ? block : nullptr;
}

void add_damaged(Blocks& blocks) {
    const auto block = std::make_shared<SealedBlock>();
    block->id = static_cast<std::int64_t>(blocks.size());
    block->summary.levels = all_levels;
    block->is_damaged = true;
    blocks.push_back(block);
}

// In the order of the file; the number of a row that does not fit is no more certain than the rest of it.
Result<Blocks> load_blocks(Database& database, const std::vector<std::string_view>& topics) {
    Blocks blocks;
    bool is_in_order = true;
    const auto take = [&](Statement& row) {
        const auto block = block_of(row, topics);
        if (!block) return add_damaged(blocks);
        while (static_cast<std::int64_t>(blocks.size()) < block->id)
            add_damaged(blocks);
        is_in_order = is_in_order && static_cast<std::int64_t>(blocks.size()) == block->id;
        blocks.push_back(block);
    };
    auto loaded = for_each_row(database,
                               "select id, first_seq, last_seq, events, first_time, last_time, levels, topics, "
                               "text_bytes, checksum from blocks order by id",
                               take);
    if (!loaded) return loaded.error();
    if (!is_in_order) return impossible(database);
    return blocks;
}

// Blocks that are damaged lie between their neighbours: each has a seq at least, the last one of a row of them has the
// rest. `last` is the last seq of the segment, 0 where that is not known.
void place_damaged(Blocks& blocks, std::uint64_t first, std::uint64_t last) {
    for (std::size_t index = 0; index < blocks.size(); ++index) {
        if (!blocks[index]->is_damaged) {
            first = blocks[index]->summary.info.last_seq + 1;
            continue;
        }
        const bool is_last = index + 1 == blocks.size();
        const auto placed = std::make_shared<SealedBlock>(*blocks[index]);
        history::BlockInfo& info = placed->summary.info;
        info.first_seq = info.last_seq = first;
        if (is_last) info.last_seq = std::max(first, last);
        if (!is_last && !blocks[index + 1]->is_damaged) {
            info.last_seq = std::max(first, blocks[index + 1]->summary.info.first_seq - 1);
        }
        first = info.last_seq + 1;
        blocks[index] = placed;
    }
}

Result<void> load_notes(Database& database, SegmentFacts& facts) {
    const auto keep = [&facts](bool fits) {
        if (!fits) ++facts.damaged_notes;
        return fits;
    };
    auto marks = for_each_row(database, "select publisher, through, checksum from publishers", [&](Statement& row) {
        const bool fits = row.number(2) == row_checksum(row.text(0), row.number(1));
        if (keep(fits)) facts.marks.push_back({std::string{row.text(0)}, static_cast<std::uint64_t>(row.number(1))});
    });
    if (!marks) return marks;
    return for_each_row(
        database, "select first, last, reason, checksum from holes order by first", [&](Statement& row) {
            const bool fits = row.number(3) == row_checksum(row.number(0), row.number(1), row.text(2));
            if (!keep(fits)) return;
            facts.holes.push_back({static_cast<std::uint64_t>(row.number(0)), static_cast<std::uint64_t>(row.number(1)),
                                   std::string{row.text(2)}});
        });
}

// What the table `facts` says; nothing where it does not fit.
struct Numbers {
    std::optional<std::int64_t> through;
    std::optional<std::int64_t> last;
    std::optional<std::int64_t> arrived;
    std::optional<std::int64_t> sealed;
};

Result<Numbers> load_numbers(Database& database, SegmentFacts& facts) {
    Numbers numbers;
    auto loaded = for_each_row(database, "select name, value, checksum from facts", [&](Statement& row) {
        const std::string_view name = row.text(0);
        if (row.number(2) != row_checksum(name, row.number(1))) return;
        if (name == "through") numbers.through = row.number(1);
        if (name == "last") numbers.last = row.number(1);
        if (name == "arrived") numbers.arrived = row.number(1);
        if (name == "sealed") numbers.sealed = row.number(1);
    });
    if (!loaded) return loaded.error();
    for (const auto& number : {numbers.through, numbers.last, numbers.arrived, numbers.sealed})
        facts.damaged_notes += number ? 0U : 1U;
    return numbers;
}

Timestamp changed_at(const std::string& path) {
    std::error_code problem;
    const auto time = std::filesystem::last_write_time(path, problem);
    if (problem) return Timestamp::max();
    return std::chrono::time_point_cast<Timestamp::duration>(std::chrono::file_clock::to_sys(time));
}

// Full groups are transposed always.
std::size_t find_first_plain(Database& database, std::size_t blocks) {
    const std::size_t least = blocks / group_blocks * group_blocks;
    const auto found = database.number("select ifnull(min(id), " + std::to_string(blocks) + ") from filters");
    return found ? std::clamp(static_cast<std::size_t>(*found), least, blocks) : least;
}

}  // namespace

std::int64_t checksum_of(const SealedBlock& block) noexcept {
    const history::BlockInfo& info = block.summary.info;
    std::int64_t topics = 0;
    for (const std::string_view topic : block.summary.topics)
        topics = row_checksum(topics, topic);
    return row_checksum(block.id, info.first_seq, info.last_seq, info.events,
                        info.first_time.time_since_epoch().count(), info.last_time.time_since_epoch().count(),
                        block.summary.levels, topics, block.text_bytes);
}

Result<std::vector<std::string_view>> load_topics(Database& database, TopicNames& names) {
    std::vector<std::string_view> topics;
    auto loaded = for_each_row(database, "select name from topics order by id",
                               [&](Statement& row) { topics.push_back(names.keep(row.text(0))); });
    if (!loaded) return loaded.error();
    return topics;
}

// What is not certain is taken as that which does least harm: that the segment has ended, and as late as its file.
Result<SegmentFacts> load_facts(Database& database, std::uint64_t first_seq, TopicNames& names) {
    SegmentFacts facts;
    const auto topics = load_topics(database, names);
    if (!topics) return topics.error();
    auto blocks = load_blocks(database, *topics);
    if (!blocks) return blocks.error();
    if (auto notes = load_notes(database, facts); !notes) return notes.error();
    const auto numbers = load_numbers(database, facts);
    if (!numbers) return numbers.error();
    place_damaged(*blocks, first_seq, static_cast<std::uint64_t>(numbers->last.value_or(0)));
    facts.blocks = std::move(*blocks);
    const std::uint64_t last_seq = facts.blocks.empty() ? 0 : facts.blocks.back()->summary.info.last_seq;
    facts.through = std::max(static_cast<std::uint64_t>(numbers->through.value_or(0)), last_seq);
    facts.arrived = numbers->arrived ? time_of(*numbers->arrived) : changed_at(database.path());
    facts.is_sealed = numbers->sealed.value_or(1) == 1;
    facts.first_plain = find_first_plain(database, facts.blocks.size());
    return facts;
}

}  // namespace logbeam::store
