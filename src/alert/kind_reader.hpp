#pragma once

#include "alert/rule.hpp"
#include "yaml/reader.hpp"

#include <logbeam/timestamp.hpp>

#include <string>
#include <vector>

namespace logbeam::alert {

// The kind of a rule and what belongs to it: `kind`, `when`, `within`, `for`, `keep_firing_for` and the kind's own keys.
// Problems are the section's.
void read_kind(yaml::Reader& section, Rule& rule, Timestamp now);

// The rules that it is about: of a composite, and by a query's `topic:$alerts.<name>`.
[[nodiscard]] std::vector<std::string> rules_named_by(const Rule& rule);

}  // namespace logbeam::alert
