#include "event/members.hpp"

#include <array>
#include <utility>

namespace logbeam::event {

std::string Members::text(std::string_view key, Need need) {
    Value* value = present(key, need);
    if (value == nullptr) return {};
    if (std::string* text = value->as_string()) return std::move(*text);
    expected(key, "a string", *value);
    return {};
}

std::uint64_t Members::natural(std::string_view key, Need need) {
    const Value* value = present(key, need);
    if (value == nullptr) return 0;
    if (const auto number = value->as_uint64()) return *number;
    expected(key, "a whole number from 0 on", *value);
    return 0;
}

bool Members::flag(std::string_view key, Need need) {
    const Value* value = present(key, need);
    if (value == nullptr) return false;
    if (const auto flag = value->as_bool()) return *flag;
    expected(key, "true or false", *value);
    return false;
}

Timestamp Members::time(std::string_view key, Need need) {
    const Value* value = present(key, need);
    if (value == nullptr) return {};
    const std::string* text = value->as_string();
    const auto time = text == nullptr ? std::nullopt : parse_rfc3339(*text);
    if (time) return *time;
    expected(key, "a time such as \"2026-11-20T10:57:33.123Z\"", *value);
    return {};
}

Fields Members::object(std::string_view key, Need need) {
    Value* value = present(key, need);
    if (value == nullptr) return {};
    if (Fields* object = value->as_object()) return std::move(*object);
    expected(key, "an object", *value);
    return {};
}

Value::Array Members::array(std::string_view key, Need need) {
    Value* value = present(key, need);
    if (value == nullptr) return {};
    if (Value::Array* array = value->as_array()) return std::move(*array);
    expected(key, "an array", *value);
    return {};
}

std::optional<Value> Members::any(std::string_view key) {
    Value* value = object_.find(key);
    if (value == nullptr) return std::nullopt;
    return std::move(*value);
}

bool Members::has(std::string_view key) const noexcept {
    const Value* value = object_.find(key);
    return value != nullptr && !value->is_null();
}

std::string Members::path_of(std::string_view key) const {
    return path_.empty() ? std::string{key} : path_ + "." + std::string{key};
}

void Members::reject(std::string_view key, std::string_view problem) {
    adopt(path_of(key).append(": ").append(problem));
}

void Members::adopt(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
}

Value* Members::present(std::string_view key, Need need) {
    if (has(key)) return object_.find(key);
    if (need == Need::required) reject(key, "is missing");
    return nullptr;
}

void Members::expected(std::string_view key, std::string_view what, const Value& got) {
    reject(key, std::string{"expected "}.append(what).append(", got ").append(name_of(got.kind())));
}

std::string_view name_of(Value::Kind kind) noexcept {
    constexpr std::array<std::string_view, 8> names{"null",     "true or false", "a number", "a number",
                                                    "a number", "a string",      "an array", "an object"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace logbeam::event
