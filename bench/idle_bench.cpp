// What does a connection cost while nobody logs?
//
// An in-process connection is left alone: first while its worker still dozes (the seconds after the last event), then
// once it has parked. Told are the share of a core and the wake-ups per second of all threads but this one.

#include "bench/process.hpp"

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <chrono>
#include <cstdio>
#include <thread>

namespace bench = logbeam::bench;
using namespace std::chrono_literals;

namespace {

void watch(const char* what, std::chrono::seconds time) {
    const auto cpu = bench::cpu_time();
    const auto sleeps = bench::sleeps_of_other_threads();
    std::this_thread::sleep_for(time);
    const std::chrono::duration<double> used = bench::cpu_time() - cpu;
    const auto woken = bench::sleeps_of_other_threads() - sleeps;
    std::printf("%-28s %6.3f %% of a core, %6.1f wake-ups/s\n", what,
                100 * used.count() / static_cast<double>(time.count()),
                static_cast<double>(woken) / static_cast<double>(time.count()));
}

}  // namespace

int main() {
    logbeam::testing::Recorder recorder;
    spdlog::logger logger{"idle", logbeam::make_spdlog_sink(recorder.connection())};
    logger.info("the last event");
    recorder.connection().flush(1s);
    watch("just idle, still dozing", 2s);
    std::this_thread::sleep_for(2s);
    watch("parked", 5s);
    std::printf("threads %llu, RSS %llu KB\n", static_cast<unsigned long long>(bench::thread_count()),
                static_cast<unsigned long long>(bench::rss_kb()));
}
