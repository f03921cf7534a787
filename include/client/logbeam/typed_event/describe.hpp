#pragma once

#include <logbeam/event.hpp>
#include <logbeam/typed_event/for_each.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// How a type is described. A description is two functions beside the type, found by argument-dependent
// lookup: `logbeam_describe` names it, `logbeam_visit` shows its members or enumerators in order. The macros
// at the end write both; typed_event.hpp says how they are used.
namespace logbeam {

struct Defaulted {};

// Marks a member that keeps its default member initialiser when it is missing: (note, logbeam::defaulted).
inline constexpr Defaulted defaulted{};

namespace typed {

// Stands for a type in a function's arguments; unlike a pointer it does not convert to that of a base.
template <class T>
struct Tag {};

struct Description {
    std::string_view name;   // as the macro spells the type
    std::string_view event;  // the event type; empty for a part of events
};

enum class Presence : bool { required, defaulted };

template <class Object, class T>
struct Member {
    using type = T;

    T Object::*pointer;
    std::string_view wire;
    Presence presence = Presence::required;
};

template <class T>
struct Enumerator {
    T value;
    std::string_view wire;
};

// What may follow a name in the macros: a wire name, `defaulted`, and always End.
struct End {};

template <class Entry>
constexpr void set_option(Entry& entry, std::string_view wire) {
    entry.wire = wire;
}

template <class Entry>
constexpr void set_option(Entry& entry, Defaulted) {
    entry.presence = Presence::defaulted;
}

template <class Entry>
constexpr void set_option(Entry&, End) {}

template <class Object, class T, class... Options>
[[nodiscard]] constexpr Member<Object, T> member(T Object::*pointer, std::string_view name, Options... options) {
    Member<Object, T> result{pointer, name};
    (typed::set_option(result, options), ...);
    return result;
}

template <class T, class... Options>
[[nodiscard]] constexpr Enumerator<T> enumerator(T value, std::string_view name, Options... options) {
    Enumerator<T> result{value, name};
    (typed::set_option(result, options), ...);
    return result;
}

template <class T, class = void>
inline constexpr bool has_description = false;

template <class T>
inline constexpr bool has_description<T, std::void_t<decltype(logbeam_describe(Tag<T>{}))>> = true;

template <class T>
[[nodiscard]] constexpr Description describe() {
    if constexpr (has_description<T>) {
        return logbeam_describe(Tag<T>{});
    } else {
        return {};
    }
}

// Calls visitor(Member or Enumerator) in order until it returns false; true when it never did.
template <class T, class Visitor>
constexpr bool visit(Visitor&& visitor) {
    return logbeam_visit(Tag<T>{}, visitor);
}

inline constexpr std::size_t member_limit = 128;

template <class T>
[[nodiscard]] constexpr bool has_distinct_names() {
    std::string_view names[member_limit]{};
    std::size_t count = 0;
    return visit<T>([&](const auto& entry) {
        for (std::size_t i = 0; i < count; ++i) {
            if (names[i] == entry.wire) return false;
        }
        names[count++] = entry.wire;
        return true;
    });
}

}  // namespace typed

template <class T>
inline constexpr bool is_described = typed::has_description<std::remove_cv_t<T>>;

template <class T>
inline constexpr bool is_event = !typed::describe<std::remove_cv_t<T>>().event.empty();

namespace typed {

// True, or the one error that says what to do.
template <class T>
[[nodiscard]] constexpr bool require_event() {
    static_assert(is_event<T>,
                  "logbeam: this type is not an event. Write LOGBEAM_EVENT(Type, \"type.name\", members...) "
                  "next to it, in its namespace; LOGBEAM_FIELDS only describes a part of other events");
    return is_event<T>;
}

}  // namespace typed

// The name given to LOGBEAM_EVENT.
template <class T>
[[nodiscard]] constexpr std::string_view event_type() {
    if constexpr (typed::require_event<T>()) {
        return typed::describe<std::remove_cv_t<T>>().event;
    } else {
        return {};
    }
}

}  // namespace logbeam

#define LOGBEAM_EVENT(...) LOGBEAM_TYPED_STRUCT(__VA_ARGS__, LOGBEAM_TYPED_PADDING)
#define LOGBEAM_FIELDS(...) LOGBEAM_TYPED_PART(__VA_ARGS__, LOGBEAM_TYPED_PADDING)
#define LOGBEAM_ENUM(...) LOGBEAM_TYPED_ENUM(__VA_ARGS__, LOGBEAM_TYPED_PADDING)

#define LOGBEAM_TYPED_STRUCT(Type, event_name, ...)                                                \
    static_assert(!::std::string_view{event_name}.empty(), "logbeam: an event needs a type name"); \
    LOGBEAM_TYPED_DESCRIBE(Type, event_name, LOGBEAM_TYPED_MEMBER, __VA_ARGS__)                    \
    LOGBEAM_TYPED_FOR_EACH(LOGBEAM_TYPED_CHECK, Type, __VA_ARGS__)
#define LOGBEAM_TYPED_PART(Type, ...)                                   \
    LOGBEAM_TYPED_DESCRIBE(Type, "", LOGBEAM_TYPED_MEMBER, __VA_ARGS__) \
    LOGBEAM_TYPED_FOR_EACH(LOGBEAM_TYPED_CHECK, Type, __VA_ARGS__)
#define LOGBEAM_TYPED_ENUM(Type, ...) LOGBEAM_TYPED_DESCRIBE(Type, "", LOGBEAM_TYPED_ENUMERATOR, __VA_ARGS__)

#define LOGBEAM_TYPED_DESCRIBE(Type, event_name, use, ...)                                                         \
    [[maybe_unused]] constexpr ::logbeam::typed::Description logbeam_describe(::logbeam::typed::Tag<Type>) {       \
        return {#Type, event_name};                                                                                \
    }                                                                                                              \
    template <class LogbeamVisitor>                                                                                \
    constexpr bool logbeam_visit(::logbeam::typed::Tag<Type>, [[maybe_unused]] LogbeamVisitor&& logbeam_visitor) { \
        return true LOGBEAM_TYPED_FOR_EACH(use, Type, __VA_ARGS__);                                                \
    }                                                                                                              \
    static_assert(::logbeam::typed::has_distinct_names<Type>(),                                                    \
                  "logbeam: " #Type " has two members or enumerators of one wire name");

#define LOGBEAM_TYPED_MEMBER(Type, name, ...) \
    &&logbeam_visitor(::logbeam::typed::member(&Type::name, #name, __VA_ARGS__))
#define LOGBEAM_TYPED_ENUMERATOR(Type, name, ...) \
    &&logbeam_visitor(::logbeam::typed::enumerator(Type::name, #name, __VA_ARGS__))

#define LOGBEAM_TYPED_CHECK(Type, name, ...)                                                                      \
    static_assert(::logbeam::typed::fault_of<decltype(Type::name)> != ::logbeam::typed::Fault::view,              \
                  "logbeam: " #Type "::" #name " is a view of text that it does not own; make it a std::string"); \
    static_assert(::logbeam::typed::fault_of<decltype(Type::name)> != ::logbeam::typed::Fault::plain_enum,        \
                  "logbeam: " #Type "::" #name " is an enum without names; write LOGBEAM_ENUM(...) for it "       \
                  "next to it, before this line");                                                                \
    static_assert(::logbeam::typed::fault_of<decltype(Type::name)> != ::logbeam::typed::Fault::other,             \
                  "logbeam: " #Type "::" #name " has a type that logbeam cannot write; describe a struct "        \
                  "with LOGBEAM_FIELDS(...) before this line, or use a number, bool, std::string, "               \
                  "system_clock::time_point, logbeam::Value or Fields, or std::optional, std::vector or "         \
                  "std::map<std::string, T> of such");
