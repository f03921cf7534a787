#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// A file's first bytes, to know it again. A value.
struct Fingerprint {
    std::uint64_t bytes = 0;
    std::uint64_t hash = 0;

    // Of at most `limit` bytes of the open file.
    [[nodiscard]] static Fingerprint of(int descriptor, std::uint64_t limit);

    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// Where reading a file goes on. A value.
struct FilePosition {
    std::uint64_t inode = 0;
    std::uint64_t offset = 0;
    Fingerprint fingerprint;

    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] static std::optional<FilePosition> parse(std::string_view text);

    friend bool operator==(const FilePosition&, const FilePosition&) = default;
};

}  // namespace logbeam::cli
