#pragma once

#include "alert/rule.hpp"
#include "yaml/reader.hpp"

#include <string_view>

namespace logbeam::alert {

// A time in a rule. None is so long that a sum of some of them and of a time of events would not be a time any more.
inline void read_span(yaml::Reader& section, std::string_view key, Span& into) {
    constexpr Span longest{std::chrono::hours{24} * 366};
    section.duration(key, into);
    if (into > longest) section.reject(key, "expected 366d at most");
}

}  // namespace logbeam::alert
