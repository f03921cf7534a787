#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// The last event that was shown, to continue behind. A value.
struct TailPosition {
    std::string epoch;
    std::uint64_t seq = 0;

    // `<epoch> <seq>` and a line end.
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] static std::optional<TailPosition> parse(std::string_view text);

    friend bool operator==(const TailPosition&, const TailPosition&) = default;
};

}  // namespace logbeam::cli
