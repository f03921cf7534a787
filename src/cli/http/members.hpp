#pragma once

#include <logbeam/event.hpp>

#include <cstdint>
#include <string>
#include <string_view>

// What a JSON answer holds; of what is absent, nothing.
namespace logbeam::cli {

[[nodiscard]] inline const Value& member(const Value& value, std::string_view key) {
    static const Value nothing;
    const Fields* object = value.as_object();
    const Value* found = object == nullptr ? nullptr : object->find(key);
    return found == nullptr ? nothing : *found;
}

[[nodiscard]] inline const Value::Array& items(const Value& value) {
    static const Value::Array none;
    return value.as_array() == nullptr ? none : *value.as_array();
}

[[nodiscard]] inline std::string text(const Value& value) {
    return value.as_string() == nullptr ? std::string{} : *value.as_string();
}

[[nodiscard]] inline std::uint64_t number(const Value& value) {
    return value.as_uint64().value_or(0);
}

}  // namespace logbeam::cli
