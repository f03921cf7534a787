#pragma once

#include "notify/outbox.hpp"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace logbeam::notify {

// Sends what it is offered, on a thread for each notifier, so that one that is slow holds up no other and nobody who
// offers. Thread-safe. Its end gives up what is being sent; that, and what
// waits, is left to the records.
class Sender final {
public:
    // Seeds the spread of the retries. Clock and records outlive it.
    Sender(std::vector<NamedNotifier> notifiers, const Clock& clock, Records& records, std::uint64_t seed);
    ~Sender();
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    enum class Offered : std::uint8_t { taken, no_room, no_such_notifier };
    [[nodiscard]] Offered offer(std::string_view notifier, alert::Notification notification);

    struct Status {
        std::string notifier;
        std::string_view kind;
        std::size_t waiting = 0;
        Outbox::Counts counts;
    };
    [[nodiscard]] std::vector<Status> status() const;
    [[nodiscard]] std::vector<LoggedDelivery> log() const { return log_.recent(); }

private:
    class Lane;

    DeliveryLog log_;
    std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace logbeam::notify
