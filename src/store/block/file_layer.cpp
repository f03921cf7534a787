#include "store/block/file_layer.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace logbeam::store {
namespace {

Error failed(const char* what, const std::string& path) {
    return Error{ErrorCode::store_unavailable,
                 std::string{"cannot "} + what + " '" + path + "': " + std::generic_category().message(errno)};
}

class Descriptor final {
public:
    Descriptor(const std::string& path, int flags) : descriptor_{::open(path.c_str(), flags | O_CLOEXEC, 0640)} {}
    ~Descriptor() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Descriptor(Descriptor&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
    [[nodiscard]] int get() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

bool write_all(int descriptor, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

class SystemAppendFile final : public AppendFile {
public:
    SystemAppendFile(Descriptor descriptor, std::string path)
        : descriptor_{std::move(descriptor)}, path_{std::move(path)} {}

    Result<void> append(std::string_view bytes) override {
        if (!write_all(descriptor_.get(), bytes)) return failed("write", path_);
        return {};
    }
    Result<void> sync() override {
        if (::fdatasync(descriptor_.get()) != 0) return failed("sync", path_);
        return {};
    }
    void cut(std::size_t bytes) noexcept override {
        const int ignored = ::ftruncate(descriptor_.get(), static_cast<off_t>(bytes));
        static_cast<void>(ignored);  // what is torn is cut when it is read
    }

private:
    Descriptor descriptor_;
    std::string path_;
};

}  // namespace

Result<std::unique_ptr<AppendFile>> SystemFiles::open_to_append(const std::string& path) {
    Descriptor descriptor{path, O_WRONLY | O_CREAT | O_APPEND};
    if (!descriptor.is_open()) return failed("open", path);
    return std::unique_ptr<AppendFile>{std::make_unique<SystemAppendFile>(std::move(descriptor), path)};
}

Result<void> SystemFiles::replace(const std::string& path, std::string_view content) {
    const std::string beside = path + ".new";
    {
        const Descriptor file{beside, O_WRONLY | O_CREAT | O_TRUNC};
        if (!file.is_open()) return failed("open", beside);
        if (!write_all(file.get(), content) || ::fsync(file.get()) != 0) return failed("write", beside);
    }
    if (std::rename(beside.c_str(), path.c_str()) != 0) return failed("rename", beside);
    return {};
}

Result<void> SystemFiles::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("remove", path);
    return {};
}

Result<void> SystemFiles::sync_folder(const std::string& path) {
    const Descriptor folder{path, O_RDONLY | O_DIRECTORY};
    if (!folder.is_open() || ::fsync(folder.get()) != 0) return failed("sync", path);
    return {};
}

std::uint64_t SystemFiles::free_bytes(const std::string& folder) {
    struct statvfs space {};
    if (::statvfs(folder.c_str(), &space) != 0) return UINT64_MAX;  // not known: writing will tell
    return static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize;
}

std::string read_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace logbeam::store
