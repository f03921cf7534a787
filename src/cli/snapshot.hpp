#pragma once

#include <string>

namespace logbeam::cli {

// `logbeam snapshot`. A value.
struct SnapshotOptions {
    std::string data_dir;
    std::string to;  // a folder that is not there yet
};

// Copies what a broker keeps, while one runs on it or none does; returns the exit code.
[[nodiscard]] int run(const SnapshotOptions& options);

}  // namespace logbeam::cli
