#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

// The only door to simdjson.
namespace logbeam::json {

// Is told what a text holds, in its order. Views live until the call returns.
class Visitor {
public:
    virtual ~Visitor() = default;

    virtual void null() = 0;
    virtual void boolean(bool value) = 0;
    virtual void integer(std::int64_t value) = 0;
    virtual void unsigned_integer(std::uint64_t value) = 0;  // beyond int64
    // `text` is the number as it is written: of an integer beyond uint64, `value` is only the nearest double.
    virtual void number(double value, std::string_view text) = 0;
    virtual void string(std::string_view text) = 0;  // unescaped, valid UTF-8
    virtual void begin_object() = 0;
    virtual void key(std::string_view name) = 0;
    virtual void end_object() = 0;
    virtual void begin_array() = 0;
    virtual void end_array() = 0;
};

struct Limits {
    std::size_t depth = 64;  // of nested objects and arrays
    std::size_t bytes = 16 << 20;
};

// Tells the visitor what the text holds, which must be exactly one JSON value. On failure, what the visitor
// was told is to be thrown away. Thread-safe; a visitor may scan other texts.
[[nodiscard]] Result<void> scan(std::string_view json, Visitor& visitor, const Limits& limits = {});

// Whether the text is exactly one JSON value.
[[nodiscard]] Result<void> check(std::string_view json, const Limits& limits = {});

}  // namespace logbeam::json
