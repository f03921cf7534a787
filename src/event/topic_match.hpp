#pragma once

#include <string_view>

namespace logbeam::event {

// The rules of TopicPattern for a pattern that was checked before.
[[nodiscard]] bool topic_matches(std::string_view pattern, std::string_view topic) noexcept;

}  // namespace logbeam::event
