#pragma once

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam {

enum class Level : std::uint8_t { trace, debug, info, warning, error, critical };

inline constexpr std::size_t level_count = 6;

[[nodiscard]] std::string_view to_string(Level level) noexcept;

// Knows the names above and the aliases `warn` and `err`, in any ASCII case.
[[nodiscard]] std::optional<Level> parse_level(std::string_view name) noexcept;

class Value;
struct Field;

// The members of a JSON object in their order; a key stands once.
class Fields {
public:
    using iterator = Field*;
    using const_iterator = const Field*;

    Fields() noexcept;
    Fields(const Fields& other);
    Fields(Fields&& other) noexcept;
    Fields& operator=(const Fields& other);
    Fields& operator=(Fields&& other) noexcept;
    ~Fields();

    Fields(std::initializer_list<Field> fields);
    explicit Fields(std::vector<Field> fields);  // of a key that comes again, the last value stands at the first place

    void set(std::string key, Value value);  // replaces a value in place, else appends
    bool erase(std::string_view key);

    [[nodiscard]] const Value* find(std::string_view key) const noexcept;
    [[nodiscard]] Value* find(std::string_view key) noexcept;

    [[nodiscard]] bool empty() const noexcept { return begin() == end(); }
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] const_iterator begin() const noexcept;
    [[nodiscard]] const_iterator end() const noexcept;
    [[nodiscard]] iterator begin() noexcept;
    [[nodiscard]] iterator end() noexcept;

    // Equal when they hold the same members, in any order.
    friend bool operator==(const Fields& left, const Fields& right);
    friend bool operator!=(const Fields& left, const Fields& right) { return !(left == right); }

private:
    std::vector<Field> items_;
};

// Any JSON value. Integers are exact over the whole of int64 and uint64.
class Value {
public:
    using Array = std::vector<Value>;
    enum class Kind : std::uint8_t { null, boolean, integer, unsigned_integer, number, string, array, object };

    Value() = default;
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other);
    Value& operator=(Value&& other) noexcept;
    ~Value();

    Value(std::nullptr_t) {}
    Value(double number) : data_{number} {}
    Value(const char* text) : data_{std::string{text}} {}
    Value(std::string_view text) : data_{std::string{text}} {}
    Value(std::string text) : data_{std::move(text)} {}
    Value(Array items) : data_{std::move(items)} {}
    Value(Fields members) : data_{std::move(members)} {}

    // An unsigned value that fits becomes an int64, so that 5 and 5u are one value.
    template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
    Value(T number) {
        if constexpr (std::is_same_v<T, bool>) {
            data_ = number;
        } else if constexpr (std::is_signed_v<T>) {
            data_ = static_cast<std::int64_t>(number);
        } else if (static_cast<std::uint64_t>(number) <= static_cast<std::uint64_t>(INT64_MAX)) {
            data_ = static_cast<std::int64_t>(number);
        } else {
            data_ = static_cast<std::uint64_t>(number);
        }
    }

    [[nodiscard]] Kind kind() const noexcept { return static_cast<Kind>(data_.index()); }
    [[nodiscard]] bool is_null() const noexcept { return kind() == Kind::null; }

    // The value when it is of that kind (`as_double` also takes integers), else nothing.
    [[nodiscard]] std::optional<bool> as_bool() const noexcept;
    [[nodiscard]] std::optional<std::int64_t> as_int64() const noexcept;
    [[nodiscard]] std::optional<std::uint64_t> as_uint64() const noexcept;
    [[nodiscard]] std::optional<double> as_double() const noexcept;
    [[nodiscard]] const std::string* as_string() const noexcept { return std::get_if<std::string>(&data_); }
    [[nodiscard]] const Array* as_array() const noexcept { return std::get_if<Array>(&data_); }
    [[nodiscard]] const Fields* as_object() const noexcept { return std::get_if<Fields>(&data_); }
    [[nodiscard]] std::string* as_string() noexcept { return std::get_if<std::string>(&data_); }
    [[nodiscard]] Array* as_array() noexcept { return std::get_if<Array>(&data_); }
    [[nodiscard]] Fields* as_object() noexcept { return std::get_if<Fields>(&data_); }

    [[nodiscard]] std::string to_json() const;
    [[nodiscard]] static Result<Value> parse(std::string_view json);

    // Numbers compare by what they are worth, whatever their kind: 42 == 42.0.
    friend bool operator==(const Value& left, const Value& right);
    friend bool operator!=(const Value& left, const Value& right) { return !(left == right); }

private:
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array, Fields> data_;
};

struct Field {
    std::string key;
    Value value;
};

inline std::size_t Fields::size() const noexcept {
    return items_.size();
}
inline Fields::const_iterator Fields::begin() const noexcept {
    return items_.data();
}
inline Fields::const_iterator Fields::end() const noexcept {
    return items_.data() + items_.size();
}
inline Fields::iterator Fields::begin() noexcept {
    return items_.data();
}
inline Fields::iterator Fields::end() noexcept {
    return items_.data() + items_.size();
}

// One event: the envelope, and in `data` what happened. A value.
struct Event {
    std::string id;
    std::string topic;
    std::string type;
    std::string source;
    Timestamp timestamp{};
    std::uint64_t seq = 0;  // given by the broker; 0 before
    Value data = Fields{};
    Fields metadata;
    std::string client_id;

    // What a log call left in `data`; nothing when this is not a log event.
    [[nodiscard]] std::optional<Level> level() const noexcept;
    [[nodiscard]] std::string_view message() const noexcept;

    // A top-level field of `data`, or nullptr.
    [[nodiscard]] const Value* field(std::string_view key) const noexcept;

    // The canonical text (docs/protocol.md).
    [[nodiscard]] std::string to_json() const;
    [[nodiscard]] static Result<Event> parse(std::string_view json);

    friend bool operator==(const Event& left, const Event& right);
    friend bool operator!=(const Event& left, const Event& right) { return !(left == right); }
};

}  // namespace logbeam
