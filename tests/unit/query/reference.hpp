#pragma once

#include "query/ast.hpp"
#include "unit/query/event_text.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

// The language once more, as plainly as it can be said: over a parsed document, with copies and recursion.
namespace logbeam::test {

[[nodiscard]] bool reference_matches(const query::Node& query, const EventText& event);

// The words of a text, folded.
[[nodiscard]] std::vector<std::string> reference_words(std::string_view text);

// All that stands at a path below the object, whatever its kind.
[[nodiscard]] std::vector<nlohmann::json> reference_places(const nlohmann::json& object, const std::string& path);

}  // namespace logbeam::test
