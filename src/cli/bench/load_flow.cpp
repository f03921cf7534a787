#include "cli/bench/load_flow.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::cli {

LoadFlow::LoadFlow(const BenchOptions& options)
    : window_{options.window},
      publishers_{options.publishers},
      sent_(options.topics),
      positions_(std::max(options.subscribers, options.idle)) {}

std::uint64_t LoadFlow::sent() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& topic : sent_) {
        sum += topic.load(std::memory_order_relaxed);
    }
    return sum;
}

std::uint64_t LoadFlow::delivered() const noexcept {
    std::uint64_t sum = 0;
    for (const auto& position : positions_) {
        const std::uint64_t events = position.load(std::memory_order_relaxed);
        sum += events == left ? 0 : events;
    }
    return sum;
}

std::uint64_t LoadFlow::missing() const noexcept {
    std::uint64_t sum = 0;
    for (std::size_t subscriber = 0; subscriber < positions_.size(); ++subscriber) {
        const std::uint64_t events = positions_[subscriber].load(std::memory_order_relaxed);
        sum += events == left ? 0 : sent_to(subscriber) - std::min(events, sent_to(subscriber));
    }
    return sum;
}

void LoadFlow::fail(Error error) {
    auto failure = failure_.lock();
    if (!failure->has_value()) {
        failure->emplace(std::move(error));
    }
}

std::uint64_t LoadFlow::room() const noexcept {
    std::uint64_t lag = 0;
    for (std::size_t subscriber = 0; subscriber < positions_.size(); ++subscriber) {
        const std::uint64_t events = positions_[subscriber].load(std::memory_order_relaxed);
        const std::uint64_t sent = sent_to(subscriber);
        if (events < sent) lag = std::max(lag, sent - events);
    }
    // Dribbling single events into a window that is almost full would measure the generator's system calls.
    const std::uint64_t room = window_ - std::min(lag, window_);
    return room >= window_ / 4 ? room / publishers_ : 0;
}

void LoadFlow::leave(std::size_t subscriber) noexcept {
    positions_[subscriber].store(left, std::memory_order_relaxed);
    gone_.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace logbeam::cli
