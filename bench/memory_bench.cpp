// Does memory stay at its bound while the other end is away?
//
//     memory_bench [million events]
//
// Logs as fast as it can with the transport away and tells the resident memory as it goes: it rises to the spool's
// bound (64 MiB) and one lane, and stays.

#include "bench/discard.hpp"
#include "bench/process.hpp"

#include <logbeam/spdlog_sink.hpp>

#include <cstdio>
#include <cstdlib>

namespace bench = logbeam::bench;

int main(int argc, char** argv) {
    const int millions = argc > 1 ? std::atoi(argv[1]) : 10;
    logbeam::ConnectionOptions options;
    options.on_error = [](const logbeam::Error& /*it is away on purpose*/) {};
    logbeam::Connection connection{
        logbeam::channel::Core::make(options, [] { return std::make_unique<bench::AwayTransport>(); })};
    spdlog::logger logger{"away", logbeam::make_spdlog_sink(connection)};

    std::printf("start: RSS %llu KB\n", static_cast<unsigned long long>(bench::rss_kb()));
    for (int million = 1; million <= millions; ++million) {
        for (int i = 0; i < 1'000'000; ++i) {
            logger.info("order shipped order_id={} city={} took_ms={} carrier={}", i, "Berlin", 17, "dhl");
        }
        const auto stats = connection.stats();
        std::printf("%2d M events: RSS %llu KB, spooled %zu KB, dropped %llu\n", million,
                    static_cast<unsigned long long>(bench::rss_kb()), stats.spooled_bytes / 1024,
                    static_cast<unsigned long long>(stats.dropped));
    }
}
