#pragma once

#include <logbeam/typed_event/kind.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// From JSON to a C++ value. A reader returns false where the JSON does not fit and leaves the reason in a
// Mismatch.
namespace logbeam::typed {

// Why a value does not fit, and where: the path grows from the inside out as the readers return. Each
// function returns false for the reader to return.
class Mismatch {
public:
    bool expected(std::string_view what, const Value& got);
    bool missing();

    bool at_member(std::string_view name);
    bool at_item(std::size_t index);

    [[nodiscard]] Error to_error() const;  // "lines[2].price: expected a number, got a string "abc""

private:
    std::string path_;
    std::string reason_;
};

// Finds members that are mostly asked for in the order in which they stand. Does not own the fields.
class MemberFinder {
public:
    explicit MemberFinder(const Fields& fields) : fields_{fields}, next_{fields.begin()} {}

    [[nodiscard]] const Value* find(std::string_view name) noexcept;

private:
    const Fields& fields_;
    Fields::const_iterator next_;
};

struct IntegerRange {
    std::int64_t least;
    std::uint64_t most;
};

template <class T>
inline constexpr IntegerRange range_of{static_cast<std::int64_t>(std::numeric_limits<T>::min()),
                                       static_cast<std::uint64_t>(std::numeric_limits<T>::max())};

// `bits` is the number in two's complement.
bool read_integer(const Value& from, IntegerRange range, std::uint64_t& bits, Mismatch& mismatch);
bool read_boolean(const Value& from, bool& to, Mismatch& mismatch);
bool read_number(const Value& from, double& to, Mismatch& mismatch);
bool read_number(const Value& from, float& to, Mismatch& mismatch);
bool read_text(const Value& from, std::string& to, Mismatch& mismatch);
bool read_time(const Value& from, Timestamp& to, Mismatch& mismatch);
bool read_fields(const Value& from, Fields& to, Mismatch& mismatch);

template <class T>
bool read(const Value& from, T& to, Mismatch& mismatch);

template <class T>
bool read_enumeration(const Value& from, T& to, Mismatch& mismatch) {
    const std::string* name = from.as_string();
    std::string known;
    const bool unknown = visit<T>([&](const auto& enumerator) {
        if (name != nullptr && *name == enumerator.wire) {
            to = enumerator.value;
            return false;
        }
        return true;
    });
    if (!unknown) return true;
    visit<T>([&](const auto& enumerator) {
        known.append(known.empty() ? "one of \"" : ", \"").append(enumerator.wire).append("\"");
        return true;
    });
    return mismatch.expected(known, from);
}

// A defaulted member that is missing keeps what it holds.
template <class T>
bool read_member(const Value* found, T& to, Presence presence, Mismatch& mismatch) {
    if (found != nullptr) return typed::read(*found, to, mismatch);
    if (presence == Presence::defaulted) return true;
    if constexpr (kind_of<T> == Kind::optional) {
        to.reset();
        return true;
    } else {
        return mismatch.missing();
    }
}

template <class T>
bool read_object(const Value& from, T& to, Mismatch& mismatch) {
    const Fields* fields = from.as_object();
    if (fields == nullptr) return mismatch.expected("an object", from);
    MemberFinder finder{*fields};
    return visit<T>([&](const auto& member) {
        return typed::read_member(finder.find(member.wire), to.*member.pointer, member.presence, mismatch) ||
               mismatch.at_member(member.wire);
    });
}

template <class T>
bool read_list(const Value& from, T& to, Mismatch& mismatch) {
    const Value::Array* items = from.as_array();
    if (items == nullptr) return mismatch.expected("an array", from);
    to.clear();
    to.reserve(items->size());
    for (const Value& item : *items) {
        InnerOf<T> element{};
        if (!typed::read(item, element, mismatch)) return mismatch.at_item(to.size());
        to.push_back(std::move(element));
    }
    return true;
}

template <class T>
bool read_map(const Value& from, T& to, Mismatch& mismatch) {
    const Fields* fields = from.as_object();
    if (fields == nullptr) return mismatch.expected("an object", from);
    to.clear();
    for (const Field& field : *fields) {
        InnerOf<T> element{};
        if (!typed::read(field.value, element, mismatch)) return mismatch.at_member(field.key);
        to[field.key] = std::move(element);
    }
    return true;
}

template <class T>
bool read_optional(const Value& from, T& to, Mismatch& mismatch) {
    if (from.is_null()) {
        to.reset();
        return true;
    }
    InnerOf<T> element{};
    if (!typed::read(from, element, mismatch)) return false;
    to = std::move(element);
    return true;
}

template <class T>
bool read_whole(const Value& from, T& to, Mismatch& mismatch) {
    std::uint64_t bits = 0;
    if (!read_integer(from, range_of<T>, bits, mismatch)) return false;
    to = static_cast<T>(bits);
    return true;
}

template <class T>
bool read_moment(const Value& from, T& to, Mismatch& mismatch) {
    Timestamp time{};
    if (!read_time(from, time, mismatch)) return false;
    to = std::chrono::time_point_cast<typename T::duration>(time);
    return true;
}

template <class T>
bool read(const Value& from, T& to, Mismatch& mismatch) {
    constexpr Kind kind = kind_of<T>;
    if constexpr (kind == Kind::boolean) {
        return read_boolean(from, to, mismatch);
    } else if constexpr (kind == Kind::integer) {
        return typed::read_whole(from, to, mismatch);
    } else if constexpr (kind == Kind::number) {
        return read_number(from, to, mismatch);
    } else if constexpr (kind == Kind::text) {
        return read_text(from, to, mismatch);
    } else if constexpr (kind == Kind::time) {
        return typed::read_moment(from, to, mismatch);
    } else if constexpr (kind == Kind::enumeration) {
        return typed::read_enumeration(from, to, mismatch);
    } else if constexpr (kind == Kind::object) {
        return typed::read_object(from, to, mismatch);
    } else if constexpr (kind == Kind::optional) {
        return typed::read_optional(from, to, mismatch);
    } else if constexpr (kind == Kind::list) {
        return typed::read_list(from, to, mismatch);
    } else if constexpr (kind == Kind::map) {
        return typed::read_map(from, to, mismatch);
    } else if constexpr (kind == Kind::fields) {
        return read_fields(from, to, mismatch);
    } else if constexpr (kind == Kind::value) {
        to = from;
        return true;
    }
}

}  // namespace logbeam::typed
