#pragma once

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What crashes, forks and exits in a test does so in a process of its own: the test program once more, playing a role
// instead of running tests. Roles say lines to the test.
namespace logbeam::test {

using Arguments = std::vector<std::string>;

// A sanitizer's runtime makes system calls of its own, and g++ 12's does not let go of its allocator's locks in the
// child of a fork.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool has_sanitizer_runtime = true;
#else
inline constexpr bool has_sanitizer_runtime = false;
#endif

// A part that a child process can play; its result is what main returns. Registers itself, as tests do.
class Role {
public:
    Role(std::string name, int (*part)(const Arguments&)) { all().emplace(std::move(name), part); }

    // What main does first: plays the role that the command line names, if it names one.
    static std::optional<int> play(int argc, char** argv) {
        if (argc < 3 || std::string_view{argv[1]} != flag) {
            return std::nullopt;
        }
        return all().at(argv[2])(Arguments(argv + 3, argv + argc));
    }

    static constexpr const char* flag = "--role";

private:
    static std::map<std::string, int (*)(const Arguments&)>& all() {
        static std::map<std::string, int (*)(const Arguments&)> roles;
        return roles;
    }
};

// A role's line to the test. One system call, no lock: in a forked child and in exit handlers, too.
inline void say(const std::string& line) {
    const std::string whole = line + "\n";
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, whole.data(), whole.size());
}

// How a process ended.
struct Exit {
    enum class Kind { code, signal, not_in_time };
    Kind kind;
    int number = 0;

    friend bool operator==(const Exit&, const Exit&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Exit& exit) {
        switch (exit.kind) {
            case Kind::code: return out << "exit code " << exit.number;
            case Kind::signal: return out << "signal " << exit.number << " (" << ::strsignal(exit.number) << ")";
            case Kind::not_in_time: return out << "not in time";
        }
        return out;
    }
};

[[nodiscard]] inline Exit exit_code(int code) {
    return {Exit::Kind::code, code};
}
[[nodiscard]] inline Exit died_of(int signal) {
    return {Exit::Kind::signal, signal};
}

// A program with its arguments.
struct Command {
    std::string program;
    Arguments arguments = {};
};

// A running role, or another program. Destruction kills what still runs, with what it forked. Unsynchronised.
class Child {
public:
    explicit Child(const std::string& role, const Arguments& arguments = {}, const Arguments& environment = {})
        : Child{role_command(role, arguments), environment} {}
    explicit Child(const Command& command, const Arguments& environment = {}) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) {
            throw std::runtime_error{"no pipe"};
        }
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        if (command.program != own_program) ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
        Arguments words{command.program};
        words.insert(words.end(), command.arguments.begin(), command.arguments.end());
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);  // with whatever it forks
        const int failed = ::posix_spawn(&pid_, command.program.c_str(), &actions, &attributes, pointers(words).data(),
                                         pointers(child_environment(environment)).data());
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ends[0];
        if (failed != 0) {
            throw std::runtime_error{"cannot run " + command.program};
        }
        group_ = pid_;
        handle_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    }
    ~Child() {
        ::kill(-group_, SIGKILL);
        if (pid_ != 0) {
            (void)wait(std::chrono::seconds{10});
        }
        ::close(output_);
        ::close(handle_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    void kill(int signal) const noexcept {
        if (pid_ != 0) ::kill(pid_, signal);  // 0 would be this process and its relatives
    }

    // The next line that it says, a program on its stderr too; nothing when it has said its last, or stays silent for long.
    [[nodiscard]] std::optional<std::string> line(std::chrono::milliseconds limit = std::chrono::seconds{60}) {
        while (true) {
            if (const std::size_t end = heard_.find('\n'); end != std::string::npos) {
                std::string line = heard_.substr(0, end);
                heard_.erase(0, end + 1);
                return line;
            }
            char chunk[4096];
            const auto got = is_readable(output_, limit) ? ::read(output_, chunk, sizeof chunk) : 0;
            if (got <= 0) {
                return std::nullopt;
            }
            heard_.append(chunk, static_cast<std::size_t>(got));
        }
    }

    // Waits for its end. What is not over in time runs on, until destruction.
    [[nodiscard]] Exit wait(std::chrono::milliseconds limit) {
        if (!is_readable(handle_, limit)) {
            return {Exit::Kind::not_in_time};
        }
        int status = 0;
        ::waitpid(std::exchange(pid_, 0), &status, 0);
        return WIFSIGNALED(status) ? died_of(WTERMSIG(status)) : exit_code(WEXITSTATUS(status));
    }

private:
    static constexpr const char* own_program = "/proc/self/exe";

    static Command role_command(const std::string& role, const Arguments& arguments) {
        Command command{own_program, {Role::flag, role}};
        command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
        return command;
    }

    static bool is_readable(int descriptor, std::chrono::milliseconds limit) {
        pollfd waits{descriptor, POLLIN, 0};
        int ready = 0;
        do {
            ready = ::poll(&waits, 1, static_cast<int>(limit.count()));
        } while (ready < 0 && errno == EINTR);
        return ready > 0;
    }

    // A role dies as it would without a sanitizer, and leaks what a killed process leaks.
    static Arguments child_environment(const Arguments& more) {
        Arguments result{more};
        std::string sanitizer = "handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:detect_leaks=0";
        for (char** entry = environ; *entry != nullptr; ++entry) {
            const std::string_view text{*entry};
            if (text.starts_with("ASAN_OPTIONS=")) {
                sanitizer = std::string{text.substr(text.find('=') + 1)} + ":" + sanitizer;
            } else {
                result.emplace_back(text);
            }
        }
        result.push_back("ASAN_OPTIONS=" + sanitizer);
        return result;
    }

    static std::vector<char*> pointers(const Arguments& words) {
        std::vector<char*> result;
        for (const std::string& word : words) {
            result.push_back(const_cast<char*>(word.c_str()));
        }
        result.push_back(nullptr);
        return result;
    }

    pid_t pid_ = 0;
    pid_t group_ = 0;
    int output_ = -1;
    int handle_ = -1;
    std::string heard_;
};

}  // namespace logbeam::test
