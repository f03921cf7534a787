#include <logbeam/event.hpp>

#include <cmath>

namespace logbeam {
namespace {

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 2 * two_to_63;

// The double as an integer when it is a whole one of that range, so that comparison loses no digit.
std::optional<std::int64_t> whole_int64(double number) noexcept {
    if (!(number >= -two_to_63 && number < two_to_63) || std::trunc(number) != number) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::optional<std::uint64_t> whole_uint64(double number) noexcept {
    if (!(number >= 0 && number < two_to_64) || std::trunc(number) != number) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

struct SameWorth {
    template <class T>
    bool operator()(const T& left, const T& right) const {
        return left == right;
    }
    bool operator()(std::int64_t left, std::uint64_t right) const noexcept {
        return left >= 0 && static_cast<std::uint64_t>(left) == right;
    }
    bool operator()(std::uint64_t left, std::int64_t right) const noexcept {
        return right >= 0 && left == static_cast<std::uint64_t>(right);
    }
    bool operator()(std::int64_t left, double right) const noexcept { return whole_int64(right) == left; }
    bool operator()(double left, std::int64_t right) const noexcept { return whole_int64(left) == right; }
    bool operator()(std::uint64_t left, double right) const noexcept { return whole_uint64(right) == left; }
    bool operator()(double left, std::uint64_t right) const noexcept { return whole_uint64(left) == right; }
    template <class T, class U>
    bool operator()(const T& /*left*/, const U& /*right*/) const noexcept {
        return false;
    }
};

}  // namespace

Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

std::optional<bool> Value::as_bool() const noexcept {
    const auto* value = std::get_if<bool>(&data_);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

std::optional<std::int64_t> Value::as_int64() const noexcept {
    const auto* value = std::get_if<std::int64_t>(&data_);
    return value == nullptr ? std::nullopt : std::optional{*value};
}

std::optional<std::uint64_t> Value::as_uint64() const noexcept {
    if (const auto* value = std::get_if<std::uint64_t>(&data_)) return *value;
    const auto value = as_int64();
    if (!value || *value < 0) return std::nullopt;
    return static_cast<std::uint64_t>(*value);
}

std::optional<double> Value::as_double() const noexcept {
    if (const auto* value = std::get_if<double>(&data_)) return *value;
    if (const auto* value = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*value);
    if (const auto* value = std::get_if<std::uint64_t>(&data_)) return static_cast<double>(*value);
    return std::nullopt;
}

bool operator==(const Value& left, const Value& right) {
    return std::visit(SameWorth{}, left.data_, right.data_);
}

}  // namespace logbeam
