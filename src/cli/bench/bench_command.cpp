#include "cli/bench/bench_command.hpp"

#include "cli/bench/bench.hpp"
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace logbeam::cli {

int run(const BenchOptions& options) {
    constexpr const char* clear_line = "\r\x1b[K";
    const bool shows_progress = is_terminal(STDERR_FILENO);
    const BenchProgress progress = [&](const std::string& text) {
        if (shows_progress) std::fprintf(stderr, "%s%s", clear_line, text.c_str());
    };
    const auto report = run_bench(options, progress);
    if (shows_progress) std::fputs(clear_line, stderr);
    if (!report) {
        complain(report.error().message());
        return report.error().code == ErrorCode::invalid_option ? 2 : 1;
    }
    (void)print(options.json ? to_json(*report) + "\n" : to_table(*report));
    return report->lost == 0 && report->strange == 0 ? 0 : 1;
}

}  // namespace logbeam::cli
