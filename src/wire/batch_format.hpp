#pragma once

#include <cstddef>
#include <cstdint>

// The numbers of docs/protocol.md, "Batch".
namespace logbeam::wire {

inline constexpr std::uint8_t batch_version = 1;

inline constexpr std::size_t batch_flags_at = 1;  // behind the version
inline constexpr std::uint8_t recovered_flag = 1;

inline constexpr std::uint8_t level_bits = 7;
inline constexpr std::uint8_t no_level = 7;
inline constexpr std::uint8_t own_id_flag = 8;

inline constexpr std::size_t base_time_bytes = 8;

}  // namespace logbeam::wire
