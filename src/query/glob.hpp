#pragma once

#include "query/ast.hpp"
#include "query/needle.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::query {

// A pattern, ready to be compared with whole texts, whatever the case of ASCII letters. Immutable; linear to the text.
class Glob {
public:
    explicit Glob(const Pattern& pattern);

    [[nodiscard]] bool matches(std::string_view text) const noexcept;

private:
    std::string first_;  // before the first star; of an exact pattern, all of it
    std::string last_;   // behind the last star
    std::vector<Needle> between_;
    bool is_exact_ = true;
};

}  // namespace logbeam::query
