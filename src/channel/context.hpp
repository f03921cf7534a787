#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace logbeam::channel {

// The encoded fields of the calling thread's contexts; empty when there is none.
[[nodiscard]] std::string_view current_context() noexcept;

// Calls `use(key, json)` for each encoded field, outermost first.
template <class Use>
void for_each_context_field(std::string_view encoded, Use use) {
    while (!encoded.empty()) {
        std::uint32_t lengths[2];
        std::memcpy(lengths, encoded.data(), sizeof lengths);
        encoded.remove_prefix(sizeof lengths);
        use(encoded.substr(0, lengths[0]), encoded.substr(lengths[0], lengths[1]));
        encoded.remove_prefix(std::size_t{lengths[0]} + lengths[1]);
    }
}

}  // namespace logbeam::channel
