#include "cli/bench/load_publisher.hpp"

#include <algorithm>
#include <ctime>

namespace logbeam::cli {

namespace {

constexpr std::size_t burst_bytes = 64 * 1024;

// What this publisher sends of all events.
std::uint64_t share_of(const BenchOptions& options, std::size_t index) {
    return options.events / options.publishers + (index < options.events % options.publishers ? 1 : 0);
}

double interval_of(const BenchOptions& options) {
    const auto messages = static_cast<double>(options.rate) / static_cast<double>(options.publishers * options.batch);
    return options.rate == 0 ? 0 : 1e9 / messages;
}

}  // namespace

std::uint64_t monotonic_nanoseconds() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(now.tv_nsec);
}

LoadPublisher::LoadPublisher(const BenchOptions& options, LoadFlow& flow, LoadConnection& connection)
    : options_{&options},
      flow_{&flow},
      connection_{&connection},
      writer_{connection.dialect().writer(connection.seat())},
      share_{share_of(options, connection.seat().index)},
      interval_{interval_of(options)},
      sequences_(options.topics) {}

void LoadPublisher::publish() {
    if (connection_->has_backlog()) return;
    if (started_ == 0) started_ = monotonic_nanoseconds();
    while (connection_->out().size() < burst_bytes && may_send()) {
        append_message(monotonic_nanoseconds());
    }
}

bool LoadPublisher::may_send() {
    const bool is_done = options_->events > 0 && messages_ * options_->batch >= share_;
    if (is_done || (interval_ > 0 && until_due().count() > 0)) return false;
    if (allowance_ < options_->batch) allowance_ = flow_->room();
    return allowance_ >= options_->batch;
}

std::chrono::nanoseconds LoadPublisher::until_due() const noexcept {
    const auto due = static_cast<std::uint64_t>(static_cast<double>(messages_) * interval_);
    const std::uint64_t passed = monotonic_nanoseconds() - started_;
    return std::chrono::nanoseconds{due > passed ? due - passed : 0};
}

void LoadPublisher::append_message(std::uint64_t now) {
    markers_.clear();
    for (std::size_t event = 0; event < options_->batch; ++event) {
        markers_.push_back({static_cast<std::uint32_t>(connection_->seat().index), static_cast<std::uint32_t>(topic_),
                            sequences_[topic_]++, now});
    }
    writer_->append(connection_->out(), markers_);
    flow_->add_sent(topic_, options_->batch);
    allowance_ -= options_->batch;
    topic_ = (topic_ + 1) % options_->topics;
    ++messages_;
}

}  // namespace logbeam::cli
