#pragma once

#include <logbeam/typed_event.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

// The described types that the tests of typed events share, and the way to JSON text and back.
namespace shop {

enum class Status { open, shipped, lost };
LOGBEAM_ENUM(Status, open, shipped, (lost, "lost in transit"))

struct Line {
    std::string sku;
    double price = 0;

    friend bool operator==(const Line&, const Line&) = default;
};
LOGBEAM_FIELDS(Line, sku, price)

struct Order {
    std::int64_t order_id = 0;
    std::string city;
    std::vector<Line> lines;

    friend bool operator==(const Order&, const Order&) = default;
};
LOGBEAM_EVENT(Order, "orders.placed", (order_id, "orderId"), city, lines)

// Contains itself.
struct Node {
    std::string name;
    std::vector<Node> children;

    friend bool operator==(const Node&, const Node&) = default;
};
LOGBEAM_FIELDS(Node, name, children)

}  // namespace shop

// Every type that a member may have. In the global namespace, where many programs keep theirs.
struct Everything {
    std::int8_t i8 = 0;
    std::int16_t i16 = 0;
    std::int32_t i32 = 0;
    std::int64_t i64 = 0;
    long long wide = 0;
    std::uint8_t u8 = 0;
    std::uint16_t u16 = 0;
    std::uint32_t u32 = 0;
    std::uint64_t u64 = 0;
    float single = 0;
    double twice = 0;
    bool flag = false;
    std::string text;
    std::optional<int> maybe;
    std::vector<std::uint8_t> list;
    std::vector<bool> bits;
    std::map<std::string, double> map;
    std::unordered_map<std::string, std::string> hash_map;
    std::chrono::system_clock::time_point time;
    shop::Status status = shop::Status::open;
    shop::Line line;
    logbeam::Value any;
    logbeam::Fields fields;

    friend bool operator==(const Everything&, const Everything&) = default;
};
LOGBEAM_EVENT(Everything, "test.everything", i8, i16, i32, i64, wide, u8, u16, u32, u64, single, twice, flag, text,
              maybe, list, bits, map, hash_map, time, status, line, any, fields)

namespace typed_test {

template <class T>
std::string json_of(const T& value) {
    std::string json;
    logbeam::JsonWriter writer{json};
    logbeam::write_json(writer, value);
    return json;
}

template <class T>
T value_of(std::string_view json) {
    return logbeam::read_json<T>(logbeam::Value::parse(json).value()).value();
}

// Why the text is no T, or nothing when it is one.
template <class T>
std::string error_of(std::string_view json) {
    const auto result = logbeam::read_json<T>(logbeam::Value::parse(json).value());
    return result ? "" : result.error().detail;
}

}  // namespace typed_test
