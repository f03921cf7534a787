#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace logbeam::channel {

// The innermost context's fields, or nullptr. Trivial, so that a log call from a thread-local destructor finds it
// sound.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): each thread has its own
inline thread_local constinit const std::string* innermost_context = nullptr;

// The encoded fields of the calling thread's contexts; empty when there is none.
[[nodiscard]] inline std::string_view current_context() noexcept {
    return innermost_context == nullptr ? std::string_view{} : std::string_view{*innermost_context};
}

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
