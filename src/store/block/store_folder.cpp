#include "store/block/store_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <utility>

namespace logbeam::store {
namespace {

std::string holder_of(const std::string& path) {
    std::string pid = read_file(path);
    pid.erase(std::remove(pid.begin(), pid.end(), '\n'), pid.end());
    return pid.empty() ? "another process" : "process " + pid;
}

// What the file says.
struct EpochRecord {
    std::string epoch;
    std::string boot_id;
    std::uint64_t through = 0;
    bool is_synced = false;
    bool is_clean = false;
};

EpochRecord parse(const std::string& text) {
    EpochRecord record;
    std::istringstream words{text};
    for (std::string key, value; words >> key >> value;) {
        if (key == "epoch") record.epoch = value;
        if (key == "boot") record.boot_id = value;
        if (key == "through") record.through = std::strtoull(value.c_str(), nullptr, 10);
        if (key == "synced") record.is_synced = value == "1";
        if (key == "clean") record.is_clean = value == "1";
    }
    return record;
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& directory) {
    std::error_code problem;
    std::filesystem::create_directories(directory, problem);
    const std::string path = directory + "/lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0) {
        return Error{ErrorCode::store_unavailable,
                     "cannot open '" + path + "': " + std::generic_category().message(errno)};
    }
    FolderLock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return Error{ErrorCode::store_in_use,
                     "'" + directory + "' is in use by " + holder_of(path) + "; stop it, or use another directory"};
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    const bool is_written = ::ftruncate(descriptor, 0) == 0 && ::write(descriptor, pid.data(), pid.size()) > 0;
    static_cast<void>(is_written);  // the lock holds without it
    return lock;
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

EpochFile::EpochFile(FileLayer& files, const std::string& directory, std::string boot_id, SyncPolicy sync)
    : files_{files}, directory_{directory}, path_{directory + "/epoch"}, boot_id_{std::move(boot_id)}, sync_{sync} {
    if (boot_id_.empty()) std::istringstream{read_file("/proc/sys/kernel/random/boot_id")} >> boot_id_;
}

EpochFile::Left EpochFile::read() const {
    const EpochRecord last = parse(read_file(path_));
    const bool is_proven = last.is_clean || last.is_synced || last.boot_id == boot_id_;
    if (!is_proven) return {};
    return {last.epoch, last.through};
}

Result<void> EpochFile::begin(std::string epoch, std::uint64_t through) {
    epoch_ = std::move(epoch);
    return write(through, false);
}

// A full disk lets a file be removed, if nothing else. What is delivered after this must not come back as stored.
void EpochFile::doubt() {
    if (!is_in_doubt_) is_in_doubt_ = files_.remove(path_).ok();
    if (is_in_doubt_) static_cast<void>(files_.sync_folder(directory_).ok());
}

Result<void> EpochFile::restore(std::uint64_t through) {
    auto written = write(through, false);
    if (written) is_in_doubt_ = false;
    return written;
}

void EpochFile::end(std::uint64_t through) {
    if (!is_in_doubt_) static_cast<void>(write(through, true).ok());  // without it the boot id decides
}

Result<void> EpochFile::write(std::uint64_t through, bool is_clean) {
    const auto flag = [](bool value) { return value ? " 1\n" : " 0\n"; };
    const std::string content = "epoch " + epoch_ + "\nboot " + boot_id_ + "\nthrough " + std::to_string(through) +
                                "\nsynced" + flag(sync_ == SyncPolicy::each_append) + "clean" + flag(is_clean);
    if (auto replaced = files_.replace(path_, content); !replaced) return replaced;
    return files_.sync_folder(directory_);
}

}  // namespace logbeam::store
