#pragma once

#include <logbeam/json_writer.hpp>

#include <cstdint>
#include <string_view>

namespace logbeam::json {

inline void write_member(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.string(text);
}

inline void write_member(JsonWriter& json, std::string_view key, std::uint64_t number) {
    json.key(key);
    json.unsigned_integer(number);
}

// By names of their own: an overload for bool would take literals of text.
inline void write_flag(JsonWriter& json, std::string_view key, bool flag) {
    json.key(key);
    json.boolean(flag);
}

inline void write_number(JsonWriter& json, std::string_view key, double number) {
    json.key(key);
    json.number(number);
}

}  // namespace logbeam::json
