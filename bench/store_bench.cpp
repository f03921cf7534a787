// What does the block store cost, and how fast does it find? Prints a table.
//
//     store_bench [events] [folder]
//
// The folder must not exist, or hold a store of that many events, which is then only asked.

#include "bench/log_maker.hpp"
#include "bench/process.hpp"
#include "history/search.hpp"
#include "query/program.hpp"
#include "store/block/block_history.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace {

using namespace logbeam;
using Steady = std::chrono::steady_clock;

double milliseconds(Steady::duration time) {
    return std::chrono::duration<double, std::milli>{time}.count();
}

std::uint64_t bytes_in(const std::string& folder) {
    std::uint64_t sum = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        sum += entry.is_regular_file() ? entry.file_size() : 0;
    return sum;
}

// Nothing of the folder is left in the machine's memory.
void make_cold(const std::string& folder) {
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        const int file = ::open(entry.path().c_str(), O_RDONLY);
        ::fdatasync(file);
        ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
        ::close(file);
    }
}

std::unique_ptr<store::BlockHistory> open_store(const std::string& folder, const SystemClock& clock) {
    store::BlockOptions options;
    options.directory = folder;
    options.keep_bytes = UINT64_MAX;
    return store::BlockHistory::open(options, clock, "bench").value();
}

void ingest(const std::string& folder, std::uint64_t events, const SystemClock& clock) {
    const auto history = open_store(folder, clock);
    bench::LogMaker maker{events};
    history::Burst burst;
    std::chrono::nanoseconds making{0};
    std::uint64_t text_bytes = 0;
    const auto cpu = bench::cpu_time();
    const auto begin = Steady::now();
    for (std::uint64_t done = 0; done < events;) {
        timespec before{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
        burst.clear();
        for (int number = 0; number < 100 && done < events; ++number, ++done)
            maker.add_to(burst);
        text_bytes += burst.text.size();
        timespec after{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
        making += std::chrono::seconds{after.tv_sec - before.tv_sec} +
                  std::chrono::nanoseconds{after.tv_nsec - before.tv_nsec};
        if (const auto appended = history->append(burst); !appended) {
            std::fprintf(stderr, "%s\n", appended.error().message().c_str());
            std::exit(1);
        }
    }
    history->settle();
    const auto wall = Steady::now() - begin;
    const double seconds = std::chrono::duration<double>{bench::cpu_time() - cpu - making}.count();
    const auto count = static_cast<double>(events);
    std::printf("%-28s %10.0f events/s of CPU, %.0f events/s of time, %.0f bytes of text each\n", "ingest",
                count / seconds, count / milliseconds(wall) * 1000, static_cast<double>(text_bytes) / count);
    std::printf("%-28s %10.1f bytes per event, %llu segments, %llu KB resident\n", "size",
                static_cast<double>(bytes_in(folder)) / count,
                static_cast<unsigned long long>(history->stats().segments),
                static_cast<unsigned long long>(bench::rss_kb()));
}

struct Outcome {
    double time = 0;
    history::SearchProgress progress;
};

// The newest 100 that match.
Outcome first_page(const history::EventHistory& history, const char* query, const history::SearchRange& range) {
    const auto begin = Steady::now();
    const auto program = query::Program::compile(query, Timestamp{}).value();
    history::Search search{history.snapshot(), program, range};
    std::uint64_t left = 100;
    while (search.step([&](const history::Row& /*row*/, std::string_view /*text*/) { return --left > 0; })) {}
    return {milliseconds(Steady::now() - begin), search.progress()};
}

void ask(const std::string& folder, const SystemClock& clock, const char* query, history::SearchRange range = {}) {
    auto history = open_store(folder, clock);
    const auto open_again = [&] {
        history.reset();
        make_cold(folder);
        history = open_store(folder, clock);
    };
    open_again();
    const Outcome cold = first_page(*history, query, range);
    const Outcome warm = first_page(*history, query, range);
    std::printf("%-28s %10.1f ms cold, %.1f ms warm; %llu found, %llu blocks read\n", query, cold.time, warm.time,
                static_cast<unsigned long long>(warm.progress.matched),
                static_cast<unsigned long long>(warm.progress.scanned));
}

// A regular expression without a literal has to look at every event: when the first one is found, and when all are.
void scan(const std::string& folder, const SystemClock& clock, const char* query) {
    make_cold(folder);
    const auto history = open_store(folder, clock);
    const auto begin = Steady::now();
    history::Search search{history->snapshot(), query::Program::compile(query, Timestamp{}).value(), {}};
    double first = 0;
    const auto take = [&](const history::Row& /*row*/, std::string_view /*text*/) {
        if (first == 0) first = milliseconds(Steady::now() - begin);
        return true;
    };
    while (search.step(take)) {}
    std::printf("%-28s %10.1f ms to the first, %.1f ms to the last, cold; %llu found\n", query, first,
                milliseconds(Steady::now() - begin), static_cast<unsigned long long>(search.progress().matched));
}

void replay(const history::EventHistory& history) {
    const auto snapshot = history.snapshot();
    history::BlockContent content;
    std::uint64_t events = 0;
    const auto begin = Steady::now();
    for (std::size_t index = 0; index < snapshot->blocks(); ++index) {
        if (!snapshot->read_rows(index, content) || !snapshot->read_text(index, content)) continue;
        events += content.rows.size();
    }
    std::printf("%-28s %10.2f M events/s\n", "replay",
                static_cast<double>(events) / milliseconds(Steady::now() - begin) / 1000);
}

void count_all(const history::EventHistory& history) {
    const auto snapshot = history.snapshot();
    const auto begin = Steady::now();
    const auto rows = snapshot->rollup(0, snapshot->blocks());
    std::printf("%-28s %10.1f ms, %zu rows\n", "roll-up of everything", milliseconds(Steady::now() - begin),
                rows ? rows->size() : 0);
}

// Opening drops what is too much: how much longer does that take than opening alone?
void drop_tenth(const std::string& folder, std::uint64_t events, const SystemClock& clock) {
    store::BlockOptions options;
    options.directory = folder;
    options.keep_bytes = UINT64_MAX;
    const auto open = [&] {
        const auto begin = Steady::now();
        const auto history = store::BlockHistory::open(options, clock, "bench").value();
        return std::pair{milliseconds(Steady::now() - begin), history->stats().trimmed};
    };
    open();  // warm
    const double without = open().first;
    options.keep_events = events - events / 10 - events / 100;  // segments end with a whole block
    const auto [with, trimmed] = open();
    std::printf("%-28s %10.1f ms beside %.1f ms of opening, %llu events trimmed\n", "drop the oldest tenth",
                with - without, without, static_cast<unsigned long long>(trimmed));
}

}  // namespace

int main(int count, char** words) {
    const std::uint64_t events = count > 1 ? std::strtoull(words[1], nullptr, 10) : 1'000'000;
    const std::string folder = count > 2 ? words[2] : "store_bench_data";
    const SystemClock clock;
    if (!std::filesystem::exists(folder)) ingest(folder, events, clock);

    make_cold(folder);
    const auto begin = Steady::now();
    auto history = open_store(folder, clock);
    std::printf("%-28s %10.1f ms, %llu events\n", "open, cold", milliseconds(Steady::now() - begin),
                static_cast<unsigned long long>(history->extent().events));
    replay(*history);
    count_all(*history);
    history.reset();

    history::SearchRange ten_minutes;
    ten_minutes.from = bench::LogMaker::begin() + std::chrono::hours{5};
    ten_minutes.to = ten_minutes.from + std::chrono::minutes{10};
    ask(folder, clock, "topic:logs.orders");
    ask(folder, clock, "level>=error", ten_minutes);
    ask(folder, clock, "zx81qfault");
    ask(folder, clock, "absentword");
    ask(folder, clock, "*81qfau*");
    ask(folder, clock, "order_id:42");
    ask(folder, clock, "timeout db");
    scan(folder, clock, R"(message:~"[0-9][0-9] +[a-z]+ +[0-9]")");
    drop_tenth(folder, events, clock);
    return 0;
}
