#pragma once

#include <logbeam/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Rules that a client sends as YAML.
namespace logbeam::http {

inline constexpr std::string_view name_of_sent_rule = "yaml";  // in errors, where a file's name stands otherwise

// They are read on the hub's thread: no more than that takes moments for.
[[nodiscard]] inline Result<void> check_size(std::string_view yaml) {
    constexpr std::size_t most_bytes = std::size_t{64} * 1024;
    if (yaml.size() <= most_bytes) return {};
    return Error{ErrorCode::too_large, "rules are read up to " + std::to_string(most_bytes) + " bytes here"};
}

// What is wrong in them is wrong in the request, not in the broker's own configuration.
[[nodiscard]] inline Error as_request_error(const Error& error) {
    return error.code == ErrorCode::invalid_config ? Error{ErrorCode::malformed_request, error.detail} : error;
}

}  // namespace logbeam::http
