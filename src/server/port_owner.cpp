#include "server/port_owner.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

namespace logbeam::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view listening = "0A";

std::optional<unsigned> hex_port(std::string_view address) {
    const std::size_t colon = address.rfind(':');
    unsigned port = 0;
    if (colon == std::string_view::npos) return std::nullopt;
    const auto digits = address.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port, 16);
    return error == std::errc{} && end == digits.data() + digits.size() ? std::optional{port} : std::nullopt;
}

// Of the sockets that listen on the port, as /proc names them: "socket:[12345]".
std::set<std::string> sockets_on(std::uint16_t port) {
    std::set<std::string> names;
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream lines{table};
        for (std::string line; std::getline(lines, line);) {
            std::istringstream words{line};
            std::string slot;
            std::string local;
            std::string remote;
            std::string state;
            std::string inode;
            words >> slot >> local >> remote >> state;
            for (int skipped = 0; skipped < 6; ++skipped)
                words >> inode;
            if (state == listening && hex_port(local) == port) names.insert("socket:[" + inode + "]");
        }
    }
    return names;
}

bool holds_any(const fs::path& process, const std::set<std::string>& sockets) {
    std::error_code error;
    for (fs::directory_iterator each{process / "fd", error}; !error && each != fs::directory_iterator{};
         each.increment(error)) {
        std::error_code unreadable;
        if (sockets.contains(fs::read_symlink(each->path(), unreadable).string())) return true;
    }
    return false;
}

}  // namespace

std::string owner_of_port(std::uint16_t port) {
    const auto sockets = sockets_on(port);
    std::error_code error;
    for (fs::directory_iterator each{"/proc", error}; !error && each != fs::directory_iterator{};
         each.increment(error)) {
        const std::string pid = each->path().filename();
        if (sockets.empty() || pid.find_first_not_of("0123456789") != std::string::npos) continue;
        if (!holds_any(each->path(), sockets)) continue;
        std::string name;
        std::getline(std::ifstream{each->path() / "comm"} >> std::ws, name);
        return "pid " + pid + (name.empty() ? "" : " (" + name + ")");
    }
    return "another program";
}

}  // namespace logbeam::server
