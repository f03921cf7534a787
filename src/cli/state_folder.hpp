#pragma once

#include <logbeam/result.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::cli {

// $XDG_STATE_HOME/logbeam, otherwise ~/.local/state/logbeam. Throws Failure when neither is known.
[[nodiscard]] std::filesystem::path state_folder();

// A file of the folder, which is made when it is not there.
[[nodiscard]] std::filesystem::path state_file(std::string_view name);

// The file's text; nothing when there is no such file. Throws Failure when there is one that cannot be read.
[[nodiscard]] std::optional<std::string> read_state(const std::filesystem::path& file);

// Replaces the file as a whole, so that a crash leaves the old or the new text; makes its folder.
[[nodiscard]] Result<void> write_state(const std::filesystem::path& file, std::string_view text);

}  // namespace logbeam::cli
