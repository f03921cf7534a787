#pragma once

#include "history/burst.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// What the broker remembers. Implementations: store/memory_history.
namespace logbeam::history {

struct StoredEvent {
    std::uint64_t seq = 0;
    std::string_view text;  // canonical
    std::string_view topic;
    TextParts parts;
};

enum class Order : std::uint8_t { oldest_first, newest_first };

// Events strictly behind `after` (oldest first) or strictly before `before` (newest first) whose topic is wanted.
struct PageRequest {
    Order order = Order::oldest_first;
    std::uint64_t after = 0;
    std::uint64_t before = UINT64_MAX;
    std::function<bool(std::string_view topic)> wants = {};  // empty: all
    std::size_t max_events = 1000;
    std::size_t max_bytes = 64 * 1024;  // a page holds at least one event
    std::size_t max_scanned = 50'000;
};

struct Page {
    std::vector<StoredEvent> events;  // views: until the next append
    std::uint64_t reached = 0;        // the last seq that was looked at: where the next page goes on
    bool is_last = false;             // nothing lies beyond
};

// What is held.
struct Extent {
    std::string epoch;
    std::uint64_t first = 0;  // oldest seq that is held; last + 1 when nothing is
    std::uint64_t last = 0;   // highest seq ever appended
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;
    std::uint64_t trimmed = 0;  // events that had to go
};

// Confined to the ingest thread.
class EventHistory {
public:
    virtual ~EventHistory() = default;

    // Remembers the burst, and forgets what is beyond the limits. After a failure none of it is remembered.
    [[nodiscard]] virtual Result<void> append(const Burst& burst) = 0;
    [[nodiscard]] virtual Page page(const PageRequest& request) const = 0;
    [[nodiscard]] virtual Extent extent() const = 0;
};

}  // namespace logbeam::history
