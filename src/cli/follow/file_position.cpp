#include "cli/follow/file_position.hpp"

#include "base/hash.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace logbeam::cli {

namespace {

constexpr std::size_t longest_fingerprint = 256;

}  // namespace

Fingerprint Fingerprint::of(int descriptor, std::uint64_t limit) {
    std::array<char, longest_fingerprint> first{};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(limit, first.size()));
    const ssize_t count = ::pread(descriptor, first.data(), wanted, 0);
    if (count <= 0) return {};
    const auto bytes = static_cast<std::size_t>(count);
    return {bytes, base::stable_hash({first.data(), bytes})};
}

std::string FilePosition::to_text() const {
    return std::to_string(inode) + " " + std::to_string(offset) + " " + std::to_string(fingerprint.bytes) + " " +
           std::to_string(fingerprint.hash) + "\n";
}

std::optional<FilePosition> FilePosition::parse(std::string_view text) {
    FilePosition position;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::uint64_t* number :
         {&position.inode, &position.offset, &position.fingerprint.bytes, &position.fingerprint.hash}) {
        const auto [behind, failed] = std::from_chars(at, end, *number);
        if (failed != std::errc{} || behind == end || (*behind != ' ' && *behind != '\n')) return std::nullopt;
        at = behind + 1;
    }
    return at == end ? std::optional{position} : std::nullopt;
}

}  // namespace logbeam::cli
