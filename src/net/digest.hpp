#pragma once

#include <string>
#include <string_view>

namespace logbeam::net {

// SHA-256 (FIPS 180-4) as sixty-four lower-case digits. Its own, so that tokens work in a build without OpenSSL.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

// HMAC-SHA-256 (RFC 2104), written the same way.
[[nodiscard]] std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

// Whether the texts are the same, in a time that depends on their lengths only.
[[nodiscard]] bool constant_time_equal(std::string_view left, std::string_view right) noexcept;

}  // namespace logbeam::net
