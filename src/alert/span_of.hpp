#pragma once

#include "alert/engine.hpp"

namespace logbeam::alert {

// How far back a rule looks: what it knows depends on no event that is older, but for values that it has learned.
[[nodiscard]] Span span_of(const Rule& rule);

// The longest of all rules.
[[nodiscard]] Span span_of(const Engine& engine);

}  // namespace logbeam::alert
