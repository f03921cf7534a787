#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "notify/back_off.hpp"
#include "notify/delivery_log.hpp"
#include "notify/notifier.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::notify {

// Where it is written down what was sent. What has a `before` without its `after` may have been sent: whoever reads that
// after a restart offers it again, with `is_repeat`. Thread-safe.
class Records {
public:
    virtual ~Records() = default;

    // Of each try: right before it, and false when it is not to be made now. `after` says nothing more can become of it,
    // unless the outcome is retry.
    [[nodiscard]] virtual bool before(const std::string& notifier,
                                      const alert::Notification& notification) noexcept = 0;
    virtual void after(const std::string& notifier, const std::string& key, const Delivery& delivery) noexcept = 0;
};

struct NamedNotifier {
    std::string name;
    std::string_view kind;  // as the configuration has it
    std::unique_ptr<Notifier> notifier;
};

// What every outbox works with.
struct OutboxNeighbours {
    const Clock& clock;
    Records& records;
    DeliveryLog& log;
};

// What one notifier has still to send, in order: nothing goes before what was offered earlier, even while that is to be
// tried again. `offer` and the counters: any thread. `try_front` and `next_due`: one thread.
class Outbox final {
public:
    Outbox(NamedNotifier notifier, OutboxNeighbours neighbours, std::uint64_t seed);

    // False when there is no room: offer it again later.
    [[nodiscard]] bool offer(alert::Notification notification);

    // When the first one is to be tried; nothing when there is none.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_due() const;
    // Sends the first one if it is due. Waits as long as the notifier does.
    void try_front();
    // From any thread: what is being sent ends soon.
    void give_up() const noexcept { notifier_->give_up(); }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::string_view kind() const noexcept { return kind_; }
    [[nodiscard]] std::size_t waiting() const { return queue_.lock()->size(); }

    struct Counts {
        std::uint64_t delivered = 0;
        std::uint64_t refused = 0;  // and given up
        std::uint64_t retried = 0;
        std::uint64_t no_room = 0;
    };
    [[nodiscard]] Counts counts() const { return *counts_.lock(); }

    static constexpr std::size_t capacity = 1000;
    static constexpr std::chrono::seconds until_asked_again{1};  // whether it may be sent

private:
    [[nodiscard]] Delivery send(const alert::Notification& notification);
    void settle(Delivery delivery);
    void put_off(const Delivery& delivery, BackOff::Span by);
    void finish(const std::string& key, const Delivery& delivery);

    const std::string name_;
    const std::string_view kind_;
    const std::unique_ptr<Notifier> notifier_;
    const OutboxNeighbours neighbours_;
    Guarded<std::deque<alert::Notification>> queue_;
    Guarded<Counts> counts_;

    BackOff back_off_;  // of the first one in the queue, as what follows
    std::optional<std::chrono::steady_clock::time_point> first_try_;
    std::chrono::steady_clock::time_point due_{};
};

}  // namespace logbeam::notify
