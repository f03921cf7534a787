// How many events a second does the worker number, extract, encode and hand over, from one producer?
//
//     worker_bench [rounds]
//
// The producer's lane is filled, then the worker's rounds are timed until it is empty: one thread, no sleeping, so
// the figure is the worker's alone. The message is that of call_bench: 61 bytes, four fields, a guessed template.

#include "bench/discard.hpp"
#include "bench/latency.hpp"
#include "channel/engine.hpp"

#include <logbeam/log_record.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace logbeam;

constexpr std::size_t events_per_round = 200'000;

void fill(channel::Queue& queue, const channel::LogProfile& profile) {
    const std::string logger = "orders";
    for (std::size_t i = 0; i < events_per_round; ++i) {
        const std::string message =
            "order shipped order_id=" + std::to_string(100'000 + i) + " city=Berlin took_ms=17 carrier=dhl";
        const std::size_t bytes = channel::record_bytes(sizeof(channel::LogBody) + logger.size() + message.size());
        channel::RecordHeader* record = queue.lane()->reserve(bytes);
        ::new (record) channel::RecordHeader{&channel::log_call, static_cast<std::uint32_t>(bytes), Level::info};
        auto* body = ::new (record->body()) channel::LogBody{&profile, std::chrono::system_clock::now(),
                                                             4711,     nullptr,
                                                             nullptr,  message.size(),
                                                             0,        static_cast<std::uint32_t>(logger.size()),
                                                             0,        static_cast<std::uint32_t>(message.size())};
        std::memcpy(body->text(), logger.data(), logger.size());
        std::memcpy(body->text() + logger.size(), message.data(), message.size());
        queue.lane()->commit();
    }
}

double events_per_second(const LogOptions& log_options) {
    ConnectionOptions options;
    options.source = "bench";
    options.queue_bytes = 64 << 20;
    options.queue_total_bytes = 64 << 20;
    channel::Engine engine{options, [] { return std::make_unique<bench::DiscardTransport>(); }};
    const channel::LogProfile profile{log_options};
    fill(engine.queue, profile);

    const auto begin = std::chrono::steady_clock::now();
    while (engine.worker.counts().acknowledged < events_per_round) {
        engine.worker.turn();
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(events_per_round) / passed.count();
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
    LogOptions plain;
    plain.templates = false;
    plain.fields = false;

    std::vector<double> all;
    std::vector<double> bare;
    for (int round = 0; round < rounds; ++round) {
        all.push_back(events_per_second({}));
        bare.push_back(events_per_second(plain));
    }
    std::printf("numbered, extracted, encoded, handed over: %.2f M events/s\n", bench::median(all) / 1e6);
    std::printf("without fields and templates:              %.2f M events/s\n", bench::median(bare) / 1e6);
}
