#pragma once

#define LOGBEAM_VERSION_MAJOR 0
#define LOGBEAM_VERSION_MINOR 1
#define LOGBEAM_VERSION_PATCH 0

namespace logbeam {

inline constexpr const char* version = "0.1.0";

}  // namespace logbeam
