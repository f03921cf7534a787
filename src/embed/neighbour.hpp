#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace logbeam::embed {

// Whether this is how a logbeam broker answers GET /healthz.
[[nodiscard]] bool is_brokers_answer(std::string_view response) noexcept;

// Asks who listens on that port of 127.0.0.1; false as well when nobody answers within the limit. Waits.
[[nodiscard]] bool is_broker_on(std::uint16_t port, std::chrono::milliseconds limit);

}  // namespace logbeam::embed
