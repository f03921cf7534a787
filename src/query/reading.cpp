#include "query/reading.hpp"

namespace logbeam::query {

// The rooms are written before they are read: clearing them would cost more than an evaluation.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
Reading::Reading(const Subject& subject, const PathSet& paths, std::size_t from) noexcept
    : subject_{subject},
      paths_{paths},
      from_{from},
      scanner_{subject.text, from, paths, paths.all(), subject.outline} {}

std::string_view Reading::text_at(std::size_t at) {
    const RawString raw = take_string(json(), at);
    if (!raw.has_escapes) return raw.text;
    if (unescaped_ == raw.text.data()) return text_;
    char* room = room_.data();
    if (raw.text.size() > room_.size()) {
        long_text_.resize(raw.text.size());
        room = long_text_.data();
    }
    text_ = {room, unescape(raw.text, room)};
    unescaped_ = raw.text.data();
    return text_;
}

void Reading::keep(const Place& place) noexcept {
    if (place_count_ == places_.size()) {
        is_overflowing_ = true;
    } else {
        places_[place_count_++] = place;
    }
}

}  // namespace logbeam::query
