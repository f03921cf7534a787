#include "cli/serve.hpp"

#include "base/clock.hpp"
#include "cli/options.hpp"
#include "cli/state_folder.hpp"
#include "server/app.hpp"
#include "server/config.hpp"
#include "server/log.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <thread>

namespace logbeam::cli {
namespace {

constexpr std::string_view usual_file = "logbeam.yaml";

// Of the service manager, else of the user. A broker on any free port is one of many, and has to be told.
std::string usual_data_folder(const ServeOptions& options) {
    if (options.memory) return {};
    const char* const given = std::getenv("STATE_DIRECTORY");  // NOLINT(concurrency-mt-unsafe): read at set-up
    if (given != nullptr && *given != '\0') return given;
    try {
        return state_folder() / "broker";
    } catch (const Failure&) {
        throw Failure{
            Error{ErrorCode::invalid_config, "no folder to keep events in: name one with --data DIR, or say --memory"}};
    }
}

server::BrokerConfig configure(const ServeOptions& options) {
    server::BrokerConfig config;
    if (!options.config_file.empty()) {
        config = server::read_config(options.config_file).value();
    } else if (std::filesystem::exists(usual_file)) {
        config = server::read_config(std::string{usual_file}).value();
    }
    if (options.listen) config.listen = server::parse_listen(*options.listen).value();
    if (options.token_file) config.token_file = *options.token_file;
    if (options.tls_cert) config.tls_cert = *options.tls_cert;
    if (options.tls_key) config.tls_key = *options.tls_key;
    if (options.public_url) config.public_url = *options.public_url;
    if (options.dashboard_dir) config.dashboard_dir = *options.dashboard_dir;
    if (options.nats) config.nats.url = *options.nats;
    if (options.rules) config.rules = *options.rules;
    if (options.data_dir) config.store.data_dir = *options.data_dir;
    if (config.store.data_dir.empty() && config.listen.port != 0) config.store.data_dir = usual_data_folder(options);
    if (options.memory) config.store.data_dir.clear();
    if (options.history_events) config.history_events = *options.history_events;
    if (!options.allow_origin.empty()) config.allow_origin = options.allow_origin;
    if (options.insecure) config.insecure = true;
    return config;
}

// Signals as calls, on a thread that does nothing else. Made before any other thread, so that all of them leave these
// signals to it.
class Signals {
public:
    Signals() {
        ::sigemptyset(&wanted_);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
            ::sigaddset(&wanted_, signal);
        ::pthread_sigmask(SIG_BLOCK, &wanted_, nullptr);
    }

    // Until one of those that end a program.
    void handle(server::App& app, server::Log& log, const ServeOptions& options) const {
        for (int signal = 0; ::sigwait(&wanted_, &signal) == 0 && signal == SIGHUP;) {
            try {
                app.reload(configure(options));
            } catch (const Failure& failure) {
                log.error("reload failed, all stays as it was", {{"reason", std::string{failure.what()}}});
            }
        }
    }

private:
    sigset_t wanted_{};
};

// One life of the broker; true when another is to follow, at the same address.
bool live(server::BrokerConfig& config, const ServeOptions& options, const Signals& signals, Clock& clock,
          server::Log& log) {
    server::App app{config, clock, log};
    config.listen.port = app.port();
    std::fprintf(stdout, "logbeam: %s\n", app.url_with_token().c_str());
    std::fflush(stdout);

    std::thread loop{[&app] {
        app.run();
        if (app.wants_new_life()) ::kill(::getpid(), SIGUSR1);  // as whoever waits there does not look elsewhere
    }};
    signals.handle(app, log, options);
    app.stop();
    loop.join();
    return app.wants_new_life();
}

}  // namespace

int run(const ServeOptions& options) {
    const Signals signals;
    SystemClock clock;
    server::Log log{{}, clock};
    server::BrokerConfig config = configure(options);
    while (live(config, options, signals, clock, log)) {}
    return exit_done;
}

}  // namespace logbeam::cli
