#pragma once

#include "query/ast.hpp"
#include "query/glob.hpp"
#include "query/needle.hpp"

#include <string_view>
#include <vector>

namespace logbeam::query {

// Words that a text has in a row, whatever stands between them. Immutable.
class Phrase {
public:
    explicit Phrase(const std::vector<Pattern>& words);  // one at least, each of which has a letter

    [[nodiscard]] bool is_in(std::string_view text) const noexcept;

private:
    [[nodiscard]] bool goes_on(std::string_view behind_first) const noexcept;

    Needle landmark_;  // a part of the first word
    std::vector<Glob> words_;
};

}  // namespace logbeam::query
