#pragma once

#include <logbeam/event.hpp>
#include <logbeam/typed_event/describe.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// What a C++ type is on the wire.
namespace logbeam::typed {

enum class Kind : std::uint8_t {
    unsupported,
    boolean,
    integer,
    number,
    text,
    time,
    enumeration,
    object,
    optional,
    list,
    map,
    value,
    fields,
};

template <class T>
inline constexpr bool is_character =
    std::is_same_v<T, char> || std::is_same_v<T, wchar_t> || std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t>;

template <class T>
inline constexpr bool is_integer = std::is_integral_v<T> && !is_character<T> && sizeof(T) <= sizeof(std::int64_t);

template <class T>
inline constexpr bool is_time =
    std::is_same_v<T, Timestamp> || std::is_same_v<T, std::chrono::system_clock::time_point>;

template <class T>
inline constexpr bool is_optional = false;

template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_list = false;

template <class T, class Allocator>
inline constexpr bool is_list<std::vector<T, Allocator>> = true;

// Anything with std::string keys and operator[]: std::map, std::unordered_map and their kin.
template <class T, class = void>
inline constexpr bool is_map = false;

template <class T>
inline constexpr bool is_map<T, std::void_t<decltype(std::declval<T&>()[std::declval<typename T::key_type>()])>> =
    std::is_same_v<typename T::key_type, std::string>&&
        std::is_same_v<typename T::value_type, std::pair<const std::string, typename T::mapped_type>>;

template <class T>
[[nodiscard]] constexpr Kind outer_kind() {
    if constexpr (std::is_same_v<T, bool>) {
        return Kind::boolean;
    } else if constexpr (is_integer<T>) {
        return Kind::integer;
    } else if constexpr (std::is_same_v<T, double> || std::is_same_v<T, float>) {
        return Kind::number;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return Kind::text;
    } else if constexpr (is_time<T>) {
        return Kind::time;
    } else if constexpr (std::is_same_v<T, Value>) {
        return Kind::value;
    } else if constexpr (std::is_same_v<T, Fields>) {
        return Kind::fields;
    } else if constexpr (has_description<T>) {
        return std::is_enum_v<T> ? Kind::enumeration : Kind::object;
    } else if constexpr (is_optional<T>) {
        return Kind::optional;
    } else if constexpr (is_list<T>) {
        return Kind::list;
    } else if constexpr (is_map<T>) {
        return Kind::map;
    } else {
        return Kind::unsupported;
    }
}

template <class T>
inline constexpr Kind kind_of = outer_kind<T>();

// What an optional, a list or a map holds.
template <class T, Kind = kind_of<T>>
struct Inner {};

template <class T>
struct Inner<T, Kind::optional> {
    using type = typename T::value_type;
};

template <class T>
struct Inner<T, Kind::list> {
    using type = typename T::value_type;
};

template <class T>
struct Inner<T, Kind::map> {
    using type = typename T::mapped_type;
};

template <class T>
using InnerOf = typename Inner<T>::type;

// Why a type cannot be a member.
enum class Fault : std::uint8_t { none, view, plain_enum, other };

template <class T>
[[nodiscard]] constexpr Fault find_fault() {
    constexpr Kind kind = kind_of<T>;
    if constexpr (kind == Kind::optional) {
        // An empty optional in an optional could not be told from an empty one.
        return is_optional<InnerOf<T>> ? Fault::other : find_fault<InnerOf<T>>();
    } else if constexpr (kind == Kind::list || kind == Kind::map) {
        return find_fault<InnerOf<T>>();
    } else if constexpr (kind != Kind::unsupported) {
        return Fault::none;
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
        return Fault::view;
    } else if constexpr (std::is_enum_v<T>) {
        return Fault::plain_enum;
    } else {
        return Fault::other;
    }
}

template <class T>
inline constexpr Fault fault_of = find_fault<T>();

// Each is true, or the one error that says what to do.
template <class T>
[[nodiscard]] constexpr bool require_described() {
    static_assert(fault_of<T> == Fault::none,
                  "logbeam: this type is not described. Write LOGBEAM_EVENT(Type, \"type.name\", members...), "
                  "LOGBEAM_FIELDS(Type, members...) or LOGBEAM_ENUM(Type, enumerators...) next to it, in its "
                  "namespace, before this use");
    return fault_of<T> == Fault::none;
}

template <class T>
[[nodiscard]] constexpr bool require_schema() {
    static_assert(is_described<T>, "logbeam: only a type described by LOGBEAM_EVENT, LOGBEAM_FIELDS or LOGBEAM_ENUM "
                                   "has a schema");
    return is_described<T>;
}

template <class T>
[[nodiscard]] constexpr bool require_default_constructor() {
    static_assert(std::is_default_constructible_v<T>,
                  "logbeam: a type that is read needs a default constructor; its members are then replaced");
    return std::is_default_constructible_v<T>;
}

}  // namespace logbeam::typed
