// Logs in steady state between two marks that bench/syscalls.sh looks for in what strace wrote: 1,000 bursts of 100
// calls, 200 us of arithmetic after each. What the calling thread asks of the kernel in between is the sink's.

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <spdlog/spdlog.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>

namespace {

void mark() {
    ::syscall(SYS_getppid);
}

void log_bursts(spdlog::logger& logger, int bursts) {
    for (int burst = 0; burst < bursts; ++burst) {
        for (int i = 0; i < 100; ++i) {
            logger.info("order shipped order_id={} city={} took_ms={} carrier={}", i, "Berlin", 17, "dhl");
        }
        const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds{200};
        while (std::chrono::steady_clock::now() < until) {}
    }
}

}  // namespace

int main() {
    logbeam::testing::Recorder recorder;
    spdlog::logger logger{"quiet", logbeam::make_spdlog_sink(recorder.connection())};
    log_bursts(logger, 100);
    recorder.connection().flush(std::chrono::seconds{5});
    mark();
    log_bursts(logger, 1'000);
    mark();
}
