#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam {

// Appends compact JSON to a string that it does not own; commas come by themselves. The caller keeps the
// nesting right (asserted). Invalid UTF-8 becomes U+FFFD and is counted; NaN and infinity become null;
// 64-bit integers are exact; the locale plays no part. What stands inside an open object or array may reach
// the string late: read it when the outermost is closed. Unsynchronised.
class JsonWriter {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): clearing `buffer_` would cost more than most values
    explicit JsonWriter(std::string& out) noexcept : out_{out} {}
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    void begin_object() { begin('{'); }
    void end_object() { end('}'); }
    void begin_array() { begin('['); }
    void end_array() { end(']'); }
    void key(std::string_view name);

    void null() { raw("null"); }
    void boolean(bool value) { raw(value ? "true" : "false"); }
    void integer(std::int64_t value);
    void unsigned_integer(std::uint64_t value);
    void number(double value);
    void string(std::string_view text);
    void raw(std::string_view json);  // one value that is JSON already

    // `"key":value` pairs that are JSON already, or nothing: they join the open object.
    void raw_members(std::string_view members);

    [[nodiscard]] std::size_t replaced() const noexcept { return replaced_; }

private:
    void begin(char bracket);
    void end(char bracket);
    template <class Number>
    void digits(Number value);
    char* separate(std::size_t bytes);
    char* quote(char* at, std::string_view text);
    char* room(std::size_t bytes);
    void flush();
    void used_to(const char* at) noexcept { used_ = static_cast<std::size_t>(at - buffer_.data()); }
    void complete_value(const char* at);

    std::string& out_;
    std::size_t replaced_ = 0;
    std::size_t used_ = 0;  // bytes of `buffer_` that `out_` still lacks
    std::uint32_t depth_ = 0;
    bool needs_comma_ = false;
    std::array<char, 1000> buffer_;  // on the way to `out_`, so that it grows by few large pieces
};

}  // namespace logbeam
