#include "event/value_json.hpp"

#include "json/scan.hpp"

#include <utility>

namespace logbeam {
namespace event {
namespace {

// Builds the value that a scan tells of. Containers that are still open lie on a stack.
class Builder final : public json::Visitor {
public:
    Value take() { return std::move(root_); }

    void null() override { put(nullptr); }
    void boolean(bool value) override { put(value); }
    void integer(std::int64_t value) override { put(value); }
    void unsigned_integer(std::uint64_t value) override { put(value); }
    void number(double value, std::string_view /*text*/) override { put(value); }
    void string(std::string_view text) override { put(text); }
    void begin_object() override { open_.emplace_back().is_object = true; }
    void begin_array() override { open_.emplace_back(); }
    void key(std::string_view name) override { open_.back().members.push_back({std::string{name}, {}}); }
    void end_object() override { put(Fields{std::move(pop().members)}); }
    void end_array() override { put(std::move(pop().items)); }

private:
    struct Open {
        bool is_object = false;
        std::vector<Field> members;
        Value::Array items;
    };

    void put(Value value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (open_.back().is_object) {
            open_.back().members.back().value = std::move(value);
        } else {
            open_.back().items.push_back(std::move(value));
        }
    }

    Open pop() {
        Open last = std::move(open_.back());
        open_.pop_back();
        return last;
    }

    Value root_;
    std::vector<Open> open_;
};

void write_array(JsonWriter& json, const Value::Array& items) {
    json.begin_array();
    for (const Value& item : items) {
        write(json, item);
    }
    json.end_array();
}

}  // namespace

void write(JsonWriter& json, const Value& value) {
    switch (value.kind()) {
        case Value::Kind::null: return json.null();
        case Value::Kind::boolean: return json.boolean(*value.as_bool());
        case Value::Kind::integer: return json.integer(*value.as_int64());
        case Value::Kind::unsigned_integer: return json.unsigned_integer(*value.as_uint64());
        case Value::Kind::number: return json.number(*value.as_double());
        case Value::Kind::string: return json.string(*value.as_string());
        case Value::Kind::array: return write_array(json, *value.as_array());
        case Value::Kind::object: return write(json, *value.as_object());
    }
}

void write(JsonWriter& json, const Fields& members) {
    json.begin_object();
    for (const Field& member : members) {
        json.key(member.key);
        write(json, member.value);
    }
    json.end_object();
}

}  // namespace event

std::string Value::to_json() const {
    std::string text;
    JsonWriter json{text};
    event::write(json, *this);
    return text;
}

Result<Value> Value::parse(std::string_view json) {
    event::Builder builder;
    if (auto scanned = json::scan(json, builder); !scanned) return scanned.error();
    return builder.take();
}

}  // namespace logbeam
