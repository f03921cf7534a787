#include "cli/state_folder.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace logbeam::cli {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read at set-up
    return value == nullptr ? "" : value;
}

Error unwritable(const std::filesystem::path& file, const std::string& why) {
    return {ErrorCode::invalid_config, "'" + file.string() + "' cannot be written: " + why + "; set XDG_STATE_HOME"};
}

}  // namespace

std::filesystem::path state_folder() {
    if (const std::string state = environment("XDG_STATE_HOME"); !state.empty()) {
        return std::filesystem::path{state} / "logbeam";
    }
    const std::string home = environment("HOME");
    if (home.empty()) {
        throw Failure{Error{ErrorCode::invalid_config, "positions need a folder; set HOME or XDG_STATE_HOME"}};
    }
    return std::filesystem::path{home} / ".local" / "state" / "logbeam";
}

std::filesystem::path state_file(std::string_view name) {
    std::filesystem::path file = state_folder() / name;
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed) throw Failure{unwritable(file, failed.message())};
    return file;
}

std::optional<std::string> read_state(const std::filesystem::path& file) {
    if (std::error_code failed; !std::filesystem::exists(file, failed)) return std::nullopt;
    std::ifstream stream{file, std::ios::binary};
    if (!stream) {
        throw Failure{Error{ErrorCode::invalid_config, "'" + file.string() + "' cannot be read; see its permissions"}};
    }
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

Result<void> write_state(const std::filesystem::path& file, std::string_view text) {
    std::error_code failed;
    std::filesystem::create_directories(file.parent_path(), failed);
    if (failed) return unwritable(file, failed.message());
    std::filesystem::path fresh = file;
    fresh += "." + std::to_string(::getpid());
    std::ofstream stream{fresh, std::ios::binary};
    stream << text;
    stream.close();
    if (!stream) return unwritable(file, "the disk is full, or the folder belongs to someone else");
    std::filesystem::rename(fresh, file, failed);
    return failed ? Result<void>{unwritable(file, failed.message())} : Result<void>{};
}

}  // namespace logbeam::cli
