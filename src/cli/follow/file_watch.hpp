#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

namespace logbeam::cli {

// Tells when something happens in the folders of some files: by inotify where there is any, and by the clock where there
// is not (network file systems, or no watches left). Unsynchronised.
class FileWatch final {
public:
    explicit FileWatch(const std::vector<std::filesystem::path>& files);
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    // Waits until something happened, it is time to look anyhow, or `interrupt` is readable.
    void wait(int interrupt);

private:
    void drain() const;

    int descriptor_;
    std::chrono::milliseconds patience_;
};

}  // namespace logbeam::cli
