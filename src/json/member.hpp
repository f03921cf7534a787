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

}  // namespace logbeam::json
