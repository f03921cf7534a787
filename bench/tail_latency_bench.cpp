// How long after a log call does another process have the event?
//
//     tail_latency_bench PATH_OF_LOGBEAM [SECONDS]      10 seconds a row; 30 of the quiet one, unless SECONDS says less
//
// Three processes: a broker, this program with the sink over ws://, and a receiver that subscribes to all as `logbeam
// tail` does. The time goes along in the message; both ends read the same clock, the receiver when it has the event.

#include "bench/child.hpp"
#include "transport/factory.hpp"

#include <logbeam/spdlog_sink.hpp>

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace logbeam;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::string_view receiver_flag = "--receive";
constexpr int end_of_all = -1;
constexpr int warm_up = 0;

std::int64_t now_ns() {
    return std::chrono::nanoseconds{Clock::now().time_since_epoch()}.count();
}

// --- the receiver ---

// Keeps the latency of each event, and tells them when the last event has come.
class Receiver final : public transport::TransportEvents {
public:
    void on_open(const transport::Opened& /*opened*/) override { is_open = true; }
    void on_subscribed(std::uint64_t /*subscription*/, std::uint64_t /*seq*/) override {
        std::puts("ready");
        std::fflush(stdout);
    }
    void on_event(std::uint64_t /*subscription*/, Event event) override {
        const std::int64_t now = now_ns();
        const auto row = number_in(event, "row");
        if (row == end_of_all) is_over = true;
        if (row > warm_up) latencies_.emplace_back(row, now - number_in(event, "sent"));
    }
    void on_acknowledged(const transport::Held& /*held*/) override {}
    void on_gap(std::uint64_t /*subscription*/, const wire::Gap& /*gap*/) override {}
    void on_failed(const wire::Failed& failed) override { std::puts(failed.detail.c_str()); }
    void on_closed(const Error& reason) override {
        std::puts(reason.message().c_str());
        is_over = true;
    }

    void tell() const {
        for (const auto& [row, latency] : latencies_)
            std::printf("%lld %lld\n", static_cast<long long>(row), static_cast<long long>(latency));
        std::puts("end");
        std::fflush(stdout);
    }

    bool is_open = false;
    bool is_over = false;

private:
    static std::int64_t number_in(const Event& event, std::string_view key) {
        const Value* value = event.field(key);
        return value == nullptr ? warm_up : value->as_int64().value_or(warm_up);
    }

    std::vector<std::pair<std::int64_t, std::int64_t>> latencies_;
};

int receive(const std::string& url) {
    Receiver receiver;
    const auto transport = transport::transport_for(url)();
    transport->open({}, receiver);
    bool has_subscribed = false;
    while (!receiver.is_over) {
        pollfd waits{transport->descriptor(), POLLIN, 0};
        ::poll(&waits, 1, 1000);
        transport->drive();
        if (receiver.is_open && !has_subscribed) {
            has_subscribed = true;
            wire::Subscribe all;
            all.id = 1;
            all.topics = {"logs.>"};
            transport->send(wire::ClientFrame{all});
        }
    }
    receiver.tell();
    return 0;
}

// --- the program that logs ---

struct Row {
    int number;
    const char* name;
    spdlog::level::level_enum level;
    std::chrono::microseconds pause;
    std::chrono::seconds duration;
    const char* target;
};

void log(spdlog::logger& logger, int row, spdlog::level::level_enum level) {
    logger.log(level, "latency row={} sent={}", row, now_ns());
}

// Returns how many calls it made.
std::size_t run(spdlog::logger& logger, const Row& row) {
    std::size_t calls = 0;
    auto due = Clock::now();
    const auto end = due + row.duration;
    while ((due += row.pause) <= end) {
        std::this_thread::sleep_until(due);
        log(logger, row.number, row.level);
        ++calls;
    }
    return calls;
}

std::map<int, std::vector<double>> latencies_of(bench::Child& receiver) {
    std::map<int, std::vector<double>> microseconds;
    for (std::string line = receiver.line(); line != "end"; line = receiver.line()) {
        long long nanoseconds = 0;
        int row = 0;
        if (std::sscanf(line.c_str(), "%d %lld", &row, &nanoseconds) != 2) throw std::runtime_error{line};
        microseconds[row].push_back(static_cast<double>(nanoseconds) / 1000);
    }
    return microseconds;
}

void print(const Row& row, std::vector<double> microseconds) {
    std::sort(microseconds.begin(), microseconds.end());
    const auto at = [&](double part) {
        const auto last = microseconds.size() - 1;
        return microseconds[std::min(last, static_cast<std::size_t>(part * static_cast<double>(last + 1)))];
    };
    std::printf("%-16s %8zu %9.0f %9.0f %9.0f %9.0f   %s\n", row.name, microseconds.size(), at(0.5), at(0.9), at(0.99),
                microseconds.back(), row.target);
}

void measure(const char* program, std::chrono::seconds usual, std::chrono::seconds quiet) {
    const std::vector<Row> rows{
        {1, "info, 5,000/s", spdlog::level::info, 200us, usual, "p50 <= 300"},
        {2, "info, 1/s", spdlog::level::info, 1s, quiet, "p99 <= 12000"},
        {3, "error, 100/s", spdlog::level::err, 10ms, usual, "p50 <= 100"},
    };
    bench::Child broker{{program, "serve", "--listen", "127.0.0.1:0"}};
    const std::string url = bench::url_of(broker);
    bench::Child receiver{{"/proc/self/exe", std::string{receiver_flag}, url}};
    if (const std::string line = receiver.line(); line != "ready") throw std::runtime_error{"receiver: " + line};

    Connection connection{url};
    spdlog::logger logger{"latency", make_spdlog_sink(connection)};
    for (int count = 0; count < 1000; ++count)
        log(logger, warm_up, spdlog::level::info);
    connection.flush(10s);
    std::size_t calls = 0;
    for (const Row& row : rows) {
        calls += run(logger, row);
        connection.flush(10s);
    }
    log(logger, end_of_all, spdlog::level::err);

    auto latencies = latencies_of(receiver);
    std::printf("%-16s %8s %9s %9s %9s %9s   us, from the log call to the receiver\n", "", "events", "p50", "p90",
                "p99", "max");
    for (const Row& row : rows) {
        if (latencies[row.number].empty()) throw std::runtime_error{std::string{"nothing came of "} + row.name};
        calls -= latencies[row.number].size();
        print(row, std::move(latencies[row.number]));
    }
    std::printf("never received: %zu\n", calls);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc == 3 && argv[1] == receiver_flag) return receive(argv[2]);
    if (argc < 2) {
        std::fprintf(stderr, "usage: tail_latency_bench PATH_OF_LOGBEAM [SECONDS]\n");
        return 2;
    }
    const std::chrono::seconds limit{argc > 2 ? std::max(1, std::atoi(argv[2])) : 30};
    measure(argv[1], std::min(limit, 10s), limit);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "tail_latency_bench: %s\n", error.what());
    return 1;
}
