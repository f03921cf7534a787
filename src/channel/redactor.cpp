#include "channel/redactor.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::channel {

namespace {

constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same_letter(char left, char right) noexcept {
    return to_lower(left) == right;
}

}  // namespace

Redactor::Redactor(std::vector<std::string> keys) : keys_{std::move(keys)} {
    for (std::string& key : keys_) {
        std::transform(key.begin(), key.end(), key.begin(), to_lower);
    }
}

bool Redactor::hides(std::string_view key) const noexcept {
    return std::any_of(keys_.begin(), keys_.end(), [key](const std::string& hidden) {
        return key.size() == hidden.size() && std::equal(key.begin(), key.end(), hidden.begin(), same_letter);
    });
}

bool Redactor::may_concern(std::string_view text) const noexcept {
    return std::any_of(keys_.begin(), keys_.end(), [text](const std::string& hidden) {
        return std::search(text.begin(), text.end(), hidden.begin(), hidden.end(), same_letter) != text.end();
    });
}

bool Redactor::redact_json(std::string& json) const {
    if (!may_concern(json)) {
        return false;
    }
    auto parsed = Value::parse(json);
    if (!parsed || !redact(*parsed)) {
        return false;
    }
    json = parsed->to_json();
    return true;
}

bool Redactor::redact(Value& value) const {
    bool changed = false;
    if (Value::Array* items = value.as_array()) {
        for (Value& item : *items) {
            changed = redact(item) || changed;
        }
    } else if (Fields* members = value.as_object()) {
        for (Field& member : *members) {
            if (hides(member.key)) {
                member.value = Value{mask};
                changed = true;
            } else {
                changed = redact(member.value) || changed;
            }
        }
    }
    return changed;
}

}  // namespace logbeam::channel
