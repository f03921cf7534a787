#include "channel/core.hpp"
#include "channel/untyped.hpp"

#include <logbeam/event_channel.hpp>

#include <utility>

namespace logbeam {

void Subscription::reset() noexcept {
    if (core_) {
        core_->unsubscribe(id_);
        core_.reset();
    }
}

EventChannel::EventChannel(Connection& connection, const TopicName& topic, Echo echo)
    : core_{connection.core()}, topic_{topic}, queued_topic_{&core_->add_topic(topic.str())}, echo_{echo} {}

EventChannel::EventChannel(std::string_view url, const TopicName& topic, ConnectionOptions options, Echo echo)
    : own_{std::make_unique<Connection>(url, std::move(options))},
      core_{own_->core()},
      topic_{topic},
      queued_topic_{&core_->add_topic(topic.str())},
      echo_{echo} {}

EventChannel::~EventChannel() = default;

Publish EventChannel::publish(std::string type, Value data) noexcept {
    return channel::publish_untyped(*core_, *queued_topic_, std::move(type), std::move(data));
}

Subscription EventChannel::on(std::string_view type, EventHandler handler) {
    const auto id = core_->subscribe({topic_.str(), std::string{type}, echo_}, std::move(handler));
    return {core_, id};
}

channel::Slot EventChannel::begin(const channel::PayloadType& type) noexcept {
    return core_->begin(*queued_topic_, type);
}

Publish EventChannel::finish(const channel::Slot& slot) noexcept {
    return core_->finish(slot) ? Publish::queued : Publish::dropped;
}

}  // namespace logbeam
