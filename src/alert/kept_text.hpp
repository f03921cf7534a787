#pragma once

#include "event/members.hpp"
#include "json/member.hpp"

#include <logbeam/event.hpp>
#include <logbeam/json_writer.hpp>

#include <string>
#include <string_view>
#include <utility>

// What was kept as JSON texts, and is read again.
namespace logbeam::alert {

[[nodiscard]] inline Error damaged(std::string problem) {
    return {ErrorCode::store_damaged, std::move(problem)};
}

[[nodiscard]] inline Result<Fields> kept_object(std::string_view text) {
    auto value = Value::parse(text);
    if (!value) return damaged(value.error().detail);
    if (Fields* object = value->as_object()) return std::move(*object);
    return damaged("expected an object");
}

// Pairs of texts, in a vector or a map, as an object.
template <class Pairs>
void write_texts(JsonWriter& json, std::string_view key, const Pairs& pairs) {
    json.key(key);
    json.begin_object();
    for (const auto& [name, value] : pairs)
        json::write_member(json, name, value);
    json.end_object();
}

template <class Pairs>
void read_texts(event::Members& members, std::string_view key, Pairs& into) {
    for (const auto& [name, value] : members.object(key)) {
        const std::string* text = value.as_string();
        into.insert(into.end(), typename Pairs::value_type{name, text == nullptr ? std::string{} : *text});
    }
}

}  // namespace logbeam::alert
