#include "query/outline.hpp"

namespace logbeam::query {

void Outline::read(std::string_view event, std::size_t data_at) noexcept {
    data_at_ = data_at;
    end_ = members_.data();
    is_whole_ = event.substr(data_at, data_begin.size()) == data_begin && read_members(event, head_at, data_at);
    data_begin_ = end_;
    is_whole_ = is_whole_ && read_members(event, data_at + data_begin.size(), event.size());
}

bool Outline::read_members(std::string_view event, std::size_t at, std::size_t to) noexcept {
    at = skip_space(event, at);
    while (at < to && event[at] != '}') {
        const RawString key = take_string(event, at);
        if (key.has_escapes || end_ == members_.data() + most) return false;
        at = skip_space(event, skip_space(event, at) + 1);  // behind the colon
        *end_++ = {key.text, at};
        at = skip_space(event, skip_value(event, at));
        if (at < to && event[at] == ',') at = skip_space(event, at + 1);
    }
    closed_at_ = at;
    return true;
}

}  // namespace logbeam::query
