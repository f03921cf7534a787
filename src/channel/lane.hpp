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
    alignas(64) std::array<Tally, level_count> queue_full;  // the worker looks at it in every round
};

// One thread's way to the worker: a ring of records of any size, one producer, one consumer.
//
//  1. `write_` and `read_` only grow; position p lies at p modulo the capacity, a power of two.
//  2. Only the producer stores `write_`, with release, after the record below it is whole.
//  3. Only the consumer stores `read_`, with release, after it is done with the record below it.
//  4. write_ - read_ <= capacity, so that no byte between them is overwritten.
//  5. A record never wraps: what is left at the end of the ring is skipped as padding.
//  6. `seen_read` is never ahead of `read_`: the room it promises is there.
//  7. Each side works on lines of its own and looks at the other's position only when it must: a producer that
//     runs beside a polling consumer shares no line with it but those of the records and, to store, `write_`.
//
// Producer calls: reserve, commit, is_half_full. Consumer calls: front, pop, begin, end, pending_bytes.
class Lane final {
public:
    explicit Lane(std::size_t capacity)
        : memory_{static_cast<std::byte*>(::operator new (std::bit_ceil(capacity), std::align_val_t{64}))},
          producer_{memory_.get(), std::bit_ceil(capacity) - 1},
          consumer_{memory_.get(), std::bit_ceil(capacity) - 1} {}
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
        Producer& own = producer_;
        const std::size_t capacity = own.mask + 1;
        const std::size_t to_end = capacity - (own.written & own.mask);
        const std::size_t needed = bytes <= to_end ? bytes : to_end + bytes;
        if (own.written + needed - own.seen_read > capacity) {
            own.seen_read = read_.load(std::memory_order_acquire);  // pairs with 3
            if (own.written + needed - own.seen_read > capacity) {
                return nullptr;
            }
        }
        own.reserved = own.written + needed;
        if (bytes > to_end) {
            ::new (own.ring + (own.written & own.mask))
                RecordHeader{nullptr, static_cast<std::uint32_t>(to_end), Level::trace};
        }
        return reinterpret_cast<RecordHeader*>(own.ring + ((own.reserved - bytes) & own.mask));
    }

    // Makes the reserved record visible (2).
    void commit() noexcept {
        counts.enqueued.add(1);
        producer_.written = producer_.reserved;
        write_.store(producer_.written, std::memory_order_release);
    }

    // Whether more than half is in use.
    [[nodiscard]] bool is_half_full() noexcept {
        Producer& own = producer_;
        if (own.written - own.seen_read <= own.mask / 2) {
            return false;
        }
        own.seen_read = read_.load(std::memory_order_acquire);
        return own.written - own.seen_read > own.mask / 2;
    }

    // The oldest record, or nullptr.
    [[nodiscard]] RecordHeader* front() noexcept {
        const std::uint64_t at = begin();
        if (at == end()) {
            return nullptr;
        }
        auto* record = reinterpret_cast<RecordHeader*>(consumer_.ring + (at & consumer_.mask));
        if (record->type != nullptr) {
            return record;
        }
        pop(*record);  // 5: padding is always followed by a record
        return reinterpret_cast<RecordHeader*>(consumer_.ring);
    }

    void pop(const RecordHeader& record) noexcept {
        const std::uint64_t end = begin() + record.bytes;
        read_.store(end, std::memory_order_release);
    }

    // The positions of the oldest record and behind the newest.
    [[nodiscard]] std::uint64_t begin() const noexcept { return read_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t end() const noexcept { return write_.load(std::memory_order_acquire); }  // pairs with 2
    [[nodiscard]] std::size_t pending_bytes() const noexcept { return end() - begin(); }

    [[nodiscard]] std::size_t capacity() const noexcept { return consumer_.mask + 1; }

    // One of the two owners has gone: the thread has ended, or the queue has.
    void abandon() noexcept { abandoned_.store(true, std::memory_order_release); }
    [[nodiscard]] bool is_abandoned() const noexcept { return abandoned_.load(std::memory_order_acquire); }

    PerLevel numbered{};                    // the consumer's: how many of `counts.queue_full` have got a number
    std::uint64_t gave_up_at = UINT64_MAX;  // the producer's: `enqueued` when it last waited for room in vain

private:
    struct Free {
        void operator()(std::byte* ring) const noexcept { ::operator delete (ring, std::align_val_t{64}); }
    };
    struct Producer {
        std::byte* ring;
        std::size_t mask;
        std::uint64_t seen_read = 0;
        std::uint64_t written = 0;
        std::uint64_t reserved = 0;
    };
    struct Consumer {
        std::byte* ring;
        std::size_t mask;
    };

    const std::unique_ptr<std::byte, Free> memory_;

    alignas(64) Producer producer_;

public:
    LaneCounts counts;  // beside what the producer writes anyway

private:
    alignas(64) std::atomic<std::uint64_t> write_{0};
    alignas(64) std::atomic<std::uint64_t> read_{0};
    const Consumer consumer_;
    std::atomic<bool> abandoned_{false};
};

}  // namespace logbeam::channel
