// log_calls URL RATE SECONDS: a program with the sink that makes so many log calls a second, of which each says when it
// was made. Prints how many they were, and returns 1 where they are not all with the broker at its end.

#include <logbeam/spdlog_sink.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* cities[]{"Berlin", "Hamburg", "Porto", "Lagos", "Osaka"};

double milliseconds_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

// One in two hundred is a warning, one in a thousand an error: fewer than a page asks for, so it also gets others.
spdlog::level::level_enum level_of(std::uint64_t call) {
    if (call % 1000 == 999) return spdlog::level::err;
    if (call % 200 == 199) return spdlog::level::warn;
    return call % 3 == 0 ? spdlog::level::debug : spdlog::level::info;
}

void make_call(spdlog::logger& logger, std::uint64_t call) {
    logger.log(level_of(call), "order shipped order_id={} city={} latency_ms={} at_ms={:.3f}", call, cities[call % 5],
               call * 7919 % 900, milliseconds_now());
}

// As many a millisecond as the rate asks for, at most; behind it, without a pause until it has caught up.
std::uint64_t make_calls(std::vector<std::unique_ptr<spdlog::logger>>& loggers, double rate, double seconds) {
    const auto begin = Clock::now();
    const auto total = static_cast<std::uint64_t>(rate * seconds);
    std::uint64_t made = 0;
    while (made < total) {
        const auto elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
        const auto due = std::min(static_cast<std::uint64_t>(elapsed * rate), total);
        for (; made < due; ++made)
            make_call(*loggers[made % loggers.size()], made);
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return made;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    logbeam::Connection connection{argv[1]};
    std::vector<std::unique_ptr<spdlog::logger>> loggers;
    for (const auto* name : {"net.http", "orders", "shipping", "db.pool"}) {
        loggers.push_back(std::make_unique<spdlog::logger>(name, logbeam::make_spdlog_sink(connection)));
        loggers.back()->set_level(spdlog::level::trace);
    }

    const auto made = make_calls(loggers, std::atof(argv[2]), std::atof(argv[3]));
    const bool all_there = connection.flush(std::chrono::seconds{10});
    std::printf("%llu calls\n", static_cast<unsigned long long>(made));
    return all_there ? 0 : 1;
}
