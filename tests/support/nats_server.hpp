#pragma once

#include "support/child_process.hpp"
#include "support/data_folder.hpp"

#include <logbeam/event.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::test {

// Where Debian puts it.
inline constexpr const char* nats_server_path = "/usr/sbin/nats-server";

// A real nats-server on a free port of its host, with its data in a folder of its own. Unsynchronised.
class NatsServer {
public:
    // Where it runs; here, unless it says otherwise.
    struct Host {
        std::string address = "127.0.0.1";
        std::function<Command(Command)> led_there = {};
    };
    struct Options {
        bool has_jetstream = false;
        std::string more = {};  // lines of its configuration
        Host host = {};
    };

    NatsServer() : NatsServer{Options{}} {}
    explicit NatsServer(Options options) : options_{std::move(options)} { start(); }

    // On the port that it had, if it had one.
    void start() {
        const std::string config = (folder_.path() / "server.conf").string();
        std::ofstream{config} << "host: " << host() << "\nport: " << (port_ == 0 ? -1 : port_) << '\n'
                              << "http: \"" << host() << ':' << (monitor_port_ == 0 ? -1 : monitor_port_) << "\"\n"
                              << "log_file: \"" << log_path().string() << "\"\n"
                              << (options_.has_jetstream ? "jetstream { store_dir: \"" + folder() + "\" }\n" : "")
                              << options_.more << '\n';
        std::filesystem::remove(log_path());  // a pipe that nobody reads would stop it in the end
        const Command command{nats_server_path, {"-c", config}};
        process_ = std::make_unique<Child>(options_.host.led_there ? options_.host.led_there(command) : command);
        do {
            const std::string said = read_log();
            if (said.find("Server is ready") == std::string::npos) continue;
            read_port(said, "Starting http monitor on " + host() + ':', monitor_port_);
            read_port(said, "Listening for client connections on " + host() + ':', port_);
            return;
        } while (process_->wait(std::chrono::milliseconds{5}).kind == Exit::Kind::not_in_time);
        throw std::runtime_error{"nats-server does not start: " + process_->line().value_or("") + read_log()};
    }

    void kill(int signal = SIGKILL) {
        process_->kill(signal);
        (void)process_->wait(std::chrono::seconds{20});
        process_.reset();
    }

    // Still, as one that the network does not lead to any more, and as it was.
    void pause() const { process_->kill(SIGSTOP); }
    void go_on() const { process_->kill(SIGCONT); }

    // Reads its configuration again, as it is by now.
    void reload() const { process_->kill(SIGHUP); }

    // Whether it has all that the cluster has, by its own word.
    [[nodiscard]] bool is_current() const {
        return ask_monitor("/healthz").find(R"("status":"ok")") != std::string::npos;
    }

    // Whether it knows who leads a stream of the cluster; not, where it is not there itself.
    [[nodiscard]] bool knows_leader_of(const std::string& stream) const {
        const std::string answer = ask_monitor("/jsz?streams=1");
        const auto named = answer.find("\"name\": \"" + stream + '"');
        const auto led = answer.find("\"leader\": \"", named);
        return named != std::string::npos && led < answer.find("\"state\":", named);
    }

    // What it tells of its streams, and of what went wrong with them.
    [[nodiscard]] std::string account() const {
        const std::string streams = ask_monitor("/jsz?streams=1");
        std::string account = streams.substr(std::min(streams.find("\"stream_detail\""), streams.size())) + '\n';
        std::istringstream log{read_log()};
        for (std::string line; std::getline(log, line);) {
            const bool is_asked_for = line.find("Healthcheck failed") != std::string::npos;  // by `is_current`
            if (!is_asked_for && (line.find("[WRN]") != std::string::npos || line.find("[ERR]") != std::string::npos))
                account += line + '\n';
        }
        return account;
    }

    // The subjects that clients have subscribed which begin so, in order: as the server's own monitor tells them.
    [[nodiscard]] std::vector<std::string> subscribed(const std::string& beginning) const {
        const std::string answer = ask_monitor("/connz?subs=1");
        const auto report = Value::parse(answer.substr(answer.find("\r\n\r\n") + 4)).value();
        std::set<std::string> found;
        for (const Value& connection : *report.as_object()->find("connections")->as_array()) {
            const Value* subjects = connection.as_object()->find("subscriptions_list");
            if (subjects == nullptr) continue;
            for (const Value& subject : *subjects->as_array()) {
                if (subject.as_string()->starts_with(beginning)) found.insert(*subject.as_string());
            }
        }
        return {found.begin(), found.end()};
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::uint16_t monitor_port() const noexcept { return monitor_port_; }
    [[nodiscard]] std::string address() const { return host() + ':' + std::to_string(port_); }
    [[nodiscard]] std::string url() const { return "nats://" + address(); }
    [[nodiscard]] std::string folder() const { return folder_.path().string(); }

private:
    [[nodiscard]] const std::string& host() const noexcept { return options_.host.address; }
    [[nodiscard]] std::string ask_monitor(const std::string& path) const {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(monitor_port_);
        address.sin_addr.s_addr = ::inet_addr(host().c_str());
        const timeval limit{5, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        const std::string question = "GET " + path + " HTTP/1.0\r\n\r\n";
        std::string answer;
        if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
            ::write(socket, question.data(), question.size()) > 0) {
            char chunk[4096];
            for (ssize_t got = 0; (got = ::read(socket, chunk, sizeof chunk)) > 0;) {
                answer.append(chunk, static_cast<std::size_t>(got));
            }
        }
        ::close(socket);
        return answer;
    }
    static void read_port(const std::string& said, const std::string& before, std::uint16_t& port) {
        const auto at = said.find(before);
        if (at != std::string::npos) port = static_cast<std::uint16_t>(std::stoi(said.substr(at + before.size(), 5)));
    }
    [[nodiscard]] std::filesystem::path log_path() const { return folder_.path() / "server.log"; }
    [[nodiscard]] std::string read_log() const {
        std::ifstream log{log_path()};
        return {std::istreambuf_iterator<char>{log}, {}};
    }

    DataFolder folder_;
    const Options options_;
    std::uint16_t port_ = 0;
    std::uint16_t monitor_port_ = 0;
    std::unique_ptr<Child> process_;
};

}  // namespace logbeam::test
