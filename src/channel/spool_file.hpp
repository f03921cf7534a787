#pragma once

#include "channel/reporter.hpp"
#include "channel/spool.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::channel {

// An open file under an exclusive lock that ends with the process. A resource that can be moved.
class LockedFile final {
public:
    // Opens the file, made when missing; not held when another process has it. Throws Failure when it cannot
    // be opened at all.
    explicit LockedFile(std::string path);
    ~LockedFile();
    LockedFile(LockedFile&& other) noexcept;
    LockedFile& operator=(LockedFile&& other) noexcept;
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    [[nodiscard]] bool is_held() const noexcept { return descriptor_ >= 0; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    void release() noexcept;                                    // closes it
    void rename(std::string path) { path_ = std::move(path); }  // it goes by another name now

    [[nodiscard]] std::string read() const;
    [[nodiscard]] bool append(std::string_view bytes) const noexcept;
    bool truncate(std::size_t size) const noexcept;

private:
    std::string path_;
    int descriptor_ = -1;
};

// The spool on disk: every batch is written when it is sealed, so that the next start finds what this process
// took before it was killed. A program that runs several times at once gets `path`, `path.1`, `path.2` ...;
// each start also adopts what dead processes left in them. A full disk is reported, and the spool goes on in
// memory. Confined to the worker after construction.
//
// The file: a line that names the format, then records of length, checksum, kind and bytes: a batch, or how far
// a publisher was acknowledged. It is emptied whenever nothing waits, and written anew when most of it is old.
class SpoolFile final : public SpoolJournal {
public:
    // Throws Failure when no file can be had.
    SpoolFile(const std::string& path, Reporter& reporter);

    // What earlier runs left, marked as recovered; once.
    [[nodiscard]] std::vector<std::shared_ptr<const Batch>> take_recovered() { return std::move(recovered_); }

    void on_append(const Batch& batch) override;
    void on_acknowledged(const transport::Held& held) override;
    void on_change(const std::deque<std::shared_ptr<const Batch>>& batches) override;

    // In the child of a fork: the file and its lock are the parent's.
    void release_after_fork() noexcept { file_.release(); }

    static constexpr int max_siblings = 16;

private:
    std::size_t recover(LockedFile& file);  // returns how many bytes of it are whole
    void put_aside(LockedFile& file);
    void write(char kind, std::string_view bytes);
    bool rewrite(const std::deque<std::shared_ptr<const Batch>>& batches);  // false: the file is as it was

    Reporter& reporter_;
    LockedFile file_;
    std::size_t size_ = 0;
    std::vector<std::shared_ptr<const Batch>> recovered_;
};

}  // namespace logbeam::channel
