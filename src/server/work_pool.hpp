#pragma once

#include "base/guarded.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

namespace logbeam::server {

// Threads for what takes longer than the loop has time: searches in what is stored. They give way to the loop where
// there are few processors. Thread-safe. Work that has not begun when the pool ends is not done.
class WorkPool {
public:
    explicit WorkPool(std::size_t threads);
    ~WorkPool();
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;

    // First come, first served.
    void post(std::function<void()> work);

    // Takes no more, and returns when what has begun is done.
    void stop();

private:
    struct Queue {
        std::deque<std::function<void()>> waiting;
        bool is_ending = false;
    };
    void run();

    Guarded<Queue> queue_;
    std::condition_variable changed_;
    std::vector<std::thread> threads_;
};

}  // namespace logbeam::server
