#include "support/child_process.hpp"
#include "support/stress_rig.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <spdlog/logger.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string>

namespace logbeam::test {
namespace {

struct Beat {
    std::uint64_t t = 0;
    std::uint64_t n = 0;
};
LOGBEAM_EVENT(Beat, "calls.beat", t, n)

// From here on a system call of this thread is a SIGSYS, unless it ends the process or speaks to stderr.
bool forbid_system_calls() {
    struct sigaction tell {};
    tell.sa_flags = SA_SIGINFO;
    tell.sa_sigaction = [](int /*signal*/, siginfo_t* info, void* /*context*/) {
        std::array<char, 32> text{"system call 000\n"};
        text[12] = static_cast<char>('0' + info->si_syscall / 100 % 10);
        text[13] = static_cast<char>('0' + info->si_syscall / 10 % 10);
        text[14] = static_cast<char>('0' + info->si_syscall % 10);
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), 16);
        ::_exit(9);
    };
    ::sigaction(SIGSYS, &tell, nullptr);

    const std::array<sock_filter, 7> program{{
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, STDERR_FILENO, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
    }};
    const sock_fprog filter{static_cast<unsigned short>(program.size()), const_cast<sock_filter*>(program.data())};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

constexpr std::uint64_t all_calls = 100'000;
constexpr std::uint64_t burst = 200;  // a fraction of the lane: a half-full one wakes the worker

// Publishes in bursts and spins until the receiver has each.
template <class Publish>
void publish_in_bursts(const Receiver& receiver, std::uint64_t calls, Publish publish) {
    std::uint64_t expected = receiver.count();
    for (std::uint64_t number = 0; number < calls; ++number) {
        publish(number);
        if (number % burst == burst - 1) {
            expected += burst;
            while (receiver.count() < expected) {
                __builtin_ia32_pause();
            }
        }
    }
}

template <class Publish>
int run_without_system_calls(StressRig& rig, Publish publish) {
    publish_in_bursts(rig.receiver, 10 * burst, publish);
    if (!forbid_system_calls()) {
        return 8;
    }
    publish_in_bursts(rig.receiver, all_calls, publish);
    ::_exit(0);
}

int log_without_system_calls(const Arguments& /*none*/) {
    StressRig rig;
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);
    return run_without_system_calls(
        rig, [&](std::uint64_t number) { logger->info("order shipped order_id={} city={}", number, "Berlin"); });
}
const Role logs_without_system_calls{"logs without system calls", &log_without_system_calls};

int publish_without_system_calls(const Arguments& /*none*/) {
    StressRig rig;
    Connection connection = rig.connect();
    EventChannel channel{connection, "calls"};
    return run_without_system_calls(rig, [&](std::uint64_t number) { (void)channel.publish(Beat{1, number}); });
}
const Role publishes_without_system_calls{"publishes without system calls", &publish_without_system_calls};

int make_a_system_call(const Arguments& /*none*/) {
    StressRig rig;
    Connection connection = rig.connect();
    const auto logger = logger_on(connection);
    return run_without_system_calls(rig, [&](std::uint64_t number) {
        if (number % burst == 0) {
            ::getppid();
        }
        logger->info("n={}", number);
    });
}
const Role makes_a_system_call{"makes a system call", &make_a_system_call};

class SteadyState : public ::testing::Test {
protected:
    void SetUp() override {
        if (has_sanitizer_runtime) {
            GTEST_SKIP() << "the sanitizer makes system calls of its own";
        }
    }
};

TEST_F(SteadyState, MakesNoSystemCallInALogCall) {
    Child child{"logs without system calls"};

    EXPECT_EQ(child.wait(std::chrono::seconds{100}), exit_code(0));
}

TEST_F(SteadyState, MakesNoSystemCallInATypedPublish) {
    Child child{"publishes without system calls"};

    EXPECT_EQ(child.wait(std::chrono::seconds{100}), exit_code(0));
}

TEST_F(SteadyState, WouldBeCaughtMakingASystemCall) {
    Child child{"makes a system call"};

    EXPECT_EQ(child.wait(std::chrono::seconds{100}), exit_code(9));
}

}  // namespace
}  // namespace logbeam::test
