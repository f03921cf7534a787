#include "store/block/segment_writer.hpp"

#include "store/block/bytes.hpp"
#include "store/block/row_checksum.hpp"
#include "store/block/segment_facts.hpp"
#include "store/block/segment_format.hpp"

#include <utility>

namespace logbeam::store {
namespace {

// A last group of fewer blocks is left as it is: transposed it would take the room of a full one.
constexpr std::size_t least_to_transpose = 64;

std::int64_t number(std::uint64_t value) noexcept {
    return static_cast<std::int64_t>(value);
}

std::string_view bytes_of(const BlockFilter& filter) noexcept {
    return {static_cast<const char*>(static_cast<const void*>(&filter)), sizeof filter};
}

}  // namespace

SegmentWriter::SegmentWriter(Database database, Statements statements, std::uint64_t first_seq)
    : database_{std::move(database)}, statements_{std::move(statements)}, first_seq_{first_seq} {}

Result<SegmentWriter::Statements> SegmentWriter::prepare(Database& database) {
    std::optional<Error> problem;
    const auto make = [&](std::string_view sql) {
        auto statement = database.prepare(sql);
        if (statement) return std::optional{std::move(*statement)};
        problem = statement.error();
        return std::optional<Statement>{};
    };
    auto block = make("insert into blocks values(?,?,?,?,?,?,?,?,?,?)");
    auto chunk = make("insert into chunks values(?,?,?)");
    auto filter = make("insert into filters values(?,?,?)");
    auto slice = make("insert into slices values(?,?,?)");
    auto topic = make("insert into topics values(?,?)");
    auto rollup = make("insert into rollup values(?,?,?,?,?,?)");
    auto publisher = make("insert or replace into publishers values(?,?,?)");
    auto hole = make("insert or replace into holes values(?,?,?,?)");
    auto fact = make("insert or replace into facts values(?,?,?)");
    if (!block || !chunk || !filter || !slice || !topic || !rollup || !publisher || !hole || !fact) return *problem;
    return Statements{std::move(*block),     std::move(*chunk), std::move(*filter),
                      std::move(*slice),     std::move(*topic), std::move(*rollup),
                      std::move(*publisher), std::move(*hole),  std::move(*fact)};
}

Result<std::unique_ptr<SegmentWriter>> SegmentWriter::open(const std::string& path, std::uint64_t first_seq,
                                                           TopicNames& names) {
    auto database = Database::open(path, DatabaseAccess::read_write);
    if (!database) return database.error();
    if (auto prepared = prepare_segment(*database); !prepared) return prepared.error();
    auto statements = prepare(*database);
    if (!statements) return statements.error();
    std::unique_ptr<SegmentWriter> writer{new SegmentWriter{std::move(*database), std::move(*statements), first_seq}};
    if (auto restored = writer->restore(names); !restored) return restored.error();
    return writer;
}

Result<void> SegmentWriter::restore(TopicNames& names) {
    const auto facts = load_facts(database_, first_seq_, names);
    if (!facts) return facts.error();
    const auto topics = load_topics(database_, names);
    if (!topics) return topics.error();
    for (const std::string_view name : *topics)
        topics_.emplace(name, next_topic_++);
    next_id_ = facts->blocks.size();
    for (const auto& block : facts->blocks)
        events_ += block->summary.info.events;
    is_sealed_ = facts->is_sealed;
    is_transposed_ = facts->first_plain == facts->blocks.size();
    if (is_sealed_ || next_id_ % group_blocks == 0) return {};

    auto reader = SegmentFile::open(path(), first_seq_, DatabaseAccess::read_only);
    if (!reader) return reader.error();
    const std::size_t group = next_id_ / group_blocks;
    auto filters = (*reader)->read_filters(group, next_id_ % group_blocks);
    if (!filters) return filters.error();
    group_filters_ = std::move(*filters);
    history::BlockContent content;
    for (std::size_t index = group * group_blocks; index < next_id_; ++index) {
        if (!(*reader)->read_rows(*facts->blocks[index], content)) continue;  // told by who reads it
        for (const history::Row& row : content.rows)
            group_sums_.add(row);
    }
    return {};
}

Result<void> SegmentWriter::begin() {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    transaction_.emplace(std::move(*transaction));
    return {};
}

Result<void> SegmentWriter::commit() {
    auto committed = transaction_->commit();
    transaction_.reset();
    return committed;
}

Result<std::shared_ptr<const SealedBlock>> SegmentWriter::put(const PreparedBlock& prepared) {
    const auto sealed = std::make_shared<SealedBlock>();
    sealed->id = static_cast<std::int64_t>(next_id_);
    sealed->summary = prepared.block->summary();
    sealed->text_bytes = prepared.block->text().size();
    auto topics = topic_ids(sealed->summary.topics);
    if (!topics) return topics.error();
    if (auto written = write_block(*sealed, *topics); !written) return written.error();
    statements_.chunk.bind(1, sealed->id).bind_blob(2, prepared.columns).bind_blob(3, prepared.body);
    if (auto written = statements_.chunk.run(); !written) return written.error();
    const std::string_view filter = bytes_of(*prepared.filter);
    statements_.filter.bind(1, sealed->id).bind_blob(2, filter).bind(3, row_checksum(sealed->id, filter));
    if (auto written = statements_.filter.run(); !written) return written.error();
    if (auto noted = put_notes(prepared.block->notes()); !noted) return noted.error();
    if (auto noted = put_fact("last", number(sealed->summary.info.last_seq)); !noted) return noted.error();

    ++next_id_;
    events_ += sealed->summary.info.events;
    group_filters_.push_back(prepared.filter);
    for (const HeldEvent& event : prepared.block->events())
        group_sums_.add(event.row);
    if (group_filters_.size() == group_blocks) {
        if (auto closed = close_group(); !closed) return closed.error();
    }
    return std::shared_ptr<const SealedBlock>{sealed};
}

Result<std::string> SegmentWriter::topic_ids(const std::vector<std::string_view>& topics) {
    std::string ids;
    for (const std::string_view name : topics) {
        const auto [found, is_new] = topics_.try_emplace(name, next_topic_);
        put_varint(ids, found->second);
        if (!is_new) continue;
        ++next_topic_;
        statements_.topic.bind(1, number(found->second)).bind_text(2, name);
        if (auto written = statements_.topic.run(); !written) return written.error();
    }
    return ids;
}

Result<void> SegmentWriter::write_block(const SealedBlock& block, const std::string& topics) {
    const history::BlockInfo& info = block.summary.info;
    return statements_.block.bind(1, block.id)
        .bind(2, number(info.first_seq))
        .bind(3, number(info.last_seq))
        .bind(4, info.events)
        .bind(5, info.first_time.time_since_epoch().count())
        .bind(6, info.last_time.time_since_epoch().count())
        .bind(7, block.summary.levels)
        .bind_blob(8, topics)
        .bind(9, number(block.text_bytes))
        .bind(10, checksum_of(block))
        .run();
}

Result<void> SegmentWriter::put_notes(const BlockNotes& notes) {
    for (const history::PublisherMark& mark : notes.marks) {
        const std::int64_t checksum = row_checksum(mark.publisher, mark.through);
        statements_.publisher.bind_text(1, mark.publisher).bind(2, number(mark.through)).bind(3, checksum);
        if (auto written = statements_.publisher.run(); !written) return written;
    }
    for (const history::Hole& hole : notes.holes) {
        statements_.hole.bind(1, number(hole.first)).bind(2, number(hole.last)).bind_text(3, hole.reason);
        statements_.hole.bind(4, row_checksum(hole.first, hole.last, hole.reason));
        if (auto written = statements_.hole.run(); !written) return written;
    }
    if (auto written = put_fact("through", number(notes.through)); !written) return written;
    return put_fact("arrived", notes.arrived.time_since_epoch().count());
}

Result<void> SegmentWriter::put_fact(std::string_view name, std::int64_t value) {
    return statements_.fact.bind_text(1, name).bind(2, value).bind(3, row_checksum(name, value)).run();
}

// The room of the filters is free before the slices need it.
Result<void> SegmentWriter::close_group() {
    const std::size_t group = (next_id_ - 1) / group_blocks;
    if (auto cleared = database_.execute("delete from filters"); !cleared) return cleared;
    for (const FilterKind kind : {FilterKind::words, FilterKind::pieces}) {
        if (auto written = write_slices(group, kind); !written) return written;
    }
    group_filters_.clear();
    return write_rollup(group);
}

Result<void> SegmentWriter::write_slices(std::size_t group, FilterKind kind) {
    const std::string slices = transpose(group_filters_, kind);
    for (std::size_t index = 0; index < slices_of(kind); ++index) {
        const std::string_view bits = std::string_view{slices}.substr(index * slice_bytes, slice_bytes);
        const std::int64_t id = place_of(kind, group, index * rows_per_slice).slice;
        statements_.slice.bind(1, id).bind_blob(2, bits).bind(3, row_checksum(id, bits));
        if (auto written = statements_.slice.run(); !written) return written;
    }
    return {};
}

Result<void> SegmentWriter::write_rollup(std::size_t group) {
    for (const history::RollupRow& row : group_sums_.rows()) {
        statements_.rollup.bind(1, number(group))
            .bind(2, row.minute)
            .bind(3, number(topics_.at(row.topic)))
            .bind(4, level_number(row.level))
            .bind(5, number(row.events))
            .bind(6, row_checksum(group, row.minute, row.topic, level_number(row.level), row.events));
        if (auto written = statements_.rollup.run(); !written) return written;
    }
    group_sums_ = {};
    return {};
}

void SegmentWriter::rest() noexcept {
    static_cast<void>(database_.execute("pragma wal_checkpoint(truncate)").ok());
}

Result<bool> SegmentWriter::seal(std::unique_ptr<SegmentWriter> writer, SegmentFile& reader) {
    if (auto ended = writer->end_blocks(); !ended) return ended.error();
    if (auto done = writer->database_.execute("pragma wal_checkpoint(truncate)"); !done) return done.error();
    const bool is_transposed = writer->is_transposed_;
    auto frozen = reader.freeze([&] {
        // With another process that reads it the file keeps its journal mode; that does no harm.
        auto ended = writer->database_.number("pragma journal_mode=delete");
        writer.reset();
        return ended ? Result<void>{} : Result<void>{ended.error()};
    });
    if (!frozen) return frozen.error();
    return is_transposed;
}

// An earlier attempt may have come as far as this.
Result<void> SegmentWriter::end_blocks() {
    if (is_sealed_) return {};
    is_transposed_ = group_filters_.empty() || group_filters_.size() >= least_to_transpose;
    if (auto begun = begin(); !begun) return begun;
    if (!group_filters_.empty()) {
        auto closed = is_transposed_ ? close_group() : write_rollup(next_id_ / group_blocks);
        if (!closed) return closed;
    }
    if (auto marked = put_fact("sealed", 1); !marked) return marked;
    return commit();
}

}  // namespace logbeam::store
