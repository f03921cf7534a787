#pragma once

#include "alert/rule.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <string>
#include <vector>

// YAML files of rules, as docs/alerts.md has them.
namespace logbeam::alert {

struct RuleLimits {
    std::size_t file_bytes = std::size_t{4} << 20U;
    std::size_t rules = 10'000;  // in all files together
};

// The rules of one file, or the first thing that is wrong in it: what was expected, in which file and line. `path` is what
// errors call it.
[[nodiscard]] Result<std::vector<Rule>> parse_rules(const std::string& text, const std::string& path, Timestamp now);

// Whether rules go together: no two have one name, and composites name others that there are, none of which names them.
[[nodiscard]] Result<void> check_together(const std::vector<Rule>& rules);

// All `*.yaml` and `*.yml` of a directory, in the order of their names, or one file; checked together.
[[nodiscard]] Result<std::vector<Rule>> load_rules(const std::string& path, Timestamp now,
                                                   const RuleLimits& limits = {});

// Another one when a file there was changed, added or removed.
[[nodiscard]] std::string stamp_of(const std::string& path);

}  // namespace logbeam::alert
