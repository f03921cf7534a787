#include "channel/core.hpp"
#include "channel/environment.hpp"
#include "channel/untyped.hpp"

#include <logbeam/realtime_client.hpp>

#include <thread>
#include <utility>

namespace logbeam {

namespace {

std::string url_from_environment() {
    const std::string transport = channel::environment("REALTIME_TRANSPORT").value_or("websocket");
    if (transport == "websocket") {
        return channel::environment("WEBSOCKET_URL").value_or("ws://localhost:3030");
    }
    if (transport == "nats") {
        return channel::environment("NATS_URL").value_or("nats://localhost:4222");
    }
    throw Failure{
        Error{ErrorCode::invalid_option, "REALTIME_TRANSPORT is '" + transport + "'; it is websocket or nats"}};
}

// What is set there wins over `options`.
void take_nats_login(ConnectionOptions& options) {
    options.nats.user = channel::environment("NATS_USER").value_or(std::move(options.nats.user));
    options.nats.password = channel::environment("NATS_PASSWORD").value_or(std::move(options.nats.password));
}

}  // namespace

EventEmitter::EventEmitter(std::shared_ptr<channel::Core> core) : core_{std::move(core)} {}

Subscription EventEmitter::subscribe(std::string_view type, EventHandler handler) {
    return {core_, core_->subscribe({"", std::string{type}, Echo::off}, std::move(handler))};
}

RealtimeClient::RealtimeClient(Connection& connection) : RealtimeClient{nullptr, &connection} {}

RealtimeClient::RealtimeClient(std::string_view url, ConnectionOptions options)
    : RealtimeClient{std::make_unique<Connection>(url, std::move(options)), nullptr} {}

RealtimeClient::RealtimeClient(std::unique_ptr<Connection> own, Connection* shared)
    : own_{std::move(own)}, connection_{own_ ? own_.get() : shared}, emitter_{connection_->core()} {}

RealtimeClient::~RealtimeClient() = default;

RealtimeClient RealtimeClient::from_environment(ConnectionOptions options) {
    take_nats_login(options);
    return RealtimeClient{url_from_environment(), std::move(options)};
}

Result<void> RealtimeClient::init(std::chrono::milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (connection_->state() != ConnectionState::connected) {
        if (connection_->state() == ConnectionState::closed) {
            return Error{ErrorCode::connection_lost, "the connection is closed"};
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            return Error{ErrorCode::timed_out,
                         "not connected after " + std::to_string(timeout.count()) + " ms; events are queued meanwhile"};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return {};
}

void RealtimeClient::subscribe(const TopicPattern& topics) {
    connection_->core()->want_topics(topics.str());
}

Subscription RealtimeClient::subscribe(const TopicPattern& topics, EventHandler handler) {
    auto core = connection_->core();
    const auto id = core->subscribe({topics.str(), "*", Echo::off}, std::move(handler));
    return {std::move(core), id};
}

void RealtimeClient::unsubscribe(const TopicPattern& topics) {
    connection_->core()->release_topics(topics.str());
}

Publish RealtimeClient::publish(const TopicName& topic, std::string type, Value data) noexcept {
    channel::Core& core = *connection_->core();
    return channel::publish_untyped(core, core.add_topic(topic.str()), std::move(type), std::move(data));
}

}  // namespace logbeam
