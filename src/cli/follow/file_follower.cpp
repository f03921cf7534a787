#include "cli/follow/file_follower.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <system_error>
#include <utility>

namespace logbeam::cli {

namespace {

constexpr std::size_t read_bytes = 64 * 1024;

struct Shape {
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
};

Shape shape_of(const struct stat& status) {
    return {static_cast<std::uint64_t>(status.st_ino), static_cast<std::uint64_t>(status.st_size)};
}

Shape shape_of(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? shape_of(status) : Shape{};
}

std::optional<Shape> shape_of(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return shape_of(status);
}

}  // namespace

FileFollower::FileFollower(std::filesystem::path path, const std::optional<FilePosition>& position, Start start)
    : path_{std::move(path)}, saved_{position}, start_{start} {}

FileFollower::~FileFollower() {
    close();
}

FileFollower::FileFollower(FileFollower&& other) noexcept
    : path_{std::move(other.path_)},
      saved_{other.saved_},
      start_{other.start_},
      is_first_{other.is_first_},
      descriptor_{std::exchange(other.descriptor_, -1)},
      offset_{other.offset_},
      seen_size_{other.seen_size_},
      fingerprint_{other.fingerprint_},
      lines_{std::move(other.lines_)} {}

void FileFollower::close() noexcept {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

bool FileFollower::open(const std::filesystem::path& path, std::uint64_t offset) {
    // Not blocking: a pipe that took the file's name must not hold the others up.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return false;
    close();
    descriptor_ = descriptor;
    offset_ = offset;
    seen_size_ = 0;
    fingerprint_ = Fingerprint::of(descriptor_, offset_);
    return true;
}

void FileFollower::open_first() {
    const auto shape = shape_of(path_);
    if (saved_) {
        if ((shape && resume(path_)) || resume_renamed()) return;
        if (shape) open(path_, 0);  // another file by now
        return;
    }
    if (shape) open(path_, start_ == Start::at_end && is_first_ ? shape->size : 0);
}

// Whether this is the file of the saved position.
bool FileFollower::resume(const std::filesystem::path& candidate) {
    if (!open(candidate, saved_->offset)) return false;
    const Shape shape = shape_of(descriptor_);
    const bool is_same = shape.inode == saved_->inode && shape.size >= saved_->offset &&
                         Fingerprint::of(descriptor_, saved_->fingerprint.bytes) == saved_->fingerprint;
    if (!is_same) close();
    return is_same;
}

bool FileFollower::resume_renamed() {
    const std::string name = path_.filename();
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator{path_.parent_path(), failed}) {
        const bool is_beside = entry.path().filename().string().rfind(name, 0) == 0 && entry.path() != path_;
        const auto shape = is_beside ? shape_of(entry.path()) : std::nullopt;
        if (shape && shape->inode == saved_->inode && resume(entry.path())) return true;
    }
    return false;
}

bool FileFollower::poll(const TakeLine& take) {
    if (descriptor_ < 0) {
        open_first();
        is_first_ = false;
        if (descriptor_ < 0) return false;
        saved_.reset();
    }
    const Shape shape = shape_of(descriptor_);
    if (shape.size < offset_ || (shape.size != seen_size_ && is_other_content())) {
        begin_again(take);
    }
    seen_size_ = shape.size;
    return read_some(take) || move_on(take);
}

bool FileFollower::is_other_content() const {
    return Fingerprint::of(descriptor_, fingerprint_.bytes) != fingerprint_;
}

void FileFollower::begin_again(const TakeLine& take) {
    lines_.finish(take);  // its end went with the file
    offset_ = 0;
    fingerprint_ = {};
}

// True: there may be more.
bool FileFollower::read_some(const TakeLine& take) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the kernel fills it
    std::array<char, read_bytes> buffer;
    const ssize_t count = ::pread(descriptor_, buffer.data(), buffer.size(), static_cast<off_t>(offset_));
    if (count <= 0) return false;
    lines_.feed({buffer.data(), static_cast<std::size_t>(count)}, take);
    offset_ += static_cast<std::uint64_t>(count);
    fingerprint_ = Fingerprint::of(descriptor_, offset_);
    return static_cast<std::size_t>(count) == buffer.size();
}

// To the file that has taken the name, once its writer has: until then it may still write to the old one.
bool FileFollower::move_on(const TakeLine& take) {
    const auto named = shape_of(path_);
    if (!named || named->size == 0 || named->inode == shape_of(descriptor_).inode) return false;
    while (read_some(take)) {}
    lines_.finish(take);
    return open(path_, 0);
}

std::optional<FilePosition> FileFollower::position() const {
    if (descriptor_ < 0) return saved_;
    const std::uint64_t told = offset_ - lines_.held();
    return FilePosition{shape_of(descriptor_).inode, told, fingerprint_};
}

}  // namespace logbeam::cli
