#include "channel/crash_flush.hpp"

#include "channel/core.hpp"

#include <logbeam/connection.hpp>

#include <array>
#include <atomic>
#include <csignal>

namespace logbeam {

namespace {

// One per process by nature, as signal handlers are. More connections than slots: the rest is not rescued.
constexpr std::size_t max_cores = 64;
std::array<std::atomic<channel::Core*>, max_cores> cores{};
std::atomic<std::int64_t> limit_ms{0};

constexpr std::array<int, 5> crash_signals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

void rescue_and_die(int signal) {
    // The handler was reset on entry: a second fault, or the raise below, takes its usual course.
    for (const auto& slot : cores) {
        if (channel::Core* core = slot.load(std::memory_order_acquire)) {
            core->rescue(std::chrono::milliseconds{limit_ms.load(std::memory_order_relaxed)});
        }
    }
    ::raise(signal);
}

void replace(channel::Core* from, channel::Core* to) noexcept {
    for (auto& slot : cores) {
        channel::Core* expected = from;
        if (slot.compare_exchange_strong(expected, to, std::memory_order_acq_rel)) {
            return;
        }
    }
}

}  // namespace

void install_crash_flush(std::chrono::milliseconds limit) {
    limit_ms.store(limit.count(), std::memory_order_relaxed);
    for (const int signal : crash_signals) {
        struct sigaction current {};
        if (::sigaction(signal, nullptr, &current) != 0 || current.sa_handler != SIG_DFL) {
            continue;
        }
        struct sigaction action {};
        action.sa_handler = rescue_and_die;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        ::sigaction(signal, &action, nullptr);
    }
}

void channel::crash_flush_add(Core& core) noexcept {
    replace(nullptr, &core);
}

void channel::crash_flush_remove(Core& core) noexcept {
    replace(&core, nullptr);
}

}  // namespace logbeam
