#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace logbeam::test {

// A folder on a disk, gone with the object.
class DataFolder {
public:
    DataFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "logbeam-data-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~DataFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace logbeam::test
