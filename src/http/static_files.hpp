#pragma once

#include <deque>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace logbeam::http {

// A file of the dashboard as it is served. Views of what outlives it.
struct StaticFile {
    std::string_view path;  // "/client.js"
    std::string_view content_type;
    std::string_view etag;  // with its quotes
    std::string_view bytes;
};

// By the end of the name; what is not known is application/octet-stream.
[[nodiscard]] std::string_view content_type_of(std::string_view path) noexcept;

// What the build embedded: the page and the client (cmake/dashboard.cmake writes the definition), or with
// LOGBEAM_DASHBOARD off a page that says that they were left out.
[[nodiscard]] std::span<const StaticFile> embedded_files() noexcept;

// The embedded file of that path, where "/" is the page; null where there is none. Valid for ever.
[[nodiscard]] const StaticFile* find_embedded(std::string_view path) noexcept;

// The same out of a folder, for whoever works on the dashboard (`--dashboard DIR`): each call reads the file anew, so
// an edit needs no restart.
//
// Unsynchronised. Every version of a file that was asked for is kept, because an answer may still be sending it. The
// constructor throws Failure where there is no such folder.
class StaticFolder final {
public:
    explicit StaticFolder(const std::filesystem::path& folder);
    StaticFolder(const StaticFolder&) = delete;
    StaticFolder& operator=(const StaticFolder&) = delete;

    // Null for what is no file in the folder: `..`, and links that lead out of it, find nothing. Valid as long as the
    // folder object.
    [[nodiscard]] const StaticFile* find(std::string_view path);

private:
    struct Version {
        std::string path;
        std::string etag;
        std::string bytes;
        StaticFile file;  // views of the above
    };

    const StaticFile* keep(std::string_view path, std::string bytes);

    std::filesystem::path root_;
    std::deque<Version> versions_;  // addresses stay
};

}  // namespace logbeam::http
