#include "http/static_files.hpp"

#include "base/hash.hpp"

#include <logbeam/result.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

namespace logbeam::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".ts", "text/plain; charset=utf-8"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
}};

constexpr std::string_view page_of(std::string_view path) noexcept {
    return path == "/" ? "/index.html" : path;
}

bool is_within(const fs::path& root, const fs::path& file) {
    const auto [end_of_root, ignored] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    return end_of_root == root.end();
}

// Where the file is once every link and every `..` is followed; nothing where that is outside, or no regular file.
std::optional<fs::path> locate(const fs::path& root, std::string_view path) {
    if (path.empty() || path.front() != '/' || path.find('\0') != std::string_view::npos) return std::nullopt;
    std::error_code error;
    const fs::path file = fs::canonical(root / fs::path{path.substr(1)}.relative_path(), error);
    if (error || !is_within(root, file) || !fs::is_regular_file(file, error)) return std::nullopt;
    return file;
}

std::optional<std::string> read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

#ifndef LOGBEAM_DASHBOARD
constexpr std::string_view left_out_page = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>logbeam</title>
<h1>logbeam</h1>
<p>This broker works, but it was built without its page and the JavaScript client (<code>/client.js</code>): the build
had <code>LOGBEAM_DASHBOARD=OFF</code>, which is the default where npm is missing.</p>
<p>Install Node.js 18 or newer and build again with <code>-DLOGBEAM_DASHBOARD=ON</code>, or build
<code>dashboard/</code> elsewhere and start the broker with <code>--dashboard dashboard/dist</code>.</p>
<p><code>logbeam tail</code> shows the same events in a terminal.</p>
</html>
)";
#endif

}  // namespace

#ifndef LOGBEAM_DASHBOARD
std::span<const StaticFile> embedded_files() noexcept {
    static const std::array files{
        StaticFile{"/index.html", content_type_of("/index.html"), "\"without-dashboard\"", left_out_page}};
    return files;
}
#endif

std::string_view content_type_of(std::string_view path) noexcept {
    const auto* found = std::find_if(content_types.begin(), content_types.end(),
                                     [path](const auto& each) { return path.ends_with(each.first); });
    return found == content_types.end() ? "application/octet-stream" : found->second;
}

const StaticFile* find_embedded(std::string_view path) noexcept {
    const auto files = embedded_files();
    const auto found =
        std::find_if(files.begin(), files.end(), [path](const auto& each) { return each.path == page_of(path); });
    return found == files.end() ? nullptr : &*found;
}

StaticFolder::StaticFolder(const fs::path& folder) {
    std::error_code error;
    root_ = fs::canonical(folder, error);
    if (error || !fs::is_directory(root_, error)) {
        throw Failure{{ErrorCode::invalid_config,
                       "dashboard: '" + folder.string() + "' is no folder; build the page with `npm run build`"}};
    }
}

const StaticFile* StaticFolder::find(std::string_view path) {
    const auto name = page_of(path);
    const auto file = locate(root_, name);
    if (!file) return nullptr;
    auto bytes = read(*file);
    return bytes ? keep(name, *std::move(bytes)) : nullptr;
}

const StaticFile* StaticFolder::keep(std::string_view path, std::string bytes) {
    const auto known = std::find_if(versions_.begin(), versions_.end(),
                                    [&](const Version& each) { return each.path == path && each.bytes == bytes; });
    if (known != versions_.end()) return &known->file;

    auto etag = '"' + base::hex16(base::stable_hash(bytes)) + '"';
    auto& version = versions_.emplace_back(Version{std::string{path}, std::move(etag), std::move(bytes), {}});
    version.file = {version.path, content_type_of(version.path), version.etag, version.bytes};
    return &version.file;
}

}  // namespace logbeam::http
