#include "edge/edge.hpp"

#include "base/ids.hpp"
#include "edge/interest.hpp"
#include "transport/nats/transport.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace logbeam::edge {
namespace {

transport::NatsSettings uplink_settings(const EdgeOptions& options, bool has_log) {
    transport::NatsSettings settings = options.nats;
    settings.options.stream = has_log ? NatsStream::require : NatsStream::ignore;
    return settings;
}

Error dropped_by_stream(std::uint64_t first, std::uint64_t last) {
    return {ErrorCode::events_dropped, "the stream dropped its messages " + std::to_string(first) + " to " +
                                           std::to_string(last) + " before they were read here"};
}

}  // namespace

Edge::Edge(const EdgeOptions& options, Attachment attachment, hub::Hub& hub, Listener listener)
    : id_{base::make_publisher_id()},
      hub_{hub},
      listener_{std::move(listener)},
      port_{std::move(attachment.port)},
      arrivals_{hub, options.nats.subjects,
                [this](std::string_view subject, const Error& trouble) { listener_.on_trouble(subject, trouble); }},
      uplink_{transport::make_nats_transport(uplink_settings(options, attachment.log.has_value())),
              hub,
              {},
              [this](const Error& trouble) { listener_.on_trouble("publishing", trouble); }},
      subjects_{options.nats.subjects},
      wants_everything_{options.wants_everything} {
    hub_.share_log(id_, [this](std::uint64_t commit, std::vector<hub::Parcel> parcels) {
        uplink_.depart(commit, std::move(parcels));
    });
    port_->observe({.on_lost = [this](const Error& reason) { listener_.on_trouble("listening", reason); },
                    .on_refused = [this](const Error& reason) { listener_.on_trouble("permissions", reason); }});
    if (attachment.log) {
        hear_log(*std::move(attachment.log));
    } else {
        hub_.shard.on_interest = [this] { mind_interest(); };
        mind_interest();
    }
    uplink_.open();
}

Edge::~Edge() {
    hub_.shard.on_interest = nullptr;
}

void Edge::hear_log(LogState log) {
    LogFeed::Listener hearing;
    hearing.on_message = [this](const LogMessage& message) {
        arrivals_.take(message);
        has_arrivals_ = true;
    };
    hearing.on_gone = [this](std::uint64_t first, std::uint64_t last) {
        gone_ += last - first + 1;
        listener_.on_trouble("listening", dropped_by_stream(first, last));
    };
    hearing.on_ended = [this](const Error& reason) { listener_.on_ended(reason); };
    hearing.on_trouble = [this](const Error& reason) { listener_.on_trouble("listening", reason); };
    // The message with the last event that is held may have come in part.
    const std::uint64_t last = hub_.ingest.last_seq();
    const std::uint64_t after = last == 0 ? 0 : message_of(last) - 1;
    feed_ = std::make_unique<LogFeed>(*port_, std::move(log), after, std::move(hearing));
    feed_->tick(hub_.clock.steady_now());
}

// Each subscription brings a copy of its own: so they do not overlap.
void Edge::mind_interest() {
    const auto wanted = wants_everything_ ? std::vector<std::string>{">"} : cover(hub_.shard.interests());
    for (auto each = listening_.begin(); each != listening_.end();) {
        const bool is_wanted = std::find(wanted.begin(), wanted.end(), each->first) != wanted.end();
        if (!is_wanted) port_->unsubscribe(each->second);
        each = is_wanted ? std::next(each) : listening_.erase(each);
    }
    for (const std::string& topics : wanted) {
        if (!listening_.contains(topics)) listen_to(topics);
    }
}

void Edge::listen_to(const std::string& topics) {
    listening_[topics] = port_->subscribe(subjects_.subject_of(topics), {}, [this](const transport::Mail& mail) {
        arrivals_.take(mail, wants_everything_);
        has_arrivals_ = true;
    });
}

void Edge::drive_port() {
    port_->drive();
    if (std::exchange(has_arrivals_, false)) listener_.on_arrivals();
}

void Edge::drive_uplink() {
    uplink_.drive();
}

void Edge::tick() {
    if (feed_) feed_->tick(hub_.clock.steady_now());
    arrivals_.tick();
}

hub::LogStatus Edge::status() const {
    hub::LogStatus status;
    status.is_connected = port_->is_open() && uplink_.is_open();
    status.is_kept = feed_ != nullptr;
    status.has_caught_up = !feed_ || feed_->has_caught_up();
    status.pending = feed_ ? feed_->pending() : 0;
    status.restarts = feed_ ? feed_->restarts() : 0;
    status.diverged = feed_ ? feed_->diverged() : 0;
    status.refused = arrivals_.refused();
    status.gone = gone_;
    status.waiting_bytes = uplink_.waiting_bytes();
    return status;
}

}  // namespace logbeam::edge
