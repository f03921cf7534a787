#include "event/pairs.hpp"

#include "event/json_text.hpp"
#include "event/pair_syntax.hpp"
#include "json/number.hpp"
#include "json/scan.hpp"

#include <cstring>

namespace logbeam::event {
namespace {

// One walk over a message, from `=` to `=`.
class Extraction {
public:
    Extraction(std::string_view message, PairList& pairs) noexcept
        : message_{message}, pairs_{pairs}, patience_{message.size() + least_patience} {}

    void run() {
        for (auto equals = find('=', 0); equals < message_.size(); equals = find('=', equals)) {
            equals = take_pair(equals);
        }
    }

private:
    // Bytes that may be read in vain looking for the end of JSON values, so that `a=[ a=[ a=[ …` stays linear.
    static constexpr std::size_t least_patience = 4096;

    // Where the search goes on.
    std::size_t take_pair(std::size_t equals) {
        const auto key = key_before(equals);
        const auto begin = equals + 1;
        if (key.empty() || begin == message_.size() || !may_begin_value(message_[begin])) return begin;
        PairView& pair = pairs_.draft();
        pair.key = key;
        pair.kind = PairKind::text;
        pair.begin = begin;
        pair.end = begin;
        take_value(pair);
        searched_to_ = pair.end;
        if (pair.end == begin) return begin;
        pairs_.keep_draft();
        return searched_to_;
    }

    // A key reaches back to white space or the start; nothing before `searched_to_` can belong to it.
    std::string_view key_before(std::size_t equals) const noexcept {
        auto begin = equals;
        while (begin > searched_to_ && is(key_byte, message_[begin - 1])) {
            --begin;
        }
        const bool stands_free = begin == 0 || is_space(message_[begin - 1]);
        if (begin == equals || !stands_free || !is(key_start, message_[begin])) return {};
        return message_.substr(begin, equals - begin);
    }

    void take_value(PairView& pair) {
        const char first = message_[pair.begin];
        if (first == '"' && take_quoted(pair)) return;
        if ((first == '[' || first == '{') && take_json(pair)) return;
        take_bare(pair);
    }

    bool take_quoted(PairView& pair) {
        const auto inside = pair.begin + 1;
        auto quote = find('"', inside);
        const auto backslash = std::string_view{message_.data() + inside, quote - inside}.find('\\');
        if (backslash == std::string_view::npos) {
            if (quote == message_.size()) return false;
            pair.value = message_.substr(inside, quote - inside);
            pair.end = quote + 1;
            return true;
        }
        return take_escaped(pair, inside);
    }

    bool take_escaped(PairView& pair, std::size_t inside) {
        auto& scratch = pairs_.scratch_for(message_);
        const auto start = scratch.size();
        for (auto at = inside; at < message_.size(); ++at) {
            if (message_[at] == '"') {
                pair.value = std::string_view{scratch}.substr(start);
                pair.end = at + 1;
                return true;
            }
            const char escaped = message_[at] == '\\' && at + 1 < message_.size() ? unescaped(message_[at + 1]) : '\0';
            scratch += escaped != '\0' ? escaped : message_[at];
            if (escaped != '\0') ++at;
        }
        scratch.resize(start);
        return false;
    }

    bool take_json(PairView& pair) {
        const auto text = message_.substr(pair.begin, patience_);
        const auto bytes = container_bytes(text);
        const auto value = text.substr(0, bytes);
        if (bytes == 0 || !ends_value(pair.begin + bytes) || !json::check(value)) {
            patience_ -= bytes == 0 ? text.size() : bytes;
            return false;
        }
        pair.kind = PairKind::json;
        pair.value = compact(value, pairs_.scratch_for(message_));
        pair.end = pair.begin + bytes;
        return true;
    }

    bool ends_value(std::size_t at) const noexcept {
        if (at < message_.size() && is_separator(message_[at])) ++at;
        return at == message_.size() || is_space(message_[at]);
    }

    void take_bare(PairView& pair) const {
        auto end = pair.begin;
        while (end < message_.size() && !is_space(message_[end])) {
            ++end;
        }
        if (is_separator(message_[end - 1])) --end;
        pair.end = end;
        pair.value = message_.substr(pair.begin, end - pair.begin);
        pair.kind = is_literal(pair.value) ? PairKind::literal : PairKind::text;
    }

    // The end of the message when there is none.
    std::size_t find(char wanted, std::size_t from) const noexcept {
        const auto bytes = message_.size() - from;
        const void* found = bytes == 0 ? nullptr : std::memchr(message_.data() + from, wanted, bytes);
        if (found == nullptr) return message_.size();
        return static_cast<std::size_t>(static_cast<const char*>(found) - message_.data());
    }

    std::string_view message_;
    PairList& pairs_;
    std::size_t patience_;
    std::size_t searched_to_ = 0;
};

bool looks_like_object(std::string_view message) noexcept {
    return !message.empty() && (message[0] == '{' || is_space(message[0]));
}

// The message's members when it is one JSON object.
bool take_members(std::string_view message, PairList& pairs) {
    const auto object = trim(message);
    if (object.empty() || object.front() != '{' || object.back() != '}' || !json::check(object)) return false;
    pairs.set_is_object();
    for_each_member(object, [&](std::string_view quoted_key, std::string_view value) {
        const auto begin = static_cast<std::size_t>(value.data() - message.data());
        auto& scratch = pairs.scratch_for(message);
        pairs.add(
            {unquoted(quoted_key, scratch), PairKind::json, compact(value, scratch), begin, begin + value.size()});
    });
    return true;
}

}  // namespace

void extract_pairs(std::string_view message, PairList& pairs) {
    pairs.clear();
    if (looks_like_object(message) && take_members(message, pairs)) return;
    Extraction{message, pairs}.run();
}

void PairList::clear() noexcept {
    size_ = 0;
    omitted_ = 0;
    is_object_ = false;
    scratch_.clear();
}

void PairList::add(const PairView& pair) noexcept {
    draft() = pair;
    keep_draft();
}

// What is unescaped or made compact is no longer than what it comes from, so the views into it stay valid.
std::string& PairList::scratch_for(std::string_view message) {
    if (scratch_.capacity() < message.size()) scratch_.reserve(message.size());
    return scratch_;
}

}  // namespace logbeam::event
