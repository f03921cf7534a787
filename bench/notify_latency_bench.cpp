// How long after an event was logged does a webhook have word of the alert?
//
//     notify_latency_bench PATH_OF_LOGBEAM [SECONDS]      20 alerts a second for 30 seconds, unless SECONDS says less
//
// A broker that keeps its events on disk, with a rule of kind match that waits for nothing; this program logs over ws://
// and is the webhook's server as well. The time goes along in the message, and is the alert's.

#include "bench/child.hpp"
#include "tests/unit/notify/http_receiver.hpp"

#include <logbeam/spdlog_sink.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace logbeam;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds pause{50};

std::int64_t now_ns() {
    return std::chrono::nanoseconds{Clock::now().time_since_epoch()}.count();
}

// A folder for the broker, gone at the end.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "logbeam-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder"};
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream{path_ / name} << text;
        return (path_ / name).string();
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// Keeps how long each took, in microseconds.
class Webhook {
public:
    [[nodiscard]] std::string url() const { return server_.url(); }
    [[nodiscard]] std::vector<double> latencies() {
        const std::lock_guard lock{mutex_};
        return latencies_;
    }

private:
    std::string take(const notify::Received& request) {
        const std::int64_t now = now_ns();
        const std::regex title{R"re("text":"(\d+)")re"};
        std::smatch found;
        if (std::regex_search(request.body, found, title)) {
            const std::lock_guard lock{mutex_};
            latencies_.push_back(static_cast<double>(now - std::stoll(found[1].str())) / 1000);
        }
        return notify::http_answer("200 OK");
    }

    std::mutex mutex_;
    std::vector<double> latencies_;
    notify::HttpReceiver server_{[this](const notify::Received& request) { return take(request); }};
};

std::size_t log_for(const std::string& url, std::chrono::seconds duration) {
    Connection connection{url};
    spdlog::logger logger{"latency", make_spdlog_sink(connection)};
    std::size_t count = 0;
    auto due = Clock::now() + 1s;
    const auto end = due + duration;
    while ((due += pause) <= end) {
        std::this_thread::sleep_until(due);
        logger.error("failed sent={} order={}", now_ns(), count++);
    }
    connection.flush(10s);
    return count;
}

void print(std::vector<double> microseconds, std::size_t logged) {
    std::sort(microseconds.begin(), microseconds.end());
    const auto at = [&](double part) {
        const auto last = microseconds.size() - 1;
        return microseconds[std::min(last, static_cast<std::size_t>(part * static_cast<double>(last + 1)))];
    };
    std::printf(
        "%zu alerts, %zu received; from the log call to the webhook, us: p50 %.0f, p90 %.0f, p99 %.0f, max %.0f\n",
        logged, microseconds.size(), at(0.5), at(0.9), at(0.99), microseconds.back());
}

void measure(const char* program, std::chrono::seconds duration) {
    const Folder folder;
    Webhook webhook;
    const auto rules = folder.write(
        "rules.yaml", "rules:\n  - name: failed\n    when: level:error\n    by: order\n    max_groups: 100000\n"
                      "    message: '{sent}'\n    notify: {to: hook, wait: 0s, group_by: order}\n");
    const auto config = folder.write("logbeam.yaml", "notifiers: [{name: hook, kind: webhook, url: '" + webhook.url() +
                                                         "'}]\nrules: " + rules + "\n");
    bench::Child broker{{program, "serve", "--listen", "127.0.0.1:0", "--config", config, "--data", folder.at("data")}};
    const std::size_t logged = log_for(bench::url_of(broker), duration);
    const auto end = Clock::now() + 10s;
    while (webhook.latencies().size() < logged && Clock::now() < end)
        std::this_thread::sleep_for(10ms);
    const auto latencies = webhook.latencies();
    if (latencies.empty()) throw std::runtime_error{"nothing came"};
    print(latencies, logged);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: notify_latency_bench PATH_OF_LOGBEAM [SECONDS]\n");
        return 2;
    }
    measure(argv[1], std::chrono::seconds{argc > 2 ? std::max(1, std::atoi(argv[2])) : 30});
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "notify_latency_bench: %s\n", error.what());
    return 1;
}
