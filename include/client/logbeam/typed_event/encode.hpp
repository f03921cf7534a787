#pragma once

#include <logbeam/json_writer.hpp>
#include <logbeam/typed_event/kind.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

// From a C++ value to JSON.
namespace logbeam::typed {

void write_float(JsonWriter& out, float value);  // the shortest text that reads back as the same float
void write_time(JsonWriter& out, Timestamp time);
void write_value(JsonWriter& out, const Value& value);
void write_fields(JsonWriter& out, const Fields& fields);

template <class T>
void write(JsonWriter& out, const T& value);

template <class T>
void write_number(JsonWriter& out, T value) {
    if constexpr (std::is_same_v<T, double>) {
        out.number(value);
    } else if constexpr (std::is_same_v<T, float>) {
        typed::write_float(out, value);
    } else if constexpr (std::is_signed_v<T>) {
        out.integer(value);
    } else {
        out.unsigned_integer(value);
    }
}

template <class T>
[[nodiscard]] std::optional<std::string_view> name_of(T value) {
    std::optional<std::string_view> name;
    visit<T>([&](const auto& enumerator) {
        if (enumerator.value != value) return true;
        name = enumerator.wire;
        return false;
    });
    return name;
}

// A value without a name is written as its number: wrong, but visible.
template <class T>
void write_enumeration(JsonWriter& out, T value) {
    if (const auto name = typed::name_of(value)) {
        out.string(*name);
    } else {
        typed::write_number(out, static_cast<std::underlying_type_t<T>>(value));
    }
}

// An empty optional is left out, unless its absence would mean the default.
template <class Object, class T>
void write_member(JsonWriter& out, const Member<Object, T>& member, const T& value) {
    if constexpr (kind_of<T> == Kind::optional) {
        if (!value && member.presence != Presence::defaulted) return;
    }
    out.key(member.wire);
    typed::write(out, value);
}

template <class T>
void write_object(JsonWriter& out, const T& object) {
    out.begin_object();
    visit<T>([&](const auto& member) {
        typed::write_member(out, member, object.*member.pointer);
        return true;
    });
    out.end_object();
}

template <class T>
void write_list(JsonWriter& out, const T& list) {
    out.begin_array();
    for (auto&& item : list) {
        typed::write<InnerOf<T>>(out, item);
    }
    out.end_array();
}

template <class T>
void write_map(JsonWriter& out, const T& map) {
    out.begin_object();
    for (const auto& [key, value] : map) {
        out.key(key);
        typed::write(out, value);
    }
    out.end_object();
}

template <class T>
void write_optional(JsonWriter& out, const T& optional) {
    if (optional) {
        typed::write(out, *optional);
    } else {
        out.null();
    }
}

template <class T>
void write(JsonWriter& out, const T& value) {
    constexpr Kind kind = kind_of<T>;
    if constexpr (kind == Kind::boolean) {
        out.boolean(value);
    } else if constexpr (kind == Kind::integer || kind == Kind::number) {
        typed::write_number(out, value);
    } else if constexpr (kind == Kind::text) {
        out.string(value);
    } else if constexpr (kind == Kind::time) {
        typed::write_time(out, std::chrono::time_point_cast<Timestamp::duration>(value));
    } else if constexpr (kind == Kind::enumeration) {
        typed::write_enumeration(out, value);
    } else if constexpr (kind == Kind::object) {
        typed::write_object(out, value);
    } else if constexpr (kind == Kind::optional) {
        typed::write_optional(out, value);
    } else if constexpr (kind == Kind::list) {
        typed::write_list(out, value);
    } else if constexpr (kind == Kind::map) {
        typed::write_map(out, value);
    } else if constexpr (kind == Kind::value) {
        typed::write_value(out, value);
    } else if constexpr (kind == Kind::fields) {
        typed::write_fields(out, value);
    }
}

}  // namespace logbeam::typed
