#include "sqlite/time_bound.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace logbeam::sqlite {
namespace {

// What is missing of a time comes from here: the least that there can be.
constexpr std::string_view least = "0000-01-01T00:00:00.000000000Z";

// Where a time may be cut off between two of its parts.
constexpr std::array<std::size_t, 8> cuts{30, 20, 19, 16, 13, 10, 7, 4};

struct Begin {
    Timestamp least;    // whose text begins so
    std::size_t bytes;  // of the text that this is about
};

std::optional<Begin> begin_of(std::string_view text) {
    for (const std::size_t bytes : cuts) {
        if (bytes > text.size()) continue;
        const std::string_view kept = text.substr(0, bytes);
        const auto time = parse_rfc3339(std::string{kept}.append(least.substr(bytes)));
        // What reads differently, such as a leap second, is no begin of a time as it is written.
        if (time && to_rfc3339(*time).starts_with(kept)) return Begin{*time, bytes};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Timestamp> earliest_from(std::string_view text) {
    const auto begin = begin_of(text);
    return begin ? std::optional{begin->least} : std::nullopt;
}

std::optional<Timestamp> latest_to(std::string_view text) {
    const auto begin = begin_of(text);
    if (!begin) return std::nullopt;
    // Times that begin so are longer, hence behind it; a space sorts in front of whatever they go on with.
    const bool is_before_them = begin->bytes == text.size() || text[begin->bytes] == ' ';
    return is_before_them ? std::optional{begin->least} : std::nullopt;
}

}  // namespace logbeam::sqlite
