#pragma once

#include "query/need.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The only door to RE2.
namespace logbeam::query {

struct RegexProblem {
    std::size_t at = 0;  // bytes into the expression
    std::string text;
};

[[nodiscard]] std::optional<RegexProblem> problem_of_regex(const std::string& expression);

// Pieces that every text that it matches holds, folded; of fields that hold strings and numbers.
[[nodiscard]] Need need_of_regex(const std::string& expression);

// Immutable. Finds a match anywhere, in time linear to the text and in bounded memory.
class Regex {
public:
    explicit Regex(const std::string& expression);  // one without a problem
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;
    ~Regex();

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    class Engine;
    std::unique_ptr<const Engine> engine_;
};

}  // namespace logbeam::query
