#pragma once

#include "channel/record.hpp"

#include <logbeam/drops.hpp>

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace logbeam::channel {

// A count with one writer: any thread may read it.
class Tally {
public:
    void add(std::uint64_t n) noexcept { value_.store(get() + n, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

// What one publishing thread counts. Written by that thread alone.
struct LaneCounts {
    Tally enqueued;
    Tally below_level;
    Tally cut_messages;
    std::array<Tally, level_count> queue_full;
};

// One thread's way to the worker: a ring of records of any size, one producer, one consumer.
//
//  1. `write_` and `read_` only grow; position p lies at p modulo the capacity, a power of two.
//  2. Only the producer stores `write_`, with release, after the record below it is whole.
//  3. Only the consumer stores `read_`, with release, after it is done with the record below it.
//  4. write_ - read_ <= capacity, so that no byte between them is overwritten.
//  5. A record never wraps: what is left at the end of the ring is skipped as padding.
//  6. `seen_read_` is never ahead of `read_`: the room it promises is there.
//
// Producer calls: reserve, commit, used, counts. Consumer calls: front, pop, begin, end.
class Lane final {
public:
    explicit Lane(std::size_t capacity)
        : capacity_{std::bit_ceil(capacity)},
          ring_{static_cast<std::byte*>(::operator new (capacity_, std::align_val_t{64}))} {}
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    ~Lane() {
        while (RecordHeader* record = front()) {
            destroy(*record);
            pop(*record);
        }
    }

    // Room for a record of `bytes` (from record_bytes), or nullptr when the ring is full. Not yet visible.
    [[nodiscard]] RecordHeader* reserve(std::size_t bytes) noexcept {
        const std::uint64_t at = write_.load(std::memory_order_relaxed);
        const std::size_t to_end = capacity_ - offset(at);
        const std::size_t needed = bytes <= to_end ? bytes : to_end + bytes;
        if (at + needed - seen_read_ > capacity_) {
            seen_read_ = read_.load(std::memory_order_acquire);  // pairs with 3
            if (at + needed - seen_read_ > capacity_) {
                return nullptr;
            }
        }
        reserved_ = at + needed;
        if (bytes > to_end) {
            ::new (ring_.get() + offset(at)) RecordHeader{nullptr, static_cast<std::uint32_t>(to_end), Level::trace};
        }
        return reinterpret_cast<RecordHeader*>(ring_.get() + offset(reserved_ - bytes));
    }

    // Makes the reserved record visible (2).
    void commit() noexcept {
        counts.enqueued.add(1);
        write_.store(reserved_, std::memory_order_release);
    }

    // Whether more than half is in use.
    [[nodiscard]] bool is_half_full() noexcept {
        if (reserved_ - seen_read_ <= capacity_ / 2) {
            return false;
        }
        seen_read_ = read_.load(std::memory_order_acquire);
        return reserved_ - seen_read_ > capacity_ / 2;
    }

    // The oldest record, or nullptr.
    [[nodiscard]] RecordHeader* front() noexcept {
        const std::uint64_t at = read_.load(std::memory_order_relaxed);
        if (at == write_.load(std::memory_order_acquire)) {  // pairs with 2
            return nullptr;
        }
        auto* record = reinterpret_cast<RecordHeader*>(ring_.get() + offset(at));
        if (record->type != nullptr) {
            return record;
        }
        pop(*record);  // 5: padding is always followed by a record
        return reinterpret_cast<RecordHeader*>(ring_.get());
    }

    void pop(const RecordHeader& record) noexcept {
        const std::uint64_t end = read_.load(std::memory_order_relaxed) + record.bytes;
        read_.store(end, std::memory_order_release);
    }

    // The positions of the oldest record and behind the newest.
    [[nodiscard]] std::uint64_t begin() const noexcept { return read_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t end() const noexcept { return write_.load(std::memory_order_acquire); }
    [[nodiscard]] std::size_t pending_bytes() const noexcept { return end() - begin(); }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    // One of the two owners has gone: the thread has ended, or the queue has.
    void abandon() noexcept { abandoned_.store(true, std::memory_order_release); }
    [[nodiscard]] bool is_abandoned() const noexcept { return abandoned_.load(std::memory_order_acquire); }

    LaneCounts counts;
    bool timed_out = false;  // the producer's: it waited in vain and drops until there is room
    PerLevel numbered{};     // the consumer's: how many of `counts.queue_full` have got a number

private:
    struct Free {
        void operator()(std::byte* ring) const noexcept { ::operator delete (ring, std::align_val_t{64}); }
    };

    [[nodiscard]] std::size_t offset(std::uint64_t position) const noexcept { return position & (capacity_ - 1); }

    const std::size_t capacity_;
    const std::unique_ptr<std::byte, Free> ring_;
    std::uint64_t seen_read_ = 0;  // the producer's
    std::uint64_t reserved_ = 0;   // the producer's

    alignas(64) std::atomic<std::uint64_t> write_{0};
    alignas(64) std::atomic<std::uint64_t> read_{0};
    std::atomic<bool> abandoned_{false};
};

}  // namespace logbeam::channel
