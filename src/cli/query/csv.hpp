#pragma once

#include <logbeam/event.hpp>

#include <string>
#include <string_view>

namespace logbeam::cli {

// RFC 4180, with a plain line end. `data` is a column of its own, as JSON, so that every event has the same columns.
inline constexpr std::string_view csv_header = "seq,timestamp,level,topic,type,source,message,id,data\n";

[[nodiscard]] std::string csv_row(const Event& event);

}  // namespace logbeam::cli
