#pragma once

#include "cli/alerts/alerts_notify.hpp"
#include "cli/alerts/alerts_test.hpp"
#include "cli/bench/bench_options.hpp"
#include "cli/doctor/doctor.hpp"
#include "cli/follow/follow.hpp"
#include "cli/level/level.hpp"
#include "cli/pipe.hpp"
#include "cli/publish.hpp"
#include "cli/query/query.hpp"
#include "cli/serve.hpp"
#include "cli/snapshot.hpp"
#include "cli/tail/tail.hpp"

#include <string>
#include <variant>
#include <vector>

namespace logbeam::cli {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

// What the command line itself is answered with: help, the version, or a refusal in one line.
struct Answer {
    int exit_code = exit_done;
    std::string text;
};

using CommandLine =
    std::variant<Answer, ServeOptions, TailOptions, QueryOptions, PublishOptions, PipeOptions, FollowOptions,
                 LevelOptions, AlertsTestOptions, AlertsNotifyOptions, SnapshotOptions, DoctorOptions, BenchOptions>;

// Reads the words behind the program's name, and from the environment LOGBEAM_URL, LOGBEAM_TOKEN and LOGBEAM_SOURCE
// where no option says otherwise.
[[nodiscard]] CommandLine parse_command_line(std::vector<std::string> words);

}  // namespace logbeam::cli
