#include "notify/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace logbeam::notify {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t most_output = 65'536;

class Descriptor {
public:
    explicit Descriptor(int number = -1) noexcept : number_{number} {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void close() noexcept {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }

private:
    int number_;
};

// A file in memory: unlike a pipe it takes all at once, whether or not anybody reads it.
int file_of(const std::string& text) {
    const int file = ::memfd_create("notification", MFD_CLOEXEC);
    for (std::size_t at = 0; file >= 0 && at < text.size();) {
        const auto written = ::write(file, text.data() + at, text.size() - at);
        if (written <= 0) {
            ::close(file);
            return -1;
        }
        at += static_cast<std::size_t>(written);
    }
    if (file >= 0) ::lseek(file, 0, SEEK_SET);
    return file;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    result.reserve(words.size() + 1);
    for (auto& word : words)
        result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

class Actions {
public:
    Actions(int input, int output) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    }
    ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

// Our threads block signals, and a child would inherit that.
class Attributes {
public:
    Attributes() {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    [[nodiscard]] const posix_spawnattr_t* get() const noexcept { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

int start(const Process& process, int input, int output, pid_t& pid) {
    const Actions actions{input, output};
    const Attributes attributes;
    auto words = process.words;
    auto environment = process.environment;
    return ::posix_spawn(&pid, words.front().c_str(), actions.get(), attributes.get(), pointers(words).data(),
                         pointers(environment).data());
}

enum class Read : std::uint8_t { some, nothing_yet, end };

// Without waiting.
Read read_some(int from, std::string& into) {
    std::array<char, 4096> chunk{};
    const auto got = ::read(from, chunk.data(), chunk.size());
    if (got < 0) return errno == EAGAIN || errno == EINTR ? Read::nothing_yet : Read::end;
    into.append(chunk.data(), static_cast<std::size_t>(got));
    if (into.size() > most_output) into.erase(0, into.size() - most_output);
    return got > 0 ? Read::some : Read::end;
}

// What it said last; no more than a pipe may hold, for somebody that it left behind may go on talking.
void drain(int from, std::string& into) {
    constexpr int most_chunks = 256;
    for (int chunks = 0; chunks < most_chunks && read_some(from, into) == Read::some; ++chunks) {}
}

constexpr int looks_up_after = 200;  // ms: whether it is given up

int remaining(SteadyClock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count() + 1, 0, 3'600'000));
}

// Until the process has ended; false when it is too late. It may leave others behind that hold its output open.
bool follow(int handle, int output, const Process& process, SteadyClock::time_point deadline, std::string& said) {
    bool is_open = true;
    while (true) {
        std::array<pollfd, 2> waits{pollfd{handle, POLLIN, 0}, pollfd{is_open ? output : -1, POLLIN, 0}};
        const int ready = ::poll(waits.data(), waits.size(), std::min(remaining(deadline), looks_up_after));
        if (ready < 0 && errno != EINTR) return false;
        if (is_open && ready > 0 && waits[1].revents != 0) is_open = read_some(output, said) != Read::end;
        if (ready > 0 && waits[0].revents != 0) break;
        if (SteadyClock::now() >= deadline || process.given_up.load(std::memory_order_relaxed)) return false;
    }
    if (is_open) drain(output, said);
    return true;
}

Ended ended_with(int status, bool is_in_time, std::string output) {
    if (!is_in_time) return {Ended::How::too_slow, SIGKILL, std::move(output)};
    if (WIFSIGNALED(status)) return {Ended::How::signal, WTERMSIG(status), std::move(output)};
    return {Ended::How::code, WEXITSTATUS(status), std::move(output)};
}

}  // namespace

Ended run(const Process& process) {
    const Descriptor input{file_of(process.input)};
    std::array<int, 2> ends{-1, -1};
    if (!input.is_open() || ::pipe2(ends.data(), O_CLOEXEC) != 0) return {Ended::How::not_started, errno, {}};
    const Descriptor output{ends[0]};
    Descriptor theirs{ends[1]};
    ::fcntl(output.get(), F_SETFL, O_NONBLOCK);

    pid_t pid = 0;
    const auto deadline = SteadyClock::now() + process.timeout;
    if (const int failed = start(process, input.get(), theirs.get(), pid); failed != 0)
        return {Ended::How::not_started, failed, {}};
    theirs.close();
    const Descriptor handle{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};

    std::string said;
    const bool is_in_time = handle.is_open() && follow(handle.get(), output.get(), process, deadline, said);
    if (!is_in_time) ::kill(-pid, SIGKILL);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    return ended_with(status, is_in_time, std::move(said));
}

}  // namespace logbeam::notify
