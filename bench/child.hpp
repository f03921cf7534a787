#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <regex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::bench {

// Another program, and what it says on stdout and stderr. Destruction ends it. Unsynchronised.
class Child {
public:
    explicit Child(std::vector<std::string> words) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const int failed = ::posix_spawn(&pid_, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ends[0];
        if (failed != 0) {
            ::close(output_);
            throw std::runtime_error{"cannot run " + words.front()};
        }
    }
    ~Child() {
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
        ::close(output_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // The next line that it says; throws when it ended before.
    [[nodiscard]] std::string line() {
        std::size_t end = 0;
        while ((end = said_.find('\n')) == std::string::npos) {
            char chunk[4096];
            const ssize_t count = ::read(output_, chunk, sizeof chunk);
            if (count <= 0) throw std::runtime_error{"a child process ended early; its last words: " + said_};
            said_.append(chunk, static_cast<std::size_t>(count));
        }
        std::string line = said_.substr(0, end);
        said_.erase(0, end + 1);
        return line;
    }

private:
    pid_t pid_ = 0;
    int output_ = -1;
    std::string said_;
};

// Of a broker that has just been started: `ws://127.0.0.1:PORT`.
[[nodiscard]] inline std::string url_of(Child& broker) {
    const std::regex address{R"(http://(127\.0\.0\.1:\d+)/)"};
    std::smatch found;
    std::string line;
    do {
        line = broker.line();
    } while (!std::regex_search(line, found, address));
    return "ws://" + found[1].str();
}

}  // namespace logbeam::bench
