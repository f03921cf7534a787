#include "store/block/segment_file.hpp"

#include "store/block/columns.hpp"
#include "store/block/compression.hpp"
#include "store/block/rollup_sums.hpp"
#include "store/block/row_checksum.hpp"
#include "store/block/segment_facts.hpp"
#include "store/block/segment_format.hpp"

#include <cstring>
#include <filesystem>
#include <utility>

namespace logbeam::store {
namespace {

constexpr std::int64_t no_level = level_number(std::nullopt);

Error gone(const std::string& path) {
    return Error{ErrorCode::store_unavailable, "'" + path + "' cannot be opened any more"};
}

}  // namespace

struct SegmentFile::Connection {
    Database database;
    Statement columns;
    Statement body;
    Statement slice;

    // As far as the rows fit their checksums.
    [[nodiscard]] Result<std::vector<history::RollupRow>> rollup_of(std::int64_t group, TopicNames& names);
};

Result<std::vector<history::RollupRow>> SegmentFile::Connection::rollup_of(std::int64_t group, TopicNames& names) {
    auto found = database.prepare("select minute, name, level, events, checksum from rollup "
                                  "join topics on topics.id=topic where block_group=?");
    if (!found) return found.error();
    found->bind(1, group);
    std::vector<history::RollupRow> rows;
    for (;;) {
        const auto row = found->step();
        if (!row) return row.error();
        if (!*row) return rows;
        const std::int64_t level = found->number(2);
        const auto checksum = row_checksum(group, found->number(0), found->text(1), level, found->number(3));
        if (checksum != found->number(4)) continue;
        rows.push_back({found->number(0), names.keep(found->text(1)),
                        level < no_level ? std::optional{static_cast<Level>(level)} : std::nullopt,
                        static_cast<std::uint64_t>(found->number(3))});
    }
}

SegmentFile::SegmentFile(std::string path, std::uint64_t first_seq, Opened connection)
    : path_{std::move(path)}, first_seq_{first_seq}, connection_{std::move(connection)} {}

SegmentFile::~SegmentFile() = default;

Result<SegmentFile::Opened> SegmentFile::connect(const std::string& path, DatabaseAccess access) {
    auto database = Database::open(path, access);
    if (!database) return database.error();
    if (auto checked = check_segment(*database); !checked) return checked.error();
    auto columns = database->prepare("select columns from chunks where id=?");
    if (!columns) return columns.error();
    auto body = database->prepare("select body from chunks where id=?");
    if (!body) return body.error();
    auto slice = database->prepare("select bits, checksum from slices where id=?");
    if (!slice) return slice.error();
    return std::make_unique<Connection>(
        Connection{std::move(*database), std::move(*columns), std::move(*body), std::move(*slice)});
}

Result<std::shared_ptr<SegmentFile>> SegmentFile::open(const std::string& path, std::uint64_t first_seq,
                                                       DatabaseAccess access) {
    auto connection = connect(path, access);
    if (!connection) return connection.error();
    return std::shared_ptr<SegmentFile>{new SegmentFile{path, first_seq, std::move(*connection)}};
}

Result<SegmentFacts> SegmentFile::load(TopicNames& names) const {
    const auto connection = connection_.lock();
    if (!*connection) return gone(path_);
    auto facts = load_facts((*connection)->database, first_seq_, names);
    if (!facts) return facts;
    for (const auto& block : facts->blocks) {
        if (block->is_damaged) damaged_.lock()->insert(block->id);
    }
    for (std::size_t note = 0; note < facts->damaged_notes; ++note)
        note_damage(Part::note, static_cast<std::int64_t>(note));
    return facts;
}

Result<std::string> SegmentFile::read_frame(const SealedBlock& block, Column column) const {
    const auto connection = connection_.lock();
    if (!*connection) return gone(path_);
    Statement& statement = column == Column::columns ? (*connection)->columns : (*connection)->body;
    const auto found = statement.bind(1, block.id).step();
    std::string frame{found && *found ? statement.blob(0) : std::string_view{}};
    statement.reset();
    if (!found) return found.error();
    return frame;
}

Error SegmentFile::damaged(const SealedBlock& block) const {
    damaged_.lock()->insert(block.id);
    return Error{ErrorCode::store_damaged, "'" + path_ + "': the block of seqs " +
                                               std::to_string(block.summary.info.first_seq) + " to " +
                                               std::to_string(block.summary.info.last_seq) + " cannot be read"};
}

Result<void> SegmentFile::read_rows(const SealedBlock& block, history::BlockContent& into) const {
    if (block.is_damaged) return damaged(block);
    const auto frame = read_frame(block, Column::columns);
    if (!frame && frame.error().code != ErrorCode::store_damaged) return frame.error();
    if (!frame) return damaged(block);
    const history::BlockInfo& info = block.summary.info;
    std::string buffer;
    const auto columns = decompress(*frame, largest_columns(info.events), buffer);
    const bool is_whole =
        columns &&
        decode_columns(*columns, {info.events, info.first_seq, block.text_bytes}, block.summary.topics, into.rows) &&
        into.rows.back().seq == info.last_seq;
    if (!is_whole) return damaged(block);
    return {};
}

Result<void> SegmentFile::read_text(const SealedBlock& block, history::BlockContent& into) const {
    if (block.is_damaged) return damaged(block);
    const auto frame = read_frame(block, Column::body);
    if (!frame && frame.error().code != ErrorCode::store_damaged) return frame.error();
    if (!frame) return damaged(block);
    const auto text = decompress(*frame, block.text_bytes, into.buffer);
    if (!text || text->size() != block.text_bytes) return damaged(block);
    into.text = *text;
    return {};
}

std::optional<BlockMask> SegmentFile::read_row(FilterKind kind, std::size_t group, std::size_t bit) const {
    const RowPlace place = place_of(kind, group, bit);
    const auto connection = connection_.lock();
    if (!*connection) return std::nullopt;
    Statement& statement = (*connection)->slice;
    const auto found = statement.bind(1, place.slice).step();
    const std::string_view bits = found && *found ? statement.blob(0) : std::string_view{};
    std::optional<BlockMask> row;
    if (bits.size() == slice_bytes && statement.number(1) == row_checksum(place.slice, bits)) {
        row.emplace();
        std::memcpy(row->data(), bits.data() + place.at, sizeof(BlockMask));
    } else if (found || found.error().code == ErrorCode::store_damaged) {
        note_damage(Part::slice, place.slice);
    }
    statement.reset();
    return row;
}

Result<SharedFilters> SegmentFile::read_filters(std::size_t group, std::size_t count) const {
    const auto connection = connection_.lock();
    if (!*connection) return gone(path_);
    auto statement = (*connection)->database.prepare("select bits, checksum from filters where id=?");
    if (!statement) return statement.error();
    SharedFilters filters;
    for (std::size_t index = 0; index < count; ++index) {
        const auto id = static_cast<std::int64_t>(group * group_blocks + index);
        const auto found = statement->bind(1, id).step();
        if (!found && found.error().code != ErrorCode::store_damaged) return found.error();
        const std::string_view bits = found && *found ? statement->blob(0) : std::string_view{};
        const auto filter = std::make_shared<BlockFilter>();
        if (bits.size() == sizeof(BlockFilter) && statement->number(1) == row_checksum(id, bits)) {
            std::memcpy(filter.get(), bits.data(), sizeof(BlockFilter));
        } else {
            filter->add_everything();
            note_damage(Part::filter, id);
        }
        filters.push_back(filter);
        statement->reset();
    }
    return filters;
}

Result<std::vector<history::RollupRow>> SegmentFile::read_rollup(std::size_t group, std::uint64_t events,
                                                                 TopicNames& names) const {
    const auto connection = connection_.lock();
    if (!*connection) return gone(path_);
    const auto id = static_cast<std::int64_t>(group);
    auto rows = (*connection)->rollup_of(id, names);
    if (!rows && rows.error().code != ErrorCode::store_damaged) return rows;
    std::uint64_t counted = 0;
    for (const history::RollupRow& row : rows ? *rows : std::vector<history::RollupRow>{})
        counted += row.events;
    if (rows && counted == events) return rows;
    note_damage(Part::rollup, id);
    return Error{ErrorCode::store_damaged,
                 "'" + path_ + "': the counts of group " + std::to_string(group) + " cannot be read"};
}

std::set<std::int64_t> SegmentFile::damaged_blocks() const {
    return *damaged_.lock();
}

std::size_t SegmentFile::damaged_parts() const {
    return damaged_parts_.lock()->size();
}

void SegmentFile::note_damage(Part part, std::int64_t id) const {
    damaged_parts_.lock()->emplace(part, id);
}

Result<void> SegmentFile::freeze(const std::function<Result<void>()>& act) {
    const auto connection = connection_.lock();
    connection->reset();
    auto acted = act();
    std::error_code ignored;
    const bool has_journal = std::filesystem::exists(path_ + "-wal", ignored);
    auto again = connect(path_, acted && !has_journal ? DatabaseAccess::frozen : DatabaseAccess::read_only);
    if (again) *connection = std::move(*again);
    if (!acted) return acted;
    if (!again) return again.error();
    return {};
}

Result<void> SegmentFile::copy_to(const std::string& path) const {
    const auto connection = connection_.lock();
    if (!*connection) return gone(path_);
    return (*connection)->database.copy_to(path);
}

}  // namespace logbeam::store
