#pragma once

#include "query/json_text.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace logbeam::query {

// Where an event's first member begins: behind its brace.
inline constexpr std::size_t head_at = 1;

// Where the members of an event are, those of the head and those of `data`: found once, for all the queries that are
// asked of the event. Confined.
class Outline {
public:
    struct Member {
        std::string_view key;
        std::size_t at;  // of its value
    };

    // The members from one place of the text to another.
    struct Part {
        const Member* begin;
        const Member* end;
        std::size_t from;
        std::size_t to;
    };

    // `data_at` is where the member `"data":` begins. An event whose `data` is no object, has keys with escapes or more
    // members than there is room for is not outlined.
    void read(std::string_view event, std::size_t data_at) noexcept;

    [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }
    // What stands in front of `data`, and what stands in it.
    [[nodiscard]] Part head() const noexcept { return {members_.data(), data_begin_, head_at, data_at_}; }
    [[nodiscard]] Part data() const noexcept { return {data_begin_, end_, data_at_ + data_begin.size(), closed_at_}; }

private:
    static constexpr std::size_t most = 40;

    // False: one of them cannot be outlined.
    bool read_members(std::string_view event, std::size_t at, std::size_t to) noexcept;

    std::array<Member, most> members_{};
    Member* data_begin_ = members_.data();
    Member* end_ = members_.data();
    std::size_t data_at_ = 0;
    std::size_t closed_at_ = 0;
    bool is_whole_ = false;
};

}  // namespace logbeam::query
