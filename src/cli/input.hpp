#pragma once

#include "cli/stop_signal.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace logbeam::cli {

// stdin, until it ends or someone stops the program. Unsynchronised.
class Input final {
public:
    explicit Input(const StopSignal& stop) : stop_{stop} {}

    // Waits for the next bytes; nothing: the end. The view lives until the next call.
    [[nodiscard]] std::optional<std::string_view> read();

private:
    const StopSignal& stop_;
    std::array<char, 64 * 1024> buffer_{};
};

}  // namespace logbeam::cli
