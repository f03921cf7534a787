#include "cli/bench/bench_command.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

#include <logbeam/result.hpp>

#include <csignal>
#include <exception>
#include <variant>

namespace {

using namespace logbeam;

struct Run {
    int operator()(const cli::Answer& answer) const {
        if (answer.exit_code == cli::exit_done) {
            (void)cli::print(answer.text);
        } else {
            cli::complain(answer.text);
        }
        return answer.exit_code;
    }

    template <class Options>
    int operator()(const Options& options) const {
        return cli::run(options);
    }
};

int exit_code_of(const Failure& failure) {
    switch (failure.error().code) {
        case ErrorCode::malformed_url:
        case ErrorCode::unsupported_scheme:
        case ErrorCode::invalid_topic:
        case ErrorCode::malformed_query:
        case ErrorCode::invalid_option: return cli::exit_usage;
        default: return cli::exit_failed;
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that went away shows when writing fails
    try {
        return std::visit(Run{}, cli::parse_command_line({argv + 1, argv + argc}));
    } catch (const Failure& failure) {
        cli::complain(failure.error().message());
        return exit_code_of(failure);
    } catch (const std::exception& error) {
        cli::complain(error.what());
        return cli::exit_failed;
    }
}
