#pragma once

#include "alert/notification.hpp"

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

// Sends notifications to one place. Confined to one thread; `send` waits for the answer, at most as long as its time-out,
// and never throws.
class Notifier {
public:
    virtual ~Notifier() = default;

    [[nodiscard]] virtual Delivery send(const alert::Notification& notification) noexcept = 0;
};

inline constexpr std::chrono::milliseconds default_timeout{10'000};

// What `detail` shows of what others said: one line of at most 200 bytes, without control characters.
[[nodiscard]] std::string one_line(std::string_view text);

// A notification that says that it is a test.
[[nodiscard]] alert::Notification test_notification(Timestamp now);

}  // namespace logbeam::notify
