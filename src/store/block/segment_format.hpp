#pragma once

#include "store/sqlite.hpp"

#include <logbeam/result.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A segment: one SQLite file of blocks. Once it is sealed it never changes again.
//
//     blocks      a row per block: range of seqs and times (ns since 1970), level bits, topic ids (varints), text bytes
//     chunks      per block: the rows as columns, and the texts as NDJSON, a zstd frame each
//     filters     per block: its filter, until its group of 256 is complete
//     slices      filters of complete groups, transposed: key = kind << 40 | group << 20 | slice
//     topics      names by id
//     rollup      events per group, minute, topic and level (6: none), of complete groups
//     publishers  how far each publisher is held
//     holes       seqs that were given but are not held
//     facts       `through`: the highest seq given; `last`: that of the last event; `arrived`: when the newest event
//                 came (ns since 1970); `sealed`: 1 when nothing more comes
//
// Every row has a checksum (row_checksum.hpp), of a block and of a rollup with the names of its topics; chunks have that of
// zstd. Names have none of their own.
namespace logbeam::store {

inline constexpr std::int64_t segment_version = 1;

// What is appended to its name in the names of its files.
inline constexpr std::array<const char*, 4> segment_files{"", "-wal", "-shm", "-journal"};

[[nodiscard]] std::string segment_name(std::string_view kind, std::uint64_t first_seq);

// The first seq in the name of a segment of this kind; nothing for other files.
[[nodiscard]] std::optional<std::uint64_t> segment_seq(std::string_view kind, std::string_view file_name);

// Makes an empty file a segment, and checks that any other one is.
Result<void> prepare_segment(Database& database);

// not_found: it is still empty. unsupported_version: it is newer than this program.
Result<void> check_segment(Database& database);

}  // namespace logbeam::store
