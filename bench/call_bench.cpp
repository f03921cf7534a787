// What does a log call cost the thread that makes it?
//
//     call_bench [rounds]
//
// Each round runs every peer once, one after the other, so that a ratio compares neighbours in time; the table
// has the medians over the rounds. The floor is spdlog's own null sink: formatting and nothing else.

#include "bench/discard.hpp"
#include "bench/latency.hpp"

#include <logbeam/event_channel.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <spdlog/async.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/tcp_sink.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace bench = logbeam::bench;
using namespace std::chrono_literals;

struct OrderShipped {
    std::int64_t order_id;
    std::string city;
    double total;
};
LOGBEAM_EVENT(OrderShipped, "orders.shipped", order_id, city, total)

namespace {

constexpr int hot_threads = 4;
constexpr int warm_up_calls = 5'000;

// One row of the table: name to (p50, p90, p99) of every round.
using Rounds = std::map<std::string, std::vector<bench::Percentiles>>;

void log_order(spdlog::logger& logger) {
    static thread_local int order = 100'000;
    logger.info("order shipped order_id={} city={} took_ms={} carrier={}", ++order, "Berlin", 17, "dhl");
}

bench::Percentiles median_of(const std::vector<bench::Percentiles>& rounds) {
    std::vector<double> p50;
    std::vector<double> p90;
    std::vector<double> p99;
    for (const auto& round : rounds) {
        p50.push_back(round.p50);
        p90.push_back(round.p90);
        p99.push_back(round.p99);
    }
    return {bench::median(p50), bench::median(p90), bench::median(p99)};
}

template <class Call, class Rest>
void measure(Rounds& rounds, const bench::CallTimer& timer, const std::string& peer, Call call, Rest rest) {
    for (int i = 0; i < warm_up_calls; ++i) {  // every page of every queue has been touched once
        call();
    }
    rest();
    rounds[peer + " | burst"].push_back(bench::percentiles(bench::burst(timer, call)));
    rounds[peer + " | hot 1"].push_back(bench::percentiles(bench::hot(timer, 1, call, rest)));
    rounds[peer + " | hot 4"].push_back(bench::percentiles(bench::hot(timer, hot_threads, call, rest)));
    // Without a rest in between: every queue is full most of the time, and shows what it does then.
    rounds[peer + " | flood 4"].push_back(bench::percentiles(bench::hot(timer, hot_threads, call, rest, 1, 50'000)));
}

void settle() noexcept {
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
}

std::shared_ptr<spdlog::logger> async_logger(std::shared_ptr<spdlog::details::thread_pool> pool) {
    return std::make_shared<spdlog::async_logger>("peer", std::make_shared<spdlog::sinks::null_sink_mt>(), pool,
                                                  spdlog::async_overflow_policy::block);
}

void run_round(Rounds& rounds, const bench::CallTimer& timer, const bench::TcpDiscard& server,
               logbeam::Connection& live, logbeam::Connection& typed) {
    const auto null = std::make_shared<spdlog::logger>("peer", std::make_shared<spdlog::sinks::null_sink_mt>());
    measure(
        rounds, timer, "spdlog null sink", [&] { log_order(*null); }, settle);

    const auto ours = std::make_shared<spdlog::logger>("peer", logbeam::make_spdlog_sink(live));
    measure(
        rounds, timer, "logbeam sink", [&] { log_order(*ours); }, [&]() noexcept { live.flush(10s); });

    {
        const auto pool = std::make_shared<spdlog::details::thread_pool>(8192, 1);
        const auto async = async_logger(pool);
        measure(
            rounds, timer, "spdlog async 8k block", [&] { log_order(*async); }, settle);
    }
    {
        spdlog::sinks::tcp_sink_config config{"127.0.0.1", server.port()};
        const auto tcp = std::make_shared<spdlog::logger>("peer", std::make_shared<spdlog::sinks::tcp_sink_mt>(config));
        measure(
            rounds, timer, "spdlog tcp_sink", [&] { log_order(*tcp); }, settle);
    }

    logbeam::EventChannel orders{typed, "orders"};
    measure(
        rounds, timer, "typed publish",
        [&] {
            (void)orders.publish(OrderShipped{42, "Berlin", 19.99});
        },
        [&]() noexcept { typed.flush(10s); });
}

void print(const Rounds& rounds, const logbeam::ConnectionStats& stats) {
    std::printf("%-36s %8s %8s %8s   ns\n", "peer | pattern", "p50", "p90", "p99");
    for (const auto& [row, all] : rounds) {
        const auto m = median_of(all);
        std::printf("%-36s %8.0f %8.0f %8.0f\n", row.c_str(), m.p50, m.p90, m.p99);
    }
    const auto of = [&](const std::string& row) { return median_of(rounds.at(row)); };
    std::printf("\nsink over null, p50:         burst %+.0f ns, hot 1 %+.0f ns\n",
                of("logbeam sink | burst").p50 - of("spdlog null sink | burst").p50,
                of("logbeam sink | hot 1").p50 - of("spdlog null sink | hot 1").p50);
    std::printf("sink against null, p99:      burst %.2fx, hot 4 %.2fx\n",
                of("logbeam sink | burst").p99 / of("spdlog null sink | burst").p99,
                of("logbeam sink | hot 4").p99 / of("spdlog null sink | hot 4").p99);
    std::printf("spdlog async against sink:   burst p50 %.1fx, p90 %.1fx; flood 4 p99 %.0fx\n",
                of("spdlog async 8k block | burst").p50 / of("logbeam sink | burst").p50,
                of("spdlog async 8k block | burst").p90 / of("logbeam sink | burst").p90,
                of("spdlog async 8k block | flood 4").p99 / of("logbeam sink | flood 4").p99);
    std::printf("spdlog tcp_sink against sink: burst p50 %.1fx\n",
                of("spdlog tcp_sink | burst").p50 / of("logbeam sink | burst").p50);
    std::printf("typed publish p50:           burst %.0f ns, hot 1 %.0f ns\n", of("typed publish | burst").p50,
                of("typed publish | hot 1").p50);
    std::printf("of the sink's %llu calls %llu were dropped, in the floods\n",
                static_cast<unsigned long long>(stats.made), static_cast<unsigned long long>(stats.dropped));
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds_wanted = argc > 1 ? std::atoi(argv[1]) : 5;
    const bench::TcpDiscard server;
    const bench::CallTimer timer;
    const auto live = bench::discarding_connection();
    const auto typed = bench::discarding_connection();

    Rounds rounds;
    for (int round = 0; round < rounds_wanted; ++round) {
        run_round(rounds, timer, server, *live, *typed);
    }
    print(rounds, live->stats());
}
