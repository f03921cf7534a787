#pragma once

#include <pthread.h>

#include <csignal>
#include <thread>
#include <utility>

namespace logbeam::base {

// A thread that takes no signal of the host's: they stay where the host handles them. Faults of the thread
// itself (SIGSEGV and its kin) cannot be blocked and are not.
template <class F>
[[nodiscard]] std::thread thread_without_signals(F run) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    for (const int fault : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) {
        sigdelset(&all, fault);
    }
    pthread_sigmask(SIG_BLOCK, &all, &before);
    std::thread thread{std::move(run)};
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

}  // namespace logbeam::base
