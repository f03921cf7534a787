#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::store {

// A file that grows at its end. Confined to the thread that appends; `sync` may be called on another one meanwhile.
class AppendFile {
public:
    virtual ~AppendFile() = default;

    [[nodiscard]] virtual Result<void> append(std::string_view bytes) = 0;  // may have written a part when it fails
    [[nodiscard]] virtual Result<void> sync() = 0;
    virtual void cut(std::size_t bytes) noexcept = 0;  // to this length, if that is possible
};

// What the store asks of the file system beside SQLite, so that a test can let it fail. Errors are store_unavailable and
// name the file. Thread-safe.
class FileLayer {
public:
    virtual ~FileLayer() = default;

    [[nodiscard]] virtual Result<std::unique_ptr<AppendFile>> open_to_append(const std::string& path) = 0;
    // As a whole; it lasts once the folder is synced.
    [[nodiscard]] virtual Result<void> replace(const std::string& path, std::string_view content) = 0;
    [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;
    [[nodiscard]] virtual Result<void> sync_folder(const std::string& path) = 0;
    [[nodiscard]] virtual std::uint64_t free_bytes(const std::string& folder) = 0;
};

// The machine's. Thread-safe.
class SystemFiles final : public FileLayer {
public:
    Result<std::unique_ptr<AppendFile>> open_to_append(const std::string& path) override;
    Result<void> replace(const std::string& path, std::string_view content) override;
    Result<void> remove(const std::string& path) override;
    Result<void> sync_folder(const std::string& path) override;
    std::uint64_t free_bytes(const std::string& folder) override;
};

[[nodiscard]] std::string read_file(const std::string& path);  // empty when there is none

}  // namespace logbeam::store
