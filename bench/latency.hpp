#pragma once

#include <x86intrin.h>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

// Measures single calls. Times are of the processor's own clock, its cost subtracted.
namespace logbeam::bench {

class CallTimer {
public:
    CallTimer() : ns_per_tick_{calibrate()}, overhead_{empty_call()} {}

    // What one call of `call` takes, in ns.
    template <class Call>
    [[nodiscard]] double time(Call& call) const {
        const std::uint64_t begin = now();
        call();
        const std::uint64_t end = now();
        return std::max(0.0, static_cast<double>(end - begin) * ns_per_tick_ - overhead_);
    }

private:
    static std::uint64_t now() noexcept {
        unsigned processor = 0;
        return __rdtscp(&processor);
    }

    static double calibrate() {
        const auto wall = std::chrono::steady_clock::now();
        const std::uint64_t begin = now();
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        const std::uint64_t end = now();
        const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - wall;
        return passed.count() / static_cast<double>(end - begin);
    }

    double empty_call() const {
        std::vector<double> times;
        for (int i = 0; i < 10'000; ++i) {
            const std::uint64_t begin = now();
            const std::uint64_t end = now();
            times.push_back(static_cast<double>(end - begin) * ns_per_tick_);
        }
        std::nth_element(times.begin(), times.begin() + 5'000, times.end());
        return times[5'000];
    }

    double ns_per_tick_;
    double overhead_;
};

struct Percentiles {
    double p50 = 0;
    double p90 = 0;
    double p99 = 0;
};

// Some processors' clocks tick in steps of 10 ns, so a percentile is the mean of the calls around it.
inline Percentiles percentiles(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto mean = [&](double from, double to) {
        const auto n = static_cast<double>(times.size());
        const auto first = times.begin() + static_cast<std::ptrdiff_t>(from * n);
        const auto last = std::max(first + 1, times.begin() + static_cast<std::ptrdiff_t>(to * n));
        return std::accumulate(first, last, 0.0) / static_cast<double>(last - first);
    };
    return {mean(0.4, 0.6), mean(0.88, 0.92), mean(0.985, 0.995)};
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// 20 calls in a row, then 200 us of rest: a program that logs as it works.
template <class Call>
std::vector<double> burst(const CallTimer& timer, Call call, int bursts = 500) {
    std::vector<double> times;
    for (int i = 0; i < bursts; ++i) {
        for (int j = 0; j < 20; ++j) {
            times.push_back(timer.time(call));
        }
        std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    return times;
}

// Many calls in a row on each of `threads` threads at once, then a rest until what they made is gone: a hot loop,
// but not an endless one, for that would measure how fast a full queue refuses.
template <class Call, class Rest>
std::vector<double> hot(const CallTimer& timer, int threads, Call call, Rest rest, int sprints = 30,
                        int calls = 1'000) {
    std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
    std::barrier line{threads, rest};
    std::vector<std::thread> running;
    for (auto& own : times) {
        running.emplace_back([&, call]() mutable {
            own.reserve(static_cast<std::size_t>(calls * sprints));
            for (int sprint = 0; sprint < sprints; ++sprint) {
                for (int i = 0; i < calls; ++i) {
                    own.push_back(timer.time(call));
                }
                line.arrive_and_wait();
            }
        });
    }
    std::vector<double> all;
    for (std::size_t i = 0; i < running.size(); ++i) {
        running[i].join();
        all.insert(all.end(), times[i].begin(), times[i].end());
    }
    return all;
}

}  // namespace logbeam::bench
