#include "store/block/data_walk.hpp"

#include "event/json_text.hpp"

#include <cstring>

namespace logbeam::store {
namespace {

constexpr int deepest = 100;  // deeper than any event may be

bool ends_literal(char c) noexcept {
    return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::size_t DataWalk::walk(std::string_view json, std::string_view root, ScalarVisitor& visitor) {
    at_ = json.data();
    end_ = json.data() + json.size();
    visitor_ = &visitor;
    path_ = root;
    depth_ = 0;
    value();
    return static_cast<std::size_t>(at_ - json.data());
}

void DataWalk::skip_space() noexcept {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\n' || *at_ == '\r'))
        ++at_;
}

bool DataWalk::take(char c) noexcept {
    skip_space();
    if (at_ >= end_ || *at_ != c) return false;
    ++at_;
    return true;
}

void DataWalk::value() {
    skip_space();
    if (at_ >= end_ || depth_ >= deepest) return;
    switch (*at_) {
        case '{': return object();
        case '[': return array();
        case '"': {
            text_scratch_.clear();
            return visitor_->string(path_, string(text_scratch_));
        }
        default: return literal();
    }
}

void DataWalk::object() {
    ++at_;
    ++depth_;
    do {
        skip_space();
        if (at_ >= end_ || *at_ != '"') break;
        const std::size_t parent = path_.size();
        key_scratch_.clear();
        push(string(key_scratch_));
        if (!take(':')) break;
        value();
        path_.resize(parent);
    } while (take(','));
    --depth_;
    if (!take('}')) at_ = end_;
}

void DataWalk::array() {
    ++at_;
    ++depth_;
    while (!take(']')) {
        const char* const before = at_;
        value();
        if (take(',')) continue;
        if (at_ == before || at_ >= end_) break;
    }
    --depth_;
}

void DataWalk::literal() {
    const char* const begin = at_;
    while (at_ < end_ && !ends_literal(*at_))
        ++at_;
    visitor_->literal(path_, {begin, static_cast<std::size_t>(at_ - begin)});
}

// What the string at this place says.
std::string_view DataWalk::string(std::string& scratch) {
    const char* const begin = at_++;
    bool is_plain = true;
    while (at_ < end_ && *at_ != '"') {
        if (*at_ == '\\') {
            is_plain = false;
            ++at_;
        }
        ++at_;
    }
    if (at_ >= end_) {  // it does not end
        at_ = end_;
        return {};
    }
    ++at_;
    if (is_plain) return {begin + 1, static_cast<std::size_t>(at_ - begin - 2)};
    return event::unquoted({begin, static_cast<std::size_t>(at_ - begin)}, scratch);
}

void DataWalk::push(std::string_view key) {
    if (!path_.empty()) path_.push_back('.');
    path_.append(key);
}

}  // namespace logbeam::store
