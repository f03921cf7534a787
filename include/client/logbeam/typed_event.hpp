#pragma once

#include <logbeam/json_writer.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/result.hpp>
#include <logbeam/typed_event/decode.hpp>
#include <logbeam/typed_event/describe.hpp>
#include <logbeam/typed_event/encode.hpp>
#include <logbeam/typed_event/kind.hpp>
#include <logbeam/typed_event/shape.hpp>

#include <string>
#include <type_traits>

// C++ structs as events. Beside the type and in its namespace stands one line:
//
//     struct OrderShipped { std::int64_t order_id; std::string city; double total; };
//     LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, city, total)
//
// LOGBEAM_FIELDS(Type, members...) describes a part of events, LOGBEAM_ENUM(Type, enumerators...) an enum; both
// stand before the types that use them. `(order_id, "orderId")` gives another wire name, `(note,
// logbeam::defaulted)` or `(note, "wireName", logbeam::defaulted)` keeps the member's initialiser when it is
// missing. Up to 128 members. docs/typed_events.md has the rules for each type.
namespace logbeam {

// The value as JSON: members in the order of the description, an empty optional left out.
template <class T>
void write_json(JsonWriter& out, const T& value) {
    if constexpr (typed::require_described<T>()) typed::write(out, value);
}

// Unknown members are ignored. A missing or ill-typed one is `ill_typed_event`, which names the path.
template <class T>
[[nodiscard]] Result<T> read_json(const Value& json) {
    typed::Mismatch mismatch;
    if constexpr (typed::require_described<T>() && typed::require_default_constructor<T>()) {
        T value{};
        if (typed::read(json, value, mismatch)) return value;
    }
    return mismatch.to_error();
}

// `order_id=42 city=Berlin total=19.99`, for people and for text logs; an enumerator as the value of a pair.
template <class T>
[[nodiscard]] std::string to_pairs(const T& value) {
    constexpr bool is_enumeration = typed::kind_of<T> == typed::Kind::enumeration;
    if constexpr (is_enumeration) {
        if (const auto name = typed::name_of(value)) return pair_text(*name);
    }
    std::string json;
    JsonWriter writer{json};
    logbeam::write_json(writer, value);
    return is_enumeration ? json : pairs_from_json(json);
}

// A JSON Schema (draft 2020-12) of the type on the wire.
template <class T>
[[nodiscard]] std::string schema() {
    typed::Catalogue catalogue;
    if constexpr (typed::require_schema<T>()) typed::define<T>(catalogue);
    return typed::json_schema(catalogue);
}

// `export interface OrderShipped { ... }`, the types that it needs before it.
template <class T>
[[nodiscard]] std::string typescript() {
    typed::Catalogue catalogue;
    if constexpr (typed::require_schema<T>()) typed::define<T>(catalogue);
    return typed::typescript_interface(catalogue);
}

}  // namespace logbeam
