#include "store/block/segment_format.hpp"

#include "store/block/row_checksum.hpp"

#include <array>
#include <charconv>

namespace logbeam::store {
namespace {

constexpr std::int64_t application_id = 0x6C6F6762;  // "logb"
constexpr std::size_t seq_digits = 20;
constexpr std::string_view suffix = ".db";

constexpr const char* schema = R"(
create table blocks(id integer primary key, first_seq int, last_seq int, events int, first_time int, last_time int,
                    levels int, topics blob, text_bytes int, checksum int);
create table chunks(id integer primary key, columns blob, body blob);
create table filters(id integer primary key, bits blob, checksum int);
create table slices(id integer primary key, bits blob, checksum int);
create table topics(id integer primary key, name text);
create table rollup(block_group int, minute int, topic int, level int, events int, checksum int,
                    primary key(block_group, minute, topic, level)) without rowid;
create table publishers(publisher text primary key, through int, checksum int) without rowid;
create table holes(first int primary key, last int, reason text, checksum int) without rowid;
create table facts(name text primary key, value int, checksum int) without rowid;
)";

std::string first_facts() {
    std::string sql;
    for (const std::string name : {"through", "last", "arrived", "sealed"})
        sql += "insert into facts values('" + name + "', 0, " + std::to_string(row_checksum(name, 0)) + ");";
    return sql;
}

}  // namespace

std::string segment_name(std::string_view kind, std::uint64_t first_seq) {
    const std::string digits = std::to_string(first_seq);
    return std::string{kind} + "-" + std::string(seq_digits - digits.size(), '0') + digits + std::string{suffix};
}

std::optional<std::uint64_t> segment_seq(std::string_view kind, std::string_view file_name) {
    if (file_name.size() != kind.size() + 1 + seq_digits + suffix.size()) return std::nullopt;
    if (file_name.substr(0, kind.size()) != kind || file_name.substr(file_name.size() - suffix.size()) != suffix) {
        return std::nullopt;
    }
    const std::string_view digits = file_name.substr(kind.size() + 1, seq_digits);
    std::uint64_t seq = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return seq;
}

Result<void> prepare_segment(Database& database) {
    // Filter slices are made to fill a page of 4 KiB. Every commit is on disk before a tail is cut.
    if (auto set = database.execute("pragma page_size=4096; pragma journal_mode=wal; pragma synchronous=full; "
                                    "pragma wal_autocheckpoint=4000; pragma cache_size=-4000");
        !set) {
        return set;
    }
    const auto version = database.number("pragma user_version");
    if (!version) return version.error();
    if (*version != 0) return check_segment(database);
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    const std::string marks = "pragma application_id=" + std::to_string(application_id) +
                              "; pragma user_version=" + std::to_string(segment_version) + ";";
    if (auto made = database.execute(schema + marks + first_facts()); !made) return made;
    return transaction->commit();
}

Result<void> check_segment(Database& database) {
    const auto application = database.number("pragma application_id");
    if (!application) return application.error();
    const auto version = database.number("pragma user_version");
    if (!version) return version.error();
    if (*application == 0 && *version == 0) {
        return Error{ErrorCode::not_found, "'" + database.path() + "' holds nothing yet"};
    }
    if (*application != application_id) {
        return Error{ErrorCode::store_damaged, "'" + database.path() + "' is no segment of this store; move it away"};
    }
    if (*version > segment_version) {
        return Error{ErrorCode::unsupported_version, "'" + database.path() + "' has format version " +
                                                         std::to_string(*version) + ", this program knows " +
                                                         std::to_string(segment_version) + "; upgrade it"};
    }
    return {};
}

}  // namespace logbeam::store
