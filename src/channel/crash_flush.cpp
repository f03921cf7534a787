#include "channel/core.hpp"
#include "channel/live_cores.hpp"

#include <logbeam/connection.hpp>

#include <array>
#include <atomic>
#include <csignal>

namespace logbeam {

namespace {

// One per process by nature, as signal handlers are.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<std::int64_t> limit_ms{0};

constexpr std::array<int, 5> crash_signals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

void rescue_and_die(int signal) {
    // The handler was reset on entry: a second fault, or the raise below, takes its usual course.
    channel::LiveCores::for_each(
        [](channel::Core& core) { core.rescue(std::chrono::milliseconds{limit_ms.load(std::memory_order_relaxed)}); });
    ::raise(signal);
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

}  // namespace logbeam
