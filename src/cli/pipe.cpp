#include "cli/pipe.hpp"

#include "cli/input.hpp"
#include "cli/line_splitter.hpp"
#include "cli/publishing.hpp"
#include "cli/state_folder.hpp"
#include "cli/terminal.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_block = 1s;  // of the program behind the pipe, while more waits than the spool holds
constexpr auto last_wait = 5s;

// Where lines wait while the broker is away, also over the end of this process; empty: in memory only.
std::string spool_file() {
    try {
        return state_file("pipe.spool");
    } catch (const Failure& failure) {
        complain(failure.error().message() + "; lines that wait are kept in memory only");
        return {};
    }
}

}  // namespace

int run(const PipeOptions& options) {
    StopSignal stop;
    ConnectionOptions connection;
    connection.overflow = OverflowPolicy::block;
    connection.block_limit = longest_block;
    connection.spool_file = spool_file();
    Publishing publishing{options.target, "logbeam-pipe", connection};
    LogSource source{publishing.connection(), {}};

    LineSplitter lines;
    const auto submit = [&](std::string_view line) { submit_line(source, line, options.logger); };
    const auto input = std::make_unique<Input>(stop);
    while (const auto bytes = input->read()) {
        lines.feed(*bytes, submit);
        if (!options.quiet && !print(*bytes)) {
            lines.clear();  // the rest of a line that will not come
            break;          // nobody reads behind us: the program is to learn it too
        }
    }
    lines.finish(submit);

    stop.release();  // a second Ctrl-C does not wait
    if (!publishing.flush(last_wait)) {
        publishing.mute();
        const ConnectionStats stats = publishing.connection().stats();
        complain("lines that the broker has not taken: " + std::to_string(stats.queued + stats.spooled) +
                 (connection.spool_file.empty() ? "; they are lost" : "; they are sent when pipe is started again"));
        return 1;
    }
    return 0;
}

}  // namespace logbeam::cli
