#pragma once

#include <logbeam/event.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace logbeam {

// Why an event did not get through. The numbers travel in batches (docs/protocol.md).
enum class DropReason : std::uint8_t { queue_full, spool_full, too_large, filtered, encoding, closed };

inline constexpr std::size_t drop_reason_count = 6;

[[nodiscard]] std::string_view to_string(DropReason reason) noexcept;

// One count per level, indexed by it.
using PerLevel = std::array<std::uint64_t, level_count>;

}  // namespace logbeam
