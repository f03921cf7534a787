#pragma once

#include "channel/lane.hpp"
#include "channel/record.hpp"

#include <concurrentqueue/concurrentqueue.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace logbeam::channel {

// The queue's element. The queue orders the hand-over by fences, which ThreadSanitizer cannot see, so the
// order is told to it here: whoever moves out of a slot comes after who moved into it.
class SharedRecord {
public:
    explicit SharedRecord(RecordHeader* record = nullptr) noexcept : record_{record} { release(this); }
    SharedRecord(SharedRecord&& other) noexcept {
        acquire(&other);
        record_ = std::exchange(other.record_, nullptr);
        release(this);
    }
    SharedRecord& operator=(SharedRecord&& other) noexcept {
        acquire(&other);
        record_ = std::exchange(other.record_, nullptr);
        release(this);
        return *this;
    }
    SharedRecord(const SharedRecord&) = delete;
    SharedRecord& operator=(const SharedRecord&) = delete;
    ~SharedRecord() { release(this); }

    [[nodiscard]] RecordHeader* get() const noexcept { return record_; }

private:
#if defined(__SANITIZE_THREAD__)
    static void acquire(void* address) noexcept {
        __tsan_acquire(address);
    }
    static void release(void* address) noexcept {
        __tsan_release(address);
    }
#else
    static void acquire(void* /*address*/) noexcept {}
    static void release(void* /*address*/) noexcept {}
#endif

    RecordHeader* record_;
};

// The way for threads that have no lane of their own: those that log while they end, and those beyond the
// limit on lanes. Any number of producers, one consumer; a record is an allocation. Order is kept per thread.
class SharedLane final {
public:
    explicit SharedLane(std::size_t capacity) : capacity_{capacity} {}
    SharedLane(const SharedLane&) = delete;
    SharedLane& operator=(const SharedLane&) = delete;

    ~SharedLane() {
        while (RecordHeader* record = front()) {
            destroy(*record);
            pop();
        }
    }

    // nullptr when more than the capacity is waiting.
    [[nodiscard]] RecordHeader* reserve(std::size_t bytes) noexcept {
        if (bytes_.fetch_add(bytes, std::memory_order_relaxed) + bytes > capacity_) {
            bytes_.fetch_sub(bytes, std::memory_order_relaxed);
            return nullptr;
        }
        void* memory = ::operator new (bytes, std::align_val_t{record_alignment}, std::nothrow);
        if (memory == nullptr) {
            bytes_.fetch_sub(bytes, std::memory_order_relaxed);
        }
        return static_cast<RecordHeader*>(memory);
    }

    // Counted before it is visible, so that nobody takes out more than was counted in.
    [[nodiscard]] bool commit(RecordHeader* record) noexcept {
        enqueued_.fetch_add(1, std::memory_order_relaxed);
        try {
            if (records_.enqueue(SharedRecord{record})) {
                return true;
            }
        } catch (...) {  // the queue could not grow: the same as full
        }
        enqueued_.fetch_sub(1, std::memory_order_relaxed);
        destroy(*record);
        free(record);
        return false;
    }

    // The consumer's: the oldest record, or nullptr; it stays until pop.
    [[nodiscard]] RecordHeader* front() noexcept {
        SharedRecord next;
        if (front_ == nullptr && records_.try_dequeue(next)) {
            front_ = next.get();
        }
        return front_;
    }

    void pop() noexcept {
        ++dequeued_;
        free(std::exchange(front_, nullptr));
    }

    // How many records were committed and not popped.
    [[nodiscard]] std::uint64_t waiting() const noexcept { return enqueued() - dequeued_; }

    // The consumer's.
    [[nodiscard]] bool is_empty() const noexcept { return bytes_.load(std::memory_order_acquire) == 0; }

    [[nodiscard]] std::uint64_t enqueued() const noexcept { return enqueued_.load(std::memory_order_relaxed); }
    [[nodiscard]] bool is_half_full() const noexcept { return bytes_.load(std::memory_order_relaxed) > capacity_ / 2; }

private:
    void free(RecordHeader* record) noexcept {
        bytes_.fetch_sub(record->bytes, std::memory_order_relaxed);
        ::operator delete (record, std::align_val_t{record_alignment});
    }

    const std::size_t capacity_;
    RecordHeader* front_ = nullptr;  // the consumer's
    std::uint64_t dequeued_ = 0;     // the consumer's
    std::atomic<std::size_t> bytes_{0};
    std::atomic<std::uint64_t> enqueued_{0};
    moodycamel::ConcurrentQueue<SharedRecord> records_;
};

}  // namespace logbeam::channel
