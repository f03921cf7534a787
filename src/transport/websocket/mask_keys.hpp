#pragma once

#include "websocket/frame.hpp"

#include <array>
#include <cstddef>

namespace logbeam::transport {

// Keys that nobody can foresee (RFC 6455, 5.3), taken from the kernel sixty-four at a time. Unsynchronised.
class MaskKeys final {
public:
    [[nodiscard]] websocket::MaskKey next();

private:
    std::array<websocket::MaskKey, 64> keys_{};
    std::size_t used_ = keys_.size();
};

// Bytes that nobody can foresee.
void fill_random(void* bytes, std::size_t count);

}  // namespace logbeam::transport
