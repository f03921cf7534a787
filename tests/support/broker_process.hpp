#pragma once

#include "base/guarded.hpp"
#include "support/child_process.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace logbeam::test {

// `logbeam serve` as a process of its own, listening when the constructor returns; in memory, unless its arguments say
// where to keep events. What it says is kept. Thread-safe but for `wait` and destruction.
class BrokerProcess {
public:
    // Port 0: a free one. What is said first throws when it is not where the broker listens.
    explicit BrokerProcess(std::uint16_t port = 0, const Arguments& more = {}) : child_{command(port, more)} {
        std::string first = child_.line().value_or("nothing");
        while (first.find(" info ") != std::string::npos || first.find(" warning ") != std::string::npos) {
            *said_.lock() += first + '\n';  // what it found
            first = child_.line().value_or("nothing");
        }
        const std::size_t colon = first.rfind(':');
        if (first.rfind("logbeam: http", 0) != 0) throw std::runtime_error{"the broker said: " + first};
        port_ = static_cast<std::uint16_t>(std::stoul(first.substr(colon + 1)));
        listener_ = std::thread{[this] { listen(); }};
    }
    ~BrokerProcess() {
        child_.kill(SIGKILL);
        listener_.join();
    }
    BrokerProcess(const BrokerProcess&) = delete;
    BrokerProcess& operator=(const BrokerProcess&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string url() const { return "ws://127.0.0.1:" + std::to_string(port_); }
    void kill(int signal) const noexcept { child_.kill(signal); }
    [[nodiscard]] Exit wait(std::chrono::milliseconds limit) { return child_.wait(limit); }

    // Waits until a line holds the text.
    [[nodiscard]] bool says(std::string_view text) {
        auto said = said_.lock();
        return said.wait_for(changed_, std::chrono::seconds{20},
                             [text](const std::string& all) { return all.find(text) != std::string::npos; });
    }
    [[nodiscard]] std::string said() const {
        return said_.with([](const std::string& all) { return all; });
    }

    void limit_descriptors(std::size_t most) const {
        const rlimit limit{most, most};
        ::prlimit(child_.pid(), RLIMIT_NOFILE, &limit, nullptr);
    }
    [[nodiscard]] std::size_t descriptors() const {
        const std::filesystem::directory_iterator all{folder() + "/fd"};
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }
    [[nodiscard]] std::size_t resident_bytes() const {
        std::ifstream file{folder() + "/statm"};
        std::size_t whole = 0;
        std::size_t resident = 0;
        file >> whole >> resident;
        return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    }

private:
    static Command command(std::uint16_t port, const Arguments& more) {
        Command command{LOGBEAM_PROGRAM_PATH, {"serve", "--listen", "127.0.0.1:" + std::to_string(port)}};
        const auto is_kept = [](const std::string& argument) { return argument == "--data" || argument == "--config"; };
        if (std::none_of(more.begin(), more.end(), is_kept)) command.arguments.emplace_back("--memory");
        command.arguments.insert(command.arguments.end(), more.begin(), more.end());
        return command;
    }

    [[nodiscard]] std::string folder() const { return "/proc/" + std::to_string(child_.pid()); }

    void listen() {
        while (const auto line = child_.line(std::chrono::hours{1})) {
            said_.with([&](std::string& all) { all.append(*line).append("\n"); });
            changed_.notify_all();
        }
    }

    Child child_;
    std::uint16_t port_ = 0;
    Guarded<std::string> said_;
    std::condition_variable changed_;
    std::thread listener_;
};

}  // namespace logbeam::test
