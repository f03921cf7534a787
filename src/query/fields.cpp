#include "query/fields.hpp"

#include <algorithm>
#include <array>

namespace logbeam::query {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view data_prefix = "data.";
constexpr std::array envelope_texts{"id"sv, "type"sv, "source"sv, "clientId"sv, "metadata"sv};

bool starts_with(std::string_view text, std::string_view prefix) noexcept {
    return text.substr(0, prefix.size()) == prefix;
}

bool is_envelope_text(std::string_view name) noexcept {
    return starts_with(name, "metadata.") ||
           std::find(envelope_texts.begin(), envelope_texts.end(), name) != envelope_texts.end();
}

Field::Kind kind_of(std::string_view name) noexcept {
    if (name == "level") return Field::Kind::level;
    if (name == "topic") return Field::Kind::topic;
    if (name == "timestamp" || name == "time") return Field::Kind::time;
    return name == "seq" ? Field::Kind::seq : Field::Kind::text;
}

}  // namespace

Field field_named(std::string_view name) {
    if (const auto kind = kind_of(name); kind != Field::Kind::text) return {kind};
    if (is_envelope_text(name) || starts_with(name, data_prefix)) return {Field::Kind::text, std::string{name}};
    return {Field::Kind::text, std::string{data_prefix}.append(name)};
}

std::string name_of(const Field& field) {
    switch (field.kind) {
        case Field::Kind::level: return "level";
        case Field::Kind::topic: return "topic";
        case Field::Kind::time: return "timestamp";
        case Field::Kind::seq: return "seq";
        case Field::Kind::text: break;
    }
    if (!starts_with(field.path, data_prefix)) return field.path;
    std::string name = field.path.substr(data_prefix.size());
    return field_named(name) == field ? name : field.path;
}

}  // namespace logbeam::query
