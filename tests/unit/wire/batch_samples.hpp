#pragma once

#include "wire/batch_codec.hpp"

#include <cctype>
#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

namespace logbeam::test {

inline Timestamp at(std::int64_t nanoseconds) {
    return Timestamp{std::chrono::nanoseconds{nanoseconds}};
}

inline wire::EventKind kind(std::string topic, std::string type = "logger.info") {
    wire::EventKind kind;
    kind.topic = std::move(topic);
    kind.type = std::move(type);
    kind.source = "orders-api";
    kind.metadata = R"({"host":"web-1"})";
    return kind;
}

// The bytes of "01 a0 # comment" lines.
inline std::string from_hex(std::string_view text) {
    std::string bytes;
    int high = -1;
    bool is_comment = false;
    for (const char c : text) {
        is_comment = c == '#' || (is_comment && c != '\n');
        if (is_comment || std::isxdigit(static_cast<unsigned char>(c)) == 0) continue;
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        if (high >= 0) bytes += static_cast<char>(high * 16 + digit);
        high = high < 0 ? digit : -1;
    }
    return bytes;
}

inline std::string to_hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

// One event on "a", counter 1: the smallest useful batch.
inline std::string small_batch() {
    wire::BatchBuilder builder{"p"};
    auto a = kind("a");
    builder.add(1, a, Level::info, at(1000), "{}");
    return builder.seal();
}

}  // namespace logbeam::test
