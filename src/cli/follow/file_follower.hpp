#pragma once

#include "cli/follow/file_position.hpp"
#include "cli/line_splitter.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// Reads a file that is being written to, line by line, through all that happens to log files:
//
//   renamed          what was renamed is read to its end; the new file begins at its start once there is something in it
//   truncated, also  the file begins again at its start; noticed by its size, and by its first bytes when it has grown
//   by a copy        beyond the old position meanwhile
//   not there (yet)  it begins at its start when it comes
//   restart          goes on at the position; a file that was renamed meanwhile is looked for beside it
//
// A line is told when its end is there. Unsynchronised; never waits.
class FileFollower final {
public:
    enum class Start : std::uint8_t { at_end, at_begin };  // of a file that is there and has no position
    using TakeLine = std::function<void(std::string_view)>;

    FileFollower(std::filesystem::path path, const std::optional<FilePosition>& position, Start start);
    ~FileFollower();
    FileFollower(FileFollower&& other) noexcept;
    FileFollower& operator=(FileFollower&&) = delete;
    FileFollower(const FileFollower&) = delete;
    FileFollower& operator=(const FileFollower&) = delete;

    // Takes what is new, a bounded amount at once; true: there is more.
    bool poll(const TakeLine& take);

    // Behind the last line that was told; nothing while there is no file.
    [[nodiscard]] std::optional<FilePosition> position() const;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    void open_first();
    bool resume(const std::filesystem::path& candidate);
    bool resume_renamed();
    bool open(const std::filesystem::path& path, std::uint64_t offset);
    void close() noexcept;
    void begin_again(const TakeLine& take);
    [[nodiscard]] bool is_other_content() const;
    bool read_some(const TakeLine& take);
    bool move_on(const TakeLine& take);

    std::filesystem::path path_;
    std::optional<FilePosition> saved_;
    Start start_;
    bool is_first_ = true;
    int descriptor_ = -1;
    std::uint64_t offset_ = 0;
    std::uint64_t seen_size_ = 0;
    Fingerprint fingerprint_;
    LineSplitter lines_;
};

}  // namespace logbeam::cli
