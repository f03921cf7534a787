#pragma once

#include <logbeam/topic.hpp>

#include <string>
#include <string_view>
#include <vector>

// What to subscribe at a server, where each pattern brings a copy of its own. Pure.
namespace logbeam::edge {

// Patterns of which no two match the same subject, and which together match at least what all of these do.
[[nodiscard]] std::vector<std::string> cover(const std::vector<TopicPattern>& wanted);

// Whether each subject that `inner` matches is one of `outer`; whether there is a subject that both match. As NATS reads
// them: a wildcard matches the broker's own topics, too.
[[nodiscard]] bool contains(std::string_view outer, std::string_view inner) noexcept;
[[nodiscard]] bool overlap(std::string_view left, std::string_view right) noexcept;

}  // namespace logbeam::edge
