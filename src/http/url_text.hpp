#pragma once

#include "base/percent.hpp"
#include "http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

// What stands in the first line of a request and in its cookies, decoded. Pure.
namespace logbeam::http {

// Nothing when a `%` is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

using base::percent_encode;

// `a=1&b=x+y`: the pairs in their order, `+` a space, a name without `=` an empty value.
[[nodiscard]] std::optional<Pairs> parse_query(std::string_view text);
[[nodiscard]] std::string write_query(const Pairs& query);

struct Target {
    std::string path;
    Pairs query;
};

// `/path?query`; nothing when it is of another form, or decodes to a path that holds control characters or is not
// UTF-8.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

// The value of the cookie in a `Cookie` header, percent-decoded; of several, the first.
[[nodiscard]] std::optional<std::string> find_cookie(std::string_view header, std::string_view name);

}  // namespace logbeam::http
