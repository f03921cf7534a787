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

bool is_name_byte(char c) noexcept {
    const char letter = to_lower(c);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

std::size_t skip_spaces(std::string_view text, std::size_t at) noexcept {
    return std::min(text.find_first_not_of(' ', at), text.size());
}

// Where the value behind a key's end begins, or 0 when none follows.
std::size_t value_behind(std::string_view text, std::size_t at) noexcept {
    at += at < text.size() && text[at] == '"' ? 1U : 0U;
    at = skip_spaces(text, at);
    if (at == text.size() || (text[at] != '=' && text[at] != ':')) {
        return 0;
    }
    return skip_spaces(text, at + 1);
}

std::size_t end_of_value(std::string_view text, std::size_t at) noexcept {
    if (at == text.size() || text[at] != '"') {
        return std::min(text.find_first_of(" \t\r\n,;}]", at), text.size());
    }
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' ? 1U : 0U;
    }
    return std::min(at + 1, text.size());
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

std::string Redactor::mask_text(std::string_view text) const {
    std::string masked;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t key_bytes = hidden_key_at(text, at);
        const std::size_t value = key_bytes == 0 ? 0 : value_behind(text, at + key_bytes);
        if (value == 0) {
            continue;
        }
        masked += text.substr(copied, value - copied);
        masked += mask;
        copied = end_of_value(text, value);
        at = std::max(at, copied - 1);
    }
    return masked += text.substr(copied);
}

// The length of the hidden key that stands at `at` as a word of its own, or 0.
std::size_t Redactor::hidden_key_at(std::string_view text, std::size_t at) const noexcept {
    if (at != 0 && is_name_byte(text[at - 1])) {
        return 0;
    }
    for (const std::string& key : keys_) {
        const std::size_t end = at + key.size();
        const bool is_whole = end <= text.size() && (end == text.size() || !is_name_byte(text[end]));
        if (is_whole && !key.empty() &&
            std::equal(key.begin(), key.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                       [](char hidden, char c) { return hidden == to_lower(c); })) {
            return key.size();
        }
    }
    return 0;
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
