#include "query/scanner.hpp"

namespace logbeam::query {
namespace {

constexpr std::size_t longest_escape = 6;  // a byte as \u0041

constexpr std::string_view data_path = "data.";

using KeyRoom = std::array<char, longest_path * longest_escape>;

// What the key stands for; one that is too long for a path stands for none.
std::string_view text_of(RawString key, KeyRoom& room) noexcept {
    if (!key.has_escapes || key.text.size() > room.size()) return key.text;
    return {room.data(), unescape(key.text, room.data())};
}

}  // namespace

// The levels are written before they are read: clearing all of them would cost more than a scan.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
Scanner::Scanner(std::string_view event, std::size_t from, const PathSet& paths, PathSet::Bits wanted,
                 const Outline* outline) noexcept
    : event_{event}, at_{from}, paths_{paths}, outline_{outline} {
    if (outline_ != nullptr && !outline_->is_whole()) outline_ = nullptr;
    levels_[0] = {wanted, 0, true};
    if (event.substr(from, data_begin.size()) == data_begin) {  // nearly always: no need to find it out key by key
        at_ += data_begin.size();
        levels_[depth_++] = {wanted & paths.in_data(), data_path.size(), true};
    }
    take_outline();
}

bool Scanner::next(Place& place) noexcept {
    place.paths = 0;
    while (depth_ > 0 && at_ < event_.size() && place.paths == 0) {
        if (is_in_outline()) {
            place = next_in_outline();
        } else if (levels_[depth_ - 1].is_object) {
            place = next_in_object();
        } else {
            next_in_array();
        }
    }
    return place.paths != 0;
}

// Until a member is of interest or the object ends.
Place Scanner::next_in_object() noexcept {
    const Level level = levels_[depth_ - 1];
    std::size_t at = skip_space(event_, at_);
    while (at < event_.size() && event_[at] != '}') {
        if (event_[at] == ',') at = skip_space(event_, at + 1);
        KeyRoom room;
        const std::string_view key = text_of(take_string(event_, at), room);
        at = skip_space(event_, skip_space(event_, at) + 1);  // behind the colon
        const auto [arrived, further] = paths_.step(level.alive, level.consumed, key);
        const Place place{arrived, at};
        if (further == 0) {
            at = skip_space(event_, skip_value(event_, at));
            if (arrived == 0) continue;
            at_ = at;
        } else {
            at_ = enter_or_skip(at, {further, level.consumed + key.size() + 1, true});
        }
        return place;
    }
    at_ = at;
    leave();
    return {0, 0};
}

// The same where the members are known.
Place Scanner::next_in_outline() noexcept {
    const Level level = levels_[depth_ - 1];
    while (part_.begin != part_.end) {
        const auto& [key, at] = *part_.begin++;
        const auto [arrived, further] = paths_.step(level.alive, level.consumed, key);
        if ((arrived | further) == 0) continue;
        if (further != 0) at_ = enter_or_skip(at, {further, level.consumed + key.size() + 1, true});
        return {arrived, at};
    }
    outlined_depth_ = 0;
    at_ = part_.to;
    if (event_[at_] == '}') leave();
    return {0, 0};
}

// One item, or the end.
void Scanner::next_in_array() noexcept {
    at_ = skip_space(event_, at_);
    if (at_ == event_.size() || event_[at_] == ']') return leave();
    if (event_[at_] == ',') at_ = skip_space(event_, at_ + 1);
    at_ = enter_or_skip(at_, levels_[depth_ - 1]);
}

// Behind the bracket of what is entered, else behind the value.
std::size_t Scanner::enter_or_skip(std::size_t at, const Level& level) noexcept {
    const char begin = event_[at];
    if (!may_enter(begin)) return skip_value(event_, at);
    levels_[depth_] = level;
    levels_[depth_].is_object = begin == '{';
    ++depth_;
    at_ = at + 1;
    take_outline();
    return at_;
}

// Where the outline begins, it is gone on with.
void Scanner::take_outline() noexcept {
    if (outline_ == nullptr) return;
    for (const Outline::Part& part : {outline_->head(), outline_->data()}) {
        if (part.from != at_) continue;
        part_ = part;
        outlined_depth_ = depth_;
    }
}

// Behind `data` nothing is looked for when all paths lead there.
void Scanner::leave() noexcept {
    ++at_;
    --depth_;
    if (depth_ == 1 && (levels_[0].alive & ~paths_.in_data()) == 0) depth_ = 0;
}

// In the envelope only objects have fields: `data` that is an array has none.
bool Scanner::may_enter(char begin) const noexcept {
    return depth_ < deepest && (begin == '{' || (begin == '[' && depth_ > 1));
}

}  // namespace logbeam::query
