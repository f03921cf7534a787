#include "cli/follow/file_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <set>

namespace logbeam::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto patience_with_watches = 1000ms;  // a folder may be on a file system whose changes come from elsewhere
constexpr auto patience_without = 250ms;
constexpr auto breath = 20;  // milliseconds: a busy writer makes one round of many writes

}  // namespace

FileWatch::FileWatch(const std::vector<std::filesystem::path>& files)
    : descriptor_{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)}, patience_{patience_with_watches} {
    std::set<std::filesystem::path> folders;
    for (const auto& file : files) {
        folders.insert(file.parent_path());
    }
    for (const auto& folder : folders) {
        constexpr auto changes = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM;
        if (::inotify_add_watch(descriptor_, folder.c_str(), changes) < 0) patience_ = patience_without;
    }
}

FileWatch::~FileWatch() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWatch::wait(int interrupt) {
    std::array<pollfd, 2> ready{{{interrupt, POLLIN, 0}, {descriptor_, POLLIN, 0}}};
    ::poll(ready.data(), ready.size(), static_cast<int>(patience_.count()));
    if (ready.back().revents != 0) {
        ::poll(ready.data(), 1, breath);
        drain();
    }
}

void FileWatch::drain() const {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the kernel fills it
    std::array<char, 16 * 1024> events;
    while (::read(descriptor_, events.data(), events.size()) > 0) {}
}

}  // namespace logbeam::cli
