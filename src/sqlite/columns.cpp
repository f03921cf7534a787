#include "sqlite/columns.hpp"

#include "event/json_text.hpp"

namespace logbeam::sqlite {
namespace {

using Text = std::optional<std::string_view>;

constexpr std::uint64_t bit(Column column) noexcept {
    return std::uint64_t{1} << static_cast<unsigned>(column);
}

constexpr std::uint64_t in_rows =
    bit(Column::seq) | bit(Column::time) | bit(Column::topic) | bit(Column::level) | bit(Column::query);

// The value as it is written. `key` is in quotes.
Text member(std::string_view object, std::string_view key) {
    Text found;
    event::for_each_member(object, [&](std::string_view each, std::string_view value) {
        if (each == key) found = value;
    });
    return found;
}

// What a string says; nothing of any other value.
Text string_in(Text value, std::string& scratch) {
    if (!value || !value->starts_with('"')) return std::nullopt;
    return event::unquoted(*value, scratch);
}

Text message_in(std::string_view text, std::string& scratch) {
    const Text data = member(text, R"("data")");
    if (!data || !data->starts_with('{')) return std::nullopt;
    return string_in(member(*data, R"("message")"), scratch);
}

}  // namespace

bool need_texts(std::uint64_t columns) noexcept {
    return (columns & ~in_rows) != 0;
}

Text column_text(Column column, const history::Row& row, std::string_view text, std::string& scratch) {
    scratch.clear();
    switch (column) {
        case Column::time: return scratch = to_rfc3339(row.time);
        case Column::topic: return row.topic;
        case Column::level: return row.level ? Text{to_string(*row.level)} : std::nullopt;
        case Column::type: return string_in(member(text, R"("type")"), scratch);
        case Column::source: return string_in(member(text, R"("source")"), scratch);
        case Column::message: return message_in(text, scratch);
        case Column::data: return member(text, R"("data")");
        case Column::metadata: return member(text, R"("metadata")");
        case Column::id: return string_in(member(text, R"("id")"), scratch);
        case Column::client_id: return string_in(member(text, R"("clientId")"), scratch);
        case Column::text: return text;
        case Column::seq:
        case Column::query: break;
    }
    return std::nullopt;
}

}  // namespace logbeam::sqlite
