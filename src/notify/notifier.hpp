#pragma once

#include "alert/notification.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::notify {

// What became of one try to send.
struct Delivery {
    enum class Outcome : std::uint8_t {
        delivered,
        retry,    // it may go well later
        refused,  // it never will
    };

    Outcome outcome = Outcome::retry;
    std::string detail;                                    // one line, without secrets
    std::optional<std::chrono::seconds> retry_after = {};  // not before
    bool may_have_arrived = false;  // it was sent, and nobody said what became of it: another try is a repeat
};
[[nodiscard]] std::string_view to_string(Delivery::Outcome outcome) noexcept;

// Set from another thread where nobody waits for an answer any more.
using GivenUp = std::atomic<bool>;

// Sends notifications to one place. Confined to one thread, but for `give_up`; `send` waits for the answer, at most as long
// as its time-out, and never throws.
class Notifier {
public:
    Notifier() = default;
    virtual ~Notifier() = default;
    Notifier(const Notifier&) = delete;
    Notifier& operator=(const Notifier&) = delete;

    [[nodiscard]] virtual Delivery send(const alert::Notification& notification) noexcept = 0;

    // What is being sent, and all that would be, comes to an end within a second or so.
    void give_up() noexcept { given_up_.store(true, std::memory_order_relaxed); }

protected:
    [[nodiscard]] const GivenUp& given_up() const noexcept { return given_up_; }

private:
    GivenUp given_up_{false};
};

inline constexpr std::chrono::milliseconds default_timeout{10'000};

// What `detail` shows of what others said: one line of at most 200 bytes, without control characters.
[[nodiscard]] std::string one_line(std::string_view text);

// A notification that says that it is a test.
[[nodiscard]] alert::Notification test_notification(Timestamp now);

}  // namespace logbeam::notify
