#pragma once

#include "history/burst.hpp"
#include "history/search.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// What the broker remembers. Implementations: store/memory_history, store/block.
namespace logbeam::history {

struct StoredEvent {
    std::uint64_t seq = 0;
    std::string_view text;  // canonical
    std::string_view topic;
    TextParts parts = {};
    std::optional<Level> level = {};
    Timestamp time{};

    [[nodiscard]] query::Subject subject() const noexcept { return {text, topic, level, seq, time, parts.seq_end}; }
};

// Events strictly behind `after` (oldest first) or strictly before `before` (newest first) that are wanted.
struct PageRequest {
    Order order = Order::oldest_first;
    std::uint64_t after = 0;
    std::uint64_t before = UINT64_MAX;
    std::function<bool(std::string_view topic)> wants = {};  // empty: all
    std::shared_ptr<const query::Program> filter = nullptr;  // nullptr: all
    std::size_t max_events = 1000;
    std::size_t max_bytes = 64 * 1024;  // a page holds at least one event
    std::size_t max_scanned = 50'000;
};

struct Page {
    std::vector<StoredEvent> events;  // views: until the next append or page
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
    std::uint64_t trimmed = 0;    // events that had to go
    std::uint64_t last_hole = 0;  // last seq of the newest Hole
    std::uint64_t damaged_blocks = 0;
};

// Confined to the ingest thread.
class EventHistory {
public:
    virtual ~EventHistory() = default;

    // Remembers what of the burst is not excluded, and forgets what is beyond the limits. After a failure none of it is remembered.
    [[nodiscard]] virtual Result<void> append(const Burst& burst) = 0;
    [[nodiscard]] virtual Page page(const PageRequest& request) const = 0;
    [[nodiscard]] virtual Extent extent() const = 0;

    // Once a second: what is due with time alone.
    virtual void tick() {}

    // All that is held now, for other threads to read.
    [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() const = 0;

    // How far each publisher was held when the history was opened.
    [[nodiscard]] virtual std::vector<PublisherMark> publishers() const = 0;
};

}  // namespace logbeam::history
