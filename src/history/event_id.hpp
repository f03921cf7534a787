#pragma once

#include <string_view>

namespace logbeam::history {

// The event's id as it stands in its canonical text, of which it is the first member.
[[nodiscard]] inline std::string_view id_in(std::string_view text) noexcept {
    constexpr std::string_view begin = R"({"id":")";
    if (text.substr(0, begin.size()) != begin) return {};
    return text.substr(begin.size(), text.find('"', begin.size()) - begin.size());
}

}  // namespace logbeam::history
