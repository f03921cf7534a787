#include "channel/core.hpp"
#include "channel/environment.hpp"
#include "transport/factory.hpp"

#include <logbeam/connection.hpp>

#include <utility>

namespace logbeam {

namespace {

void refuse(const char* option, const char* rule) {
    throw Failure{Error{ErrorCode::invalid_option, std::string{"ConnectionOptions::"} + option + " " + rule}};
}

void check(const ConnectionOptions& options) {
    if (options.queue_bytes == 0) {
        refuse("queue_bytes", "is 0; give each thread at least a few KB");
    }
    if (options.spool_bytes < 4096) {
        refuse("spool_bytes", "is below 4096; that is less than a batch");
    }
    if (options.max_event > (4U << 20U)) {
        refuse("max_event", "is above 4 MiB; a batch of 8 MiB is the most that receivers take");
    }
    if (options.max_message == 0) {
        refuse("max_message", "is 0; no message would be left");
    }
    if (options.remote_level_limit <= std::chrono::milliseconds{0}) {
        refuse("remote_level_limit", "is not above 0; to allow nothing, leave remote_level at refuse");
    }
    if (options.max_message > (64U << 20U)) {
        refuse("max_message", "is above 64 MiB; a message has to fit twice into each thread's queue");
    }
}

std::shared_ptr<channel::Core> make_core(std::string_view url, ConnectionOptions options) {
    check(options);
    auto make_transport = transport::transport_for(url, options.tls_ca_file, options.nats);
    if (channel::is_switched_off()) {
        return channel::Core::make(std::move(options), nullptr);
    }
    if (options.source.empty()) {
        options.source = channel::program_name();
    }
    return channel::Core::make(std::move(options), std::move(make_transport));
}

}  // namespace

std::string_view to_string(ConnectionState state) noexcept {
    switch (state) {
        case ConnectionState::connecting: return "connecting";
        case ConnectionState::connected: return "connected";
        case ConnectionState::away: return "away";
        case ConnectionState::closed: return "closed";
    }
    return "unknown";
}

Connection::Connection(std::string_view url, ConnectionOptions options) : core_{make_core(url, std::move(options))} {}

Connection::Connection(std::shared_ptr<channel::Core> core) : core_{std::move(core)} {}

Connection::~Connection() {
    close();
}

Connection Connection::from_environment(ConnectionOptions options) {
    const std::string url = channel::environment("LOGBEAM_URL").value_or("ws://127.0.0.1:3030");
    options.source = channel::environment("LOGBEAM_SOURCE").value_or(std::move(options.source));
    options.token = channel::environment("LOGBEAM_TOKEN").value_or(std::move(options.token));
    return Connection{url, std::move(options)};
}

bool Connection::flush(std::chrono::milliseconds timeout) {
    return core_->flush(timeout);
}

void Connection::close() {
    core_->close();
}

ConnectionState Connection::state() const {
    return core_->state();
}

ConnectionStats Connection::stats() const {
    return core_->stats();
}

std::string Connection::publisher_id() const {
    return core_->publisher();
}

}  // namespace logbeam
