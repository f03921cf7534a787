#include "cli/bench/bench.hpp"

#include "cli/bench/load_loop.hpp"
#include "cli/bench/process_usage.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <thread>

namespace logbeam::cli {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto tick = 2ms;
constexpr auto progress_interval = 500ms;
constexpr auto longest_wait_for_a_seat = 10s;
constexpr auto longest_silence = 2s;  // then what is missing counts as lost
constexpr auto settling = 1500ms;
constexpr auto most_warm_up = 1000ms;
constexpr std::size_t warm_up_connections = 16;  // so that what a server makes once is not charged to idle ones
constexpr std::uint16_t websocket_port = 3030;
constexpr std::uint16_t nats_websocket_port = 8080;

Result<transport::Url> target_of(const std::string& text, const BenchOptions& options) {
    constexpr std::string_view nats_prefix = "nats+";
    const bool has_prefix = text.rfind(nats_prefix, 0) == 0;
    auto url =
        transport::Url::parse(has_prefix ? std::string_view{text}.substr(nats_prefix.size()) : std::string_view{text});
    if (!url) return url;
    if (url->scheme != "ws") {
        return Error{ErrorCode::unsupported_scheme, "'" + text + "': bench speaks ws:// and nats+ws:// only"};
    }
    if (url->port == 0) {
        url->port = options.dialect == BenchDialect::nats ? nats_websocket_port : websocket_port;
    }
    return url;
}

Result<std::vector<Address>> resolve_all(const std::vector<std::string>& urls, const BenchOptions& options) {
    std::vector<Address> addresses;
    addresses.reserve(urls.size());
    for (const std::string& text : urls) {
        const auto url = target_of(text, options);
        if (!url) return url.error();
        const auto address = resolve(*url);
        if (!address) return address.error();
        addresses.push_back(*address);
    }
    return addresses;
}

std::vector<std::string> urls_of_subscribers(const BenchOptions& options) {
    std::vector<std::string> urls{options.url};
    urls.insert(urls.end(), options.more_urls.begin(), options.more_urls.end());
    return urls;
}

void raise_descriptor_limit() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// One run, from the first connection to the report. Confined to the thread that calls it.
class BenchRun final {
public:
    BenchRun(const BenchOptions& options, const LoadPlan& plan, const BenchProgress& progress)
        : options_{options}, progress_{progress}, flow_{options} {
        for (std::size_t index = 0; index < options.threads; ++index) {
            loops_.push_back(std::make_unique<LoadLoop>(plan, flow_));
        }
    }
    ~BenchRun() { stop(); }
    BenchRun(const BenchRun&) = delete;
    BenchRun& operator=(const BenchRun&) = delete;

    Result<BenchReport> run() {
        add_seats();
        for (const auto& loop : loops_) {
            threads_.emplace_back([&loop = *loop] { loop.run(); });
        }
        auto ran = options_.idle > 0 ? run_idle() : run_load();
        stop();
        if (!ran) return ran.error();
        if (const auto failure = flow_.failure()) return *failure;
        sum_up();
        return std::move(report_);
    }

private:
    void add_seats();
    Result<void> run_idle();
    Result<void> run_load();
    Result<void> wait_for_seats(std::size_t seats);
    Result<void> warm_up();
    Result<void> measure();
    Result<void> drain();
    // Of all servers together.
    Result<ProcessUsage> usage() const {
        ProcessUsage all;
        for (const int pid : options_.pids) {
            auto each = usage_of(pid);
            if (!each) return each;
            all.cpu += each->cpu;
            all.resident_bytes += each->resident_bytes;
        }
        return all;
    }
    void stop();
    void sum_up();

    // Looks every few milliseconds whether it is over, until a connection fails; tells of the progress.
    template <class Over>
    Result<void> watch(Over over) {
        auto next_progress = steady_clock::now();
        while (!over()) {
            if (const auto failure = flow_.failure()) return *failure;
            if (steady_clock::now() >= next_progress) {
                tell_progress();
                next_progress += progress_interval;
            }
            std::this_thread::sleep_for(tick);
        }
        return {};
    }
    void tell_progress();

    [[nodiscard]] bool is_all_sent() const { return options_.events > 0 && flow_.sent() >= options_.events; }

    const BenchOptions& options_;
    const BenchProgress& progress_;
    LoadFlow flow_;
    std::vector<std::unique_ptr<LoadLoop>> loops_;
    std::vector<std::thread> threads_;
    BenchReport report_;
    std::uint64_t told_delivered_ = 0;
};

void BenchRun::add_seats() {
    std::size_t next = 0;
    const auto add = [&](const Seat& seat) { loops_[next++ % loops_.size()]->add(seat); };
    const std::size_t publishers = options_.idle > 0 ? 0 : options_.publishers;
    for (std::size_t index = 0; index < publishers; ++index) {
        add({true, index, 0, 0});
    }
    const std::size_t subscribers = options_.idle > 0 ? options_.idle : options_.subscribers;
    for (std::size_t index = 0; index < subscribers; ++index) {
        add({false, index, index % options_.topics, index / options_.topics % options_.patterns});
    }
}

Result<void> BenchRun::wait_for_seats(std::size_t seats) {
    std::size_t seen = flow_.seated();
    auto deadline = steady_clock::now() + longest_wait_for_a_seat;
    auto waited = watch([&] {
        if (const std::size_t seated = flow_.seated(); seated != seen) {
            seen = seated;
            deadline = steady_clock::now() + longest_wait_for_a_seat;
        }
        return seen >= seats || steady_clock::now() > deadline;
    });
    if (waited && seen < seats) {
        return Error{ErrorCode::timed_out, "the server let in " + std::to_string(seen) + " of " +
                                               std::to_string(seats) + " connections; see its limits and --dialect"};
    }
    return waited;
}

Result<void> BenchRun::run_idle() {
    const std::size_t first = std::min(warm_up_connections, options_.idle / 2);
    flow_.allow_subscribers(first);
    if (auto seated = wait_for_seats(first); !seated) return seated;
    std::this_thread::sleep_for(settling);
    const auto before = usage();
    if (!before) return before.error();

    flow_.allow_subscribers(options_.idle);
    if (auto seated = wait_for_seats(options_.idle); !seated) return seated;
    std::this_thread::sleep_for(settling);
    const auto after = usage();
    if (!after) return after.error();

    report_.idle_connections = options_.idle;
    if (!options_.pids.empty()) {
        const auto grown = static_cast<double>(after->resident_bytes) - static_cast<double>(before->resident_bytes);
        report_.bytes_per_connection = grown / static_cast<double>(options_.idle - first);
    }
    return {};
}

Result<void> BenchRun::run_load() {
    flow_.allow_subscribers(options_.subscribers);
    if (auto seated = wait_for_seats(options_.publishers + options_.subscribers); !seated) return seated;
    flow_.enter(LoadFlow::Phase::publishing);
    if (auto warm = warm_up(); !warm) return warm;
    if (auto measured = measure(); !measured) return measured;
    return drain();
}

Result<void> BenchRun::warm_up() {
    const auto end = steady_clock::now() + std::min<std::chrono::milliseconds>(most_warm_up, options_.duration / 5);
    const std::uint64_t enough = options_.events / 10;
    return watch([&] { return options_.events > 0 ? flow_.sent() >= enough : steady_clock::now() >= end; });
}

// The steady window: from here to the end of the time, or until all is sent.
Result<void> BenchRun::measure() {
    const auto before = usage();
    if (!before) return before.error();
    const std::uint64_t delivered = flow_.delivered();
    const auto begin = steady_clock::now();
    flow_.measure(true);

    const auto end = begin + options_.duration;
    auto watched = watch([&] { return options_.events > 0 ? is_all_sent() : steady_clock::now() >= end; });
    if (!watched) return watched;

    flow_.measure(false);
    report_.deliveries = flow_.delivered() - std::min(delivered, flow_.delivered());
    report_.seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
    const auto after = usage();
    if (!after) return after.error();
    if (!options_.pids.empty()) {
        report_.cpu_seconds = std::chrono::duration<double>(after->cpu - before->cpu).count();
        report_.resident_bytes = after->resident_bytes;
    }
    return {};
}

// Until everyone has everything, or nothing comes any more.
Result<void> BenchRun::drain() {
    flow_.enter(LoadFlow::Phase::draining);
    std::uint64_t delivered = 0;
    auto moved = steady_clock::now();
    return watch([&] {
        const auto now = steady_clock::now();
        if (flow_.delivered() != delivered) {
            delivered = flow_.delivered();
            moved = now;
        }
        return flow_.missing() == 0 || now - moved > longest_silence;
    });
}

void BenchRun::tell_progress() {
    const std::uint64_t delivered = flow_.delivered();
    switch (flow_.phase()) {
        case LoadFlow::Phase::opening: progress_(std::to_string(flow_.seated()) + " connections"); break;
        case LoadFlow::Phase::draining: progress_(std::to_string(flow_.missing()) + " deliveries to come"); break;
        default: {
            const auto per_second = (delivered - std::min(told_delivered_, delivered)) * (1s / progress_interval);
            progress_(std::to_string(delivered) + " deliveries, " + std::to_string(per_second) + "/s");
        }
    }
    told_delivered_ = delivered;
}

void BenchRun::stop() {
    flow_.enter(LoadFlow::Phase::stopped);
    for (std::thread& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

void BenchRun::sum_up() {
    report_.sent = flow_.sent();
    report_.gone = flow_.gone();
    for (const auto& loop : loops_) {
        report_.latencies.add(loop->latencies());
        report_.received += loop->received();
        report_.lost += loop->lost();
        report_.strange += loop->strange();
    }
}

}  // namespace

Result<BenchReport> run_bench(const BenchOptions& options, const BenchProgress& progress) {
    if (auto checked = check(options); !checked) return checked.error();
    auto url = target_of(options.url, options);
    if (!url) return url.error();
    const auto addresses = resolve_all(urls_of_subscribers(options), options);
    if (!addresses) return addresses.error();
    const auto publishing_at = resolve_all({options.publish_at.empty() ? options.url : options.publish_at}, options);
    if (!publishing_at) return publishing_at.error();
    raise_descriptor_limit();

    // SSE has no way back, so its publishers speak the native dialect.
    BenchOptions publishing = options;
    if (options.dialect == BenchDialect::sse) publishing.dialect = BenchDialect::native;
    const auto publishers_dialect = make_load_dialect(publishing, *url);
    const auto subscribers_dialect = make_load_dialect(options, *url);
    const LoadPlan plan{options, *publishers_dialect, *subscribers_dialect, *addresses, publishing_at->front()};
    return BenchRun{options, plan, progress}.run();
}

}  // namespace logbeam::cli
