#pragma once

#include "hub/encoder.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace logbeam::dialect {

// A hub::MakeEncoder.
[[nodiscard]] std::unique_ptr<hub::Encoder> make_encoder(hub::Dialect dialect, std::uint64_t audience,
                                                         const std::string& epoch);

}  // namespace logbeam::dialect
