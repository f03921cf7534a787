#include "query/field_values.hpp"

#include "query/fields.hpp"
#include "query/scanner.hpp"

#include <algorithm>
#include <array>

namespace logbeam::query {
namespace {

constexpr std::array<std::string_view, 3> in_head{"id", "type", "source"};

std::optional<std::string> value_at(std::string_view json, std::size_t at) {
    while (json[at] == '[') {
        at = skip_space(json, at + 1);
    }
    if (json[at] == '{' || json[at] == ']') return std::nullopt;
    if (json[at] != '"') {
        const auto plain = take_plain(json, at);
        return plain == "null" ? std::nullopt : std::optional{std::string{plain}};
    }
    const RawString raw = take_string(json, at);
    if (!raw.has_escapes) return std::string{raw.text};
    std::string text(raw.text.size(), '\0');
    text.resize(unescape(raw.text, text.data()));
    return text;
}

}  // namespace

FieldValues::FieldValues(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const Field field = field_named(name);
        const bool is_level = field.kind == Field::Kind::level;
        const std::string_view path = is_level ? level_path : std::string_view{field.path};
        const bool has_path = is_level || field.kind == Field::Kind::text;
        bits_.push_back(has_path ? paths_.add(path) : 0);
        reads_head_ = reads_head_ || std::find(in_head.begin(), in_head.end(), path) != in_head.end();
        fields_.push_back(field);
    }
}

void FieldValues::read(const Subject& subject, Values& into) const {
    into.assign(fields_.size(), std::nullopt);
    if (paths_.all() != 0) read_paths(subject, into);
    for (std::size_t index = 0; index < fields_.size(); ++index) {
        switch (fields_[index].kind) {
            case Field::Kind::level:
                if (subject.level) into[index] = to_string(*subject.level);
                break;
            case Field::Kind::topic: into[index] = subject.topic; break;
            case Field::Kind::time: into[index] = to_rfc3339(subject.time); break;
            case Field::Kind::seq: into[index] = std::to_string(subject.seq); break;
            case Field::Kind::text: break;
        }
    }
}

void FieldValues::read_paths(const Subject& subject, Values& into) const {
    Scanner scanner{subject.text, reads_head_ ? head_at : subject.data_at, paths_, paths_.all(), subject.outline};
    auto missing = paths_.all();
    Place place{};
    while (missing != 0 && scanner.next(place)) {
        const auto fresh = place.paths & missing;
        if (fresh == 0) continue;
        auto value = value_at(subject.text, place.at);
        if (!value) continue;
        missing &= ~fresh;
        for (std::size_t index = 0; index < bits_.size(); ++index) {
            if ((bits_[index] & fresh) != 0) into[index] = value;
        }
    }
}

}  // namespace logbeam::query
