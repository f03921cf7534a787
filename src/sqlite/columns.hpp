#pragma once

#include "history/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The columns of `events`.
namespace logbeam::sqlite {

enum class Column : std::uint8_t {
    seq,
    time,
    topic,
    type,
    source,
    level,
    message,
    data,
    metadata,
    id,
    client_id,
    text,
    query
};

// By the places above; `query` is asked with and not shown by `select *`.
inline constexpr const char* declaration =
    "create table events(seq integer, time text, topic text, type text, source text, level text, message text, "
    "data text, metadata text, id text, client_id text, text text, query text hidden)";

// Whether any of the columns, a bit for each, is in the text of an event and not in its row.
[[nodiscard]] bool need_texts(std::uint64_t columns) noexcept;

// What a column of an event says; nothing is NULL. Not for seq, which is a number, and not for query, which is not of
// the event. A view into the text, or into `scratch`.
[[nodiscard]] std::optional<std::string_view> column_text(Column column, const history::Row& row, std::string_view text,
                                                          std::string& scratch);

}  // namespace logbeam::sqlite
