#pragma once

#include <array>
#include <atomic>
#include <cstddef>

namespace logbeam::channel {

class Core;

// The cores of this process, for who cannot take a lock to find them: a signal handler, the child of a fork. One list
// per process, as there is one of signal handlers. Lock-free; cores beyond its size are not in it.
class LiveCores final {
public:
    static void add(Core& core) noexcept { replace(nullptr, &core); }
    static void remove(Core& core) noexcept { replace(&core, nullptr); }

    template <class Visit>
    static void for_each(Visit visit) noexcept {
        for (const auto& slot : slots) {
            if (Core* core = slot.load(std::memory_order_acquire)) {
                visit(*core);
            }
        }
    }

private:
    static void replace(Core* from, Core* to) noexcept {
        for (auto& slot : slots) {
            Core* expected = from;
            if (slot.compare_exchange_strong(expected, to, std::memory_order_acq_rel)) {
                return;
            }
        }
    }

    static constexpr std::size_t size = 64;
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): see above
    static constinit inline std::array<std::atomic<Core*>, size> slots{};
};

}  // namespace logbeam::channel
