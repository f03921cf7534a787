#pragma once

#include <logbeam/result.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::notify {

// A variable's value, where there is one.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// That of this process.
[[nodiscard]] std::optional<std::string> environment_of_process(const std::string& name);

// The text with `${NAME}` replaced by what the environment has; the error names the variable, and no value.
[[nodiscard]] Result<std::string> expanded(std::string_view text, const Environment& environment);

[[nodiscard]] bool names_variable(std::string_view text) noexcept;  // whether it is `${NAME}` and nothing else

// What a file holds, without the line's end behind it. At most 64 KiB.
[[nodiscard]] Result<std::string> file_text(const std::string& path);

}  // namespace logbeam::notify
