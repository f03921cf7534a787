#pragma once

#include "query/ast.hpp"

#include <vector>

namespace logbeam::query {

// The words of a text, each with the stars that stand at it or in it. A star that stands at no word is left out.
[[nodiscard]] std::vector<Pattern> words_of(const Pattern& text);

}  // namespace logbeam::query
