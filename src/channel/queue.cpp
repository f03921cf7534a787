#include "channel/queue.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace logbeam::channel {

namespace {

std::uint64_t next_queue_id() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

template <class Counts>
void add_to(PerLevel& sums, const Counts& counts) noexcept {
    for (std::size_t level = 0; level < level_count; ++level) {
        if constexpr (requires { counts[level].get(); }) {
            sums[level] += counts[level].get();
        } else {
            sums[level] += counts[level].load(std::memory_order_relaxed);
        }
    }
}

}  // namespace

// The lanes of one thread, one for each queue that it published to. Confined to its thread.
class ThreadLanes final {
public:
    ThreadLanes() = default;
    ThreadLanes(const ThreadLanes&) = delete;
    ThreadLanes& operator=(const ThreadLanes&) = delete;

    ~ThreadLanes() {
        has_ended = true;
        nearest_lane = {};
        for (const Entry& entry : entries_) {
            if (entry.lane) {
                entry.lane->abandon();
            }
        }
    }

    // nullopt: not asked for yet; nullptr: this thread has to share.
    [[nodiscard]] std::optional<Lane*> find(std::uint64_t queue) noexcept {
        const auto entry =
            std::find_if(entries_.begin(), entries_.end(), [queue](const Entry& each) { return each.queue == queue; });
        return entry == entries_.end() ? std::nullopt : std::optional{entry->lane.get()};
    }

    Lane* add(std::uint64_t queue, std::shared_ptr<Lane> lane) {
        std::erase_if(entries_, [](const Entry& each) { return each.lane && each.lane->is_abandoned(); });
        return entries_.emplace_back(Entry{queue, std::move(lane)}).lane.get();
    }

    // Leaks on purpose: the parent's records in these lanes are not the child's to end.
    void forget() {
        for (Entry& entry : entries_) {  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks)
            (void)std::make_unique<std::shared_ptr<Lane>>(std::move(entry.lane)).release();
        }
        entries_.clear();
    }

    static ThreadLanes& of_this_thread() {
        thread_local ThreadLanes lanes;
        return lanes;
    }

    // Outlives the lanes, so that a log call from a later thread-local destructor finds the shared lane.
    // NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): each thread has its own
    static thread_local constinit inline bool has_ended = false;

private:
    struct Entry {
        std::uint64_t queue;
        std::shared_ptr<Lane> lane;  // shared with the queue: whoever goes last frees it
    };

    std::vector<Entry> entries_;
};

void QueueCounts::add(const LaneCounts& counts) noexcept {
    enqueued += counts.enqueued.get();
    below_level += counts.below_level.get();
    cut_messages += counts.cut_messages.get();
    add_to(queue_full, counts.queue_full);
}

Queue::Queue(const QueueLimits& limits)
    : id_{next_queue_id()},
      lane_bytes_{std::max(limits.lane_bytes, 2 * limits.max_record_bytes)},
      max_lanes_{std::max<std::size_t>(1, limits.total_bytes / std::bit_ceil(lane_bytes_))},
      max_record_bytes_{limits.max_record_bytes},
      shared_{lane_bytes_} {}

Queue::~Queue() {
    listed_.with([](Listed& listed) {
        for (const auto& lane : listed.lanes) {
            lane->abandon();
        }
    });
}

Lane* Queue::lane() noexcept {
    if (nearest_lane.queue == id_) {
        return nearest_lane.lane;
    }
    if (ThreadLanes::has_ended) {
        return nullptr;
    }
    try {
        ThreadLanes& lanes = ThreadLanes::of_this_thread();
        const std::optional<Lane*> found = lanes.find(id_);
        Lane* lane = found ? *found : lanes.add(id_, make_lane());
        nearest_lane = {id_, lane};
        return lane;
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

std::shared_ptr<Lane> Queue::make_lane() {
    return listed_.with([this](Listed& listed) -> std::shared_ptr<Lane> {
        if (listed.lanes.size() >= max_lanes_) {
            return nullptr;
        }
        auto lane = std::make_shared<Lane>(lane_bytes_);
        listed.lanes.push_back(lane);
        listed_version_.fetch_add(1, std::memory_order_release);
        return lane;
    });
}

void Queue::adopt_lanes() {
    if (listed_version_.load(std::memory_order_acquire) == adopted_version_) {
        return;
    }
    listed_.with([this](const Listed& listed) {
        lanes_ = listed.lanes;
        adopted_version_ = listed_version_.load(std::memory_order_relaxed);
    });
}

void Queue::retire_lanes() {
    const auto is_done = [](const std::shared_ptr<Lane>& lane) {
        if (!lane->is_abandoned() || lane->pending_bytes() != 0) {
            return false;
        }
        PerLevel refused{};
        add_to(refused, lane->counts.queue_full);
        return refused == lane->numbered;
    };
    if (std::none_of(lanes_.begin(), lanes_.end(), is_done)) {
        return;
    }
    listed_.with([&](Listed& listed) {
        std::erase_if(listed.lanes, [&](const std::shared_ptr<Lane>& lane) {
            if (!is_done(lane)) {
                return false;
            }
            listed.retired.add(lane->counts);
            return true;
        });
        lanes_ = listed.lanes;
        listed_version_.fetch_add(1, std::memory_order_relaxed);
        adopted_version_ = listed_version_.load(std::memory_order_relaxed);
    });
}

bool Queue::is_empty() noexcept {
    adopt_lanes();
    return shared_.is_empty() &&
           std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return lane->pending_bytes() == 0; });
}

QueueCounts Queue::counts() const {
    QueueCounts sum = listed_.with([](const Listed& listed) {
        QueueCounts counts = listed.retired;
        for (const auto& lane : listed.lanes) {
            counts.add(lane->counts);
        }
        return counts;
    });
    sum.enqueued += shared_.enqueued();
    sum.below_level += shared_counts.below_level.load(std::memory_order_relaxed);
    sum.cut_messages += shared_counts.cut_messages.load(std::memory_order_relaxed);
    add_to(sum.queue_full, shared_counts.queue_full);
    return sum;
}

void Queue::forget_lanes_of_this_thread() noexcept {
    nearest_lane = {};
    if (!ThreadLanes::has_ended) {
        ThreadLanes::of_this_thread().forget();
    }
}

}  // namespace logbeam::channel
