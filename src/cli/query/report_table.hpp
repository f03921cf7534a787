#pragma once

#include "cli/tail/render.hpp"

#include <logbeam/event.hpp>

#include <string>

namespace logbeam::cli {

// The broker's reports as people read them: each takes the answer that docs/http_api.md shows.

// A line a bucket, with a bar: `2026-11-20 10:56:00 |######      | 12  info 10  error 2`
[[nodiscard]] std::string histogram_text(const Value& answer, const RenderStyle& style);

// A line a field: `city  4000  string  Berlin (3000), Rome (1000)`
[[nodiscard]] std::string fields_text(const Value& answer);

// A line a template: `5000 info     10:57:33  new  order {} shipped`
[[nodiscard]] std::string templates_text(const Value& answer, const RenderStyle& style);

}  // namespace logbeam::cli
