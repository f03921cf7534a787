#pragma once

#include "base/guarded.hpp"
#include "notify/notifier.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::notify {

// One try to send.
struct LoggedDelivery {
    Timestamp at{};
    std::string notifier;
    std::string key;
    Delivery::Outcome outcome = Delivery::Outcome::retry;
    std::string detail;
    std::chrono::milliseconds took{};
};

// The last tries, of all notifiers. Thread-safe.
class DeliveryLog final {
public:
    void add(LoggedDelivery delivery) {
        const auto log = log_.lock();
        log->push_back(std::move(delivery));
        if (log->size() > capacity) log->pop_front();
    }

    // Oldest first.
    [[nodiscard]] std::vector<LoggedDelivery> recent() const {
        const auto log = log_.lock();
        return {log->begin(), log->end()};
    }

    static constexpr std::size_t capacity = 200;

private:
    Guarded<std::deque<LoggedDelivery>> log_;
};

}  // namespace logbeam::notify
