// What does it cost to hand a record of a log call to the worker: a lane of one's own, or one shared queue?
//
//     queue_bench [rounds]
//
// Both take the same 160-byte record, a consumer drains every 100 us. The peer is moodycamel's ConcurrentQueue with
// a token per thread, its bound counted once per 32 records: the best of the shared queues (docs/decisions/001).

#include "channel/queue.hpp"

#include "bench/latency.hpp"

#include <concurrentqueue/concurrentqueue.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace {

using namespace logbeam;

constexpr std::size_t payload_bytes = 96;

struct FatRecord {
    std::array<char, 160> bytes;
};

class Draining {
public:
    template <class Drain>
    explicit Draining(Drain drain)
        : thread_{[this, drain] {
              while (!stop_.load(std::memory_order_relaxed)) {
                  drain();
                  std::this_thread::sleep_for(std::chrono::microseconds{100});
              }
          }} {}
    ~Draining() {
        stop_ = true;
        thread_.join();
    }
    Draining(const Draining&) = delete;
    Draining& operator=(const Draining&) = delete;

private:
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

void rest() noexcept {
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
}

// One hand-over takes less than the clock can tell, so they are timed by the dozen and a bit.
constexpr int at_once = 16;

template <class Call>
bench::Percentiles time_hand_over(const bench::CallTimer& timer, int threads, Call call) {
    const auto several = [call] {
        for (int i = 0; i < at_once; ++i) {
            call();
        }
    };
    const auto all = bench::percentiles(bench::hot(timer, threads, several, rest, 200, 60));
    return {all.p50 / at_once, all.p90 / at_once, all.p99 / at_once};
}

bench::Percentiles lanes(const bench::CallTimer& timer, int threads) {
    channel::Queue queue{{}};
    const Draining draining{[&queue] {
        queue.drain(
            SIZE_MAX, [](channel::Lane*) {}, [](channel::RecordHeader&) { return true; });
    }};
    const auto call = [&queue] {
        const std::size_t bytes = channel::record_bytes(sizeof(channel::LogBody) + payload_bytes - 32);
        if (channel::RecordHeader* record = queue.lane()->reserve(bytes)) {
            ::new (record) channel::RecordHeader{&channel::log_call, static_cast<std::uint32_t>(bytes), Level::info};
            std::memset(record->body(), 'x', bytes - sizeof(channel::RecordHeader));
            queue.lane()->commit();
        }
    };
    return time_hand_over(timer, threads, call);
}

bench::Percentiles moodycamel_tokens(const bench::CallTimer& timer, int threads) {
    moodycamel::ConcurrentQueue<FatRecord> queue;
    std::atomic<std::ptrdiff_t> count{0};
    const Draining draining{[&] {
        FatRecord record;
        std::ptrdiff_t taken = 0;
        while (queue.try_dequeue(record)) {
            ++taken;
        }
        count.fetch_sub(taken, std::memory_order_relaxed);
    }};
    const auto call = [&queue, &count] {
        thread_local moodycamel::ConcurrentQueue<FatRecord>* owner = nullptr;
        thread_local std::unique_ptr<moodycamel::ProducerToken> token;
        thread_local int uncounted = 0;
        if (owner != &queue) {
            token = std::make_unique<moodycamel::ProducerToken>(queue);
            owner = &queue;
        }
        FatRecord record;
        std::memset(record.bytes.data(), 'x', record.bytes.size());
        queue.enqueue(*token, record);
        if (++uncounted == 32) {
            count.fetch_add(32, std::memory_order_relaxed);
            uncounted = 0;
        }
    };
    return time_hand_over(timer, threads, call);
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
    const bench::CallTimer timer;
    std::printf("%-32s %8s %8s   ns, medians of %d rounds\n", "hand-over of 160 bytes", "p50", "p99", rounds);
    for (const int threads : {1, 4}) {
        std::vector<double> own50;
        std::vector<double> own99;
        std::vector<double> peer50;
        std::vector<double> peer99;
        for (int round = 0; round < rounds; ++round) {
            const auto own = lanes(timer, threads);
            const auto peer = moodycamel_tokens(timer, threads);
            own50.push_back(own.p50);
            own99.push_back(own.p99);
            peer50.push_back(peer.p50);
            peer99.push_back(peer.p99);
        }
        std::printf("lanes, %d thread%-17s %8.1f %8.1f\n", threads, threads == 1 ? "" : "s", bench::median(own50),
                    bench::median(own99));
        std::printf("moodycamel + token, %d thread%-4s %8.1f %8.1f\n", threads, threads == 1 ? "" : "s",
                    bench::median(peer50), bench::median(peer99));
    }
}
