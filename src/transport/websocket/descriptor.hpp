#pragma once

#include <unistd.h>

#include <atomic>

namespace logbeam::transport {

// Owns a file descriptor. Confined, except that the child of a fork may let go of its copy at any moment: the number is
// taken out before it is closed, so that it is never closed twice.
class Descriptor final {
public:
    explicit Descriptor(int number = -1) noexcept : number_{number} {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const noexcept { return number_.load(std::memory_order_relaxed); }
    [[nodiscard]] bool is_open() const noexcept { return get() >= 0; }

    void reset(int number = -1) noexcept {
        if (const int before = number_.exchange(number, std::memory_order_relaxed); before >= 0) {
            ::close(before);
        }
    }

private:
    std::atomic<int> number_;
};

}  // namespace logbeam::transport
