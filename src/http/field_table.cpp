#include "http/field_table.hpp"

#include "json/utf8.hpp"
#include "query/fields.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace logbeam::http {
namespace {

// In the order of Leaf::Kind.
constexpr std::array<std::string_view, 4> kind_names{"null", "boolean", "number", "string"};

// What every event has a value of its own of.
bool is_unique(std::string_view path) noexcept {
    return path == "id" || path == "seq" || path == "timestamp";
}

std::uint64_t frequency(std::uint64_t count) noexcept {
    return count;
}

template <class Counted>
std::uint64_t frequency(const Counted& counted) noexcept {
    return counted.events;
}

// The entries of a table that count most, at most so many; equal ones by their names.
template <class Table>
std::vector<const typename Table::value_type*> most_frequent(const Table& table, std::size_t most) {
    std::vector<const typename Table::value_type*> entries;
    entries.reserve(table.size());
    for (const auto& entry : table)
        entries.push_back(&entry);
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(std::min(most, entries.size()));
    std::partial_sort(entries.begin(), end, entries.end(), [](const auto* left, const auto* right) {
        const auto of_left = frequency(left->second);
        const auto of_right = frequency(right->second);
        return std::tie(of_right, left->first) < std::tie(of_left, right->first);
    });
    entries.erase(end, entries.end());
    return entries;
}

}  // namespace

FieldTable::FieldTable() : leaves_{[this](const Leaf& leaf) { take(leaf); }} {}

void FieldTable::add(const history::Row& row, std::string_view text) {
    ++events_;
    has_level_ = row.level.has_value();
    leaves_.read(text);
    if (row.level) take({"level", Leaf::Kind::string, to_string(*row.level)});
}

void FieldTable::take(const Leaf& leaf) {
    if (is_unique(leaf.path) || (has_level_ && leaf.path == query::level_path)) return;
    Field* const field = find(leaf.path);
    if (field == nullptr) return;
    if (field->last_event != events_) ++field->events;
    field->last_event = events_;
    field->kinds |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(leaf.kind));
    count_value(*field, leaf);
}

FieldTable::Field* FieldTable::find(std::string_view name) {
    const auto found = fields_.find(name);
    if (found != fields_.end()) return &found->second;
    if (fields_.size() == most_fields) return nullptr;
    return &fields_.emplace(std::string{name}, Field{}).first->second;
}

void FieldTable::count_value(Field& field, const Leaf& leaf) {
    scratch_.clear();
    if (leaf.kind == Leaf::Kind::string) {
        JsonWriter{scratch_}.string(json::cut_utf8(leaf.text, longest_value));
    } else {
        scratch_ = leaf.text;
    }
    const auto found = field.values.find(scratch_);
    if (found != field.values.end()) {
        ++found->second;
    } else if (values_ < most_values) {
        field.values.emplace(scratch_, 1);
        ++values_;
    }
}

void FieldTable::write(JsonWriter& json) const {
    json.begin_array();
    for (const Named* field : most_frequent(fields_, fields_.size()))
        write(json, *field);
    json.end_array();
}

void FieldTable::write(JsonWriter& json, const Named& named) {
    const auto& [path, field] = named;
    json.begin_object();
    json.key("name");
    json.string(path == "level" ? path : query::name_of({query::Field::Kind::text, path}));
    json.key("count");
    json.unsigned_integer(field.events);
    json.key("types");
    json.begin_array();
    for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
        if ((field.kinds >> kind & 1U) != 0) json.string(kind_names[kind]);
    }
    json.end_array();
    json.key("values");
    json.begin_array();
    for (const auto* value : most_frequent(field.values, shown_values)) {
        json.begin_object();
        json.key("value");
        json.raw(value->first);
        json.key("count");
        json.unsigned_integer(value->second);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

}  // namespace logbeam::http
