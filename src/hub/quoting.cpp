#include "hub/quoting.hpp"

#include "json/escape.hpp"

#include <array>

namespace logbeam::hub {

void append_escaped(std::string_view text, std::string& out) {
    std::array<char, 512> room;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    while (!text.empty()) {
        const auto escaped = json::escape(text, room.data(), room.size());
        out.append(room.data(), escaped.written);
        text.remove_prefix(escaped.read);
    }
}

}  // namespace logbeam::hub
