#pragma once

#include "history/search.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace logbeam::history {

// A piece of the past that somebody wants to have.
struct PastRequest {
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const query::Program> filter;  // nullptr: all
    SearchRange range;
    Order order = Order::oldest_first;
    std::size_t max_events = 4096;
    std::size_t max_bytes = 256 * 1024;
    bool with_texts = true;
};

struct PastPage {
    Burst events;               // in the order that was asked for; texts only where they were asked for
    std::vector<Hole> holes;    // in what was dealt with, oldest first
    std::uint64_t reached = 0;  // the last seq that was dealt with: where the next page goes on
    bool is_last = false;       // the snapshot holds nothing beyond
};

[[nodiscard]] PastPage read_past(const PastRequest& request);

// Reads the past where it holds up nobody.
class PastReader {
public:
    virtual ~PastReader() = default;

    // `done` is called on the thread of the caller, at once or later; not at all when the broker ends before.
    virtual void read(PastRequest request, std::function<void(PastPage)> done) = 0;
};

}  // namespace logbeam::history
