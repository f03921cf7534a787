#pragma once

#include "alert/standing.hpp"

#include <logbeam/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::alert {

// Which alerts are meant: `region=eu`, `rule!=checkout-*`. The name is a field as field_of knows it; `*` in the value
// stands for any text. What an alert lacks is equal to nothing: `region=*` are those that have a region, `region!=*`
// those that have none. A value with spaces stands in quotes; `\` takes its meaning from a `*`, a `"` or a `\`. A value.
class Matcher {
public:
    enum class Sense : std::uint8_t { equal, unequal };

    // Of this very text, whatever is in it.
    Matcher(std::string name, Sense sense, std::string value);
    [[nodiscard]] static Result<Matcher> parse(std::string_view text);

    [[nodiscard]] bool matches(const Standing& alert) const noexcept;
    [[nodiscard]] std::string text() const;  // in one spelling

    static constexpr std::size_t longest = 1024;  // bytes of a name, and of a value as it is written

    friend bool operator==(const Matcher& left, const Matcher& right) = default;

private:
    friend class MatcherReader;
    Matcher(std::string name, Sense sense, std::vector<std::string> pieces)
        : name_{std::move(name)}, sense_{sense}, pieces_{std::move(pieces)} {}

    [[nodiscard]] bool is_equal(std::string_view value) const noexcept;

    std::string name_;
    Sense sense_ = Sense::equal;
    std::vector<std::string> pieces_;  // what stands between the `*`: one where there is none
};

// All of them must match.
using Matchers = std::vector<Matcher>;

inline constexpr std::size_t most_matchers = 32;

// Separated by white space.
[[nodiscard]] Result<Matchers> parse_matchers(std::string_view text);
[[nodiscard]] std::string to_string(const Matchers& matchers);
[[nodiscard]] bool all_match(const Matchers& matchers, const Standing& alert) noexcept;

}  // namespace logbeam::alert
