#pragma once

#include <logbeam/event.hpp>
#include <logbeam/result.hpp>

#include <string>
#include <vector>

namespace logbeam::cli {

// An event's data from the words of a command line: one JSON text, or `key=value` for each member, whose value is a
// string unless it reads as JSON; no words are an empty object.
[[nodiscard]] Result<Value> data_of(const std::vector<std::string>& words);

}  // namespace logbeam::cli
