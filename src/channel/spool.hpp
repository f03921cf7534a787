#pragma once

#include "transport/batch.hpp"
#include "transport/transport.hpp"

#include <logbeam/drops.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::channel {

using transport::Batch;

// Where a spool keeps what must outlive the process. Told in the order of the changes.
class SpoolJournal {
public:
    virtual ~SpoolJournal() = default;
    virtual void on_append(const Batch& batch) = 0;
    virtual void on_acknowledged(const transport::Held& held) = 0;
    virtual void on_change(const std::deque<std::shared_ptr<const Batch>>& batches) = 0;  // some have gone
};

// The sealed batches that the other end has not acknowledged, in order, bounded in bytes.
// Unsynchronised: the worker's.
//
//  1. Batches [0, sent) were handed to the transport since it opened; the rest were not.
//  2. `bytes` is the sum over all batches, `events` likewise.
//  3. Only an acknowledgement removes a sent batch; drop_oldest replaces unsent ones by a hole of their counters.
class Spool final {
public:
    explicit Spool(std::size_t capacity, SpoolJournal* journal = nullptr);

    // Room for one more batch of this many bytes.
    [[nodiscard]] bool has_room_for(std::size_t bytes) const noexcept { return bytes_ + bytes + overhead <= capacity_; }

    void append(std::shared_ptr<const Batch> batch);

    // The next batch to hand to the transport, or nullptr.
    [[nodiscard]] std::shared_ptr<const Batch> next_unsent() const;
    void mark_sent() noexcept;
    [[nodiscard]] bool has_sent() const noexcept { return sent_ != 0; }

    // The transport was lost: everything goes again, after what the other end holds is pruned.
    void mark_all_unsent() noexcept { sent_ = 0; }

    // Removes what is acknowledged. Returns how many events of this run those were.
    std::uint64_t acknowledge(const transport::Held& held);

    // Gives up the oldest unsent events and leaves a hole in their place. Returns what was lost; all zero when
    // everything has been sent.
    PerLevel drop_oldest();

    [[nodiscard]] bool empty() const noexcept { return batches_.empty(); }
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    [[nodiscard]] std::size_t high_water() const noexcept { return high_water_; }
    [[nodiscard]] std::uint64_t events() const noexcept { return events_; }  // of this run

    // The highest counter of `publisher` below which nothing waits; `none_waits` when nothing does.
    [[nodiscard]] std::uint64_t settled_through(std::string_view publisher, std::uint64_t none_waits) const noexcept;

private:
    static constexpr std::size_t overhead = sizeof(Batch) + 64;  // what a batch costs beside its bytes

    static std::size_t cost(const Batch& batch) noexcept { return batch.bytes.size() + overhead; }
    void remove(std::size_t index);

    const std::size_t capacity_;
    SpoolJournal* const journal_;
    std::deque<std::shared_ptr<const Batch>> batches_;
    std::size_t sent_ = 0;
    std::size_t bytes_ = 0;
    std::size_t high_water_ = 0;
    std::uint64_t events_ = 0;
};

}  // namespace logbeam::channel
