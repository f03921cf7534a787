#include "cli/tail/tail_position.hpp"

#include <charconv>

namespace logbeam::cli {

std::string TailPosition::to_text() const {
    return epoch + " " + std::to_string(seq) + "\n";
}

std::optional<TailPosition> TailPosition::parse(std::string_view text) {
    if (text.empty() || text.back() != '\n') return std::nullopt;
    text.remove_suffix(1);
    const std::size_t space = text.find(' ');
    if (space == 0 || space == std::string_view::npos) return std::nullopt;
    TailPosition position{std::string{text.substr(0, space)}, 0};
    const auto [end, failed] = std::from_chars(text.data() + space + 1, text.data() + text.size(), position.seq);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return position;
}

}  // namespace logbeam::cli
