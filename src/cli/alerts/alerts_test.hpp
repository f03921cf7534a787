#pragma once

#include <string>

namespace logbeam::cli {

// `logbeam alerts test`. A value.
struct AlertsTestOptions {
    std::string rules;     // a file, or a directory of them
    std::string events;    // NDJSON; `-`: stdin; empty: what is stored
    std::string data_dir;  // of a broker; empty: where `serve` keeps it
    std::string from;      // of what is stored: as queries have times
    std::string to;
    bool is_quiet = false;  // no time line
};

// Judges rules over events of the past and prints what becomes of alerts, line by line, and what each rule came to.
// Returns the exit code: 1 where a rule expects something else.
[[nodiscard]] int run(const AlertsTestOptions& options);

}  // namespace logbeam::cli
