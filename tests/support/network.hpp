#pragma once

#include "support/child_process.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace logbeam::test {

// Hosts on one switch, each a network namespace. While it lives, the thread that made it, and all that this thread
// starts, stand at the switch, too, and see nothing of the machine's own network. Unsynchronised; by root only.
class Network {
public:
    // Whether this process may make one.
    [[nodiscard]] static bool is_allowed() {
        bool is_allowed = ::access(ip_path, X_OK) == 0;
        std::thread{[&] { is_allowed = is_allowed && ::unshare(CLONE_NEWNET) == 0; }}.join();
        return is_allowed;
    }

    explicit Network(std::size_t hosts) : outside_{this_namespace()} {
        enter_another();
        ip({"link", "set", "lo", "up"});
        ip({"link", "add", "switch", "type", "bridge"});
        ip({"address", "add", "10.77.0.1/24", "dev", "switch"});
        ip({"link", "set", "switch", "up"});
        for (std::size_t host = 0; host < hosts; ++host)
            add(host);
    }
    ~Network() {
        ::setns(outside_, CLONE_NEWNET);
        ::close(outside_);
        for (const int host : hosts_)
            ::close(host);
    }
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    [[nodiscard]] static std::string address(std::size_t host) { return "10.77.0." + std::to_string(host + 2); }

    // A program so that it runs at the host.
    [[nodiscard]] Command at(std::size_t host, const Command& command) const {
        Command result{"/usr/bin/nsenter", {"--net=" + path_of(hosts_.at(host)), command.program}};
        result.arguments.insert(result.arguments.end(), command.arguments.begin(), command.arguments.end());
        return result;
    }

    // The host's cable leaves the switch; nothing and nobody says so. And back.
    void cut_off(std::size_t host) const { ip({"link", "set", cable(host), "nomaster"}); }
    void join(std::size_t host) const { ip({"link", "set", cable(host), "master", "switch"}); }

private:
    static constexpr const char* ip_path = "/usr/sbin/ip";

    static std::string cable(std::size_t host) { return "cable" + std::to_string(host); }
    static int this_namespace() { return ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC); }
    // As other processes find it.
    static std::string path_of(int descriptor) {
        return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor);
    }
    static void enter_another() {
        if (::unshare(CLONE_NEWNET) != 0) throw std::runtime_error{"no network namespace"};
    }
    static void run(const Command& command) {
        Child child{command};
        std::string said;
        while (const auto line = child.line())
            said += *line + '\n';
        if (!(child.wait(std::chrono::seconds{20}) == exit_code(0))) throw std::runtime_error{"ip: " + said};
    }
    static void ip(const Arguments& words) { run({ip_path, words}); }

    void add(std::size_t host) {
        std::thread{[this] {
            enter_another();
            hosts_.push_back(this_namespace());
        }}.join();
        ip({"link", "add", cable(host), "type", "veth", "peer", "name", "plug", "netns", path_of(hosts_[host])});
        ip({"link", "set", cable(host), "master", "switch", "up"});
        run(at(host, {ip_path, {"link", "set", "lo", "up"}}));
        run(at(host, {ip_path, {"address", "add", address(host) + "/24", "dev", "plug"}}));
        run(at(host, {ip_path, {"link", "set", "plug", "up"}}));
    }

    const int outside_;
    std::vector<int> hosts_;
};

}  // namespace logbeam::test
