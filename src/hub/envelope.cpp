#include "hub/envelope.hpp"

#include "event/json_text.hpp"
#include "hub/quoting.hpp"
#include "json/scan.hpp"

#include <array>
#include <utility>

namespace logbeam::hub {
namespace {

constexpr std::string_view log_type = "logger.";

// What remains to be done about one member: where its text goes, and what it has to be.
struct Slot {
    std::string_view key;
    std::string_view Envelope::*place;
    char begins_with;  // of its JSON: a quote, a brace, or 0 for any value
};

constexpr std::array slots{
    Slot{R"("id")", &Envelope::id, '"'},
    Slot{R"("topic")", &Envelope::topic, '"'},
    Slot{R"("type")", &Envelope::type, '"'},
    Slot{R"("source")", &Envelope::source, '"'},
    Slot{R"("timestamp")", &Envelope::timestamp, '"'},
    Slot{R"("data")", &Envelope::data, '\0'},
    Slot{R"("metadata")", &Envelope::metadata, '{'},
};

Error ill_typed(std::string_view key, std::string_view problem) {
    return Error{ErrorCode::ill_typed_event, std::string{key.substr(1, key.size() - 2)}.append(": ").append(problem)};
}

std::optional<Error> take(const Slot& slot, std::string_view value, Envelope& envelope, std::string& scratch) {
    const bool is_any = slot.begins_with == '\0';
    if (value == "null" && !is_any) return std::nullopt;  // as good as absent
    if (!is_any && value.front() != slot.begins_with) {
        return ill_typed(slot.key, slot.begins_with == '"' ? "expected a string" : "expected an object");
    }
    if (slot.begins_with != '"') {
        envelope.*slot.place = event::compact(value, scratch);
        return std::nullopt;
    }
    const std::string_view inside = value.substr(1, value.size() - 2);
    if (inside.size() > longest_name) return ill_typed(slot.key, "longer than 255 bytes");
    envelope.*slot.place = inside;
    return std::nullopt;
}

}  // namespace

std::optional<Level> level_of_type(std::string_view type) noexcept {
    if (type.substr(0, log_type.size()) != log_type) return std::nullopt;
    return parse_level(type.substr(log_type.size()));
}

Result<Envelope> read_envelope(std::string_view json, const EnvelopeLimits& limits, std::string& scratch) {
    if (json.size() > limits.event_bytes) {
        return Error{ErrorCode::too_large, "an event of " + std::to_string(json.size()) + " bytes, limit " +
                                               std::to_string(limits.event_bytes) + " (limits.event_bytes)"};
    }
    if (auto checked = json::check(json, {.depth = limits.depth + 1, .bytes = limits.event_bytes}); !checked) {
        return checked.error();
    }
    const std::string_view object = event::trim(json);
    if (object.front() != '{') return Error{ErrorCode::ill_typed_event, "an event is a JSON object"};

    scratch.clear();
    scratch.reserve(json.size());  // views into it must not move
    Envelope envelope;
    std::optional<Error> problem;
    event::for_each_member(object, [&](std::string_view key, std::string_view value) {
        for (const Slot& slot : slots) {
            if (!problem && slot.key == key) problem = take(slot, value, envelope, scratch);
        }
    });
    if (problem) return *problem;
    if (envelope.metadata == "{}") envelope.metadata = {};
    envelope.level = level_of_type(envelope.type);
    return envelope;
}

}  // namespace logbeam::hub
