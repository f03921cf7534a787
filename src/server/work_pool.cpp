#include "server/work_pool.hpp"

#include "base/signals.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace logbeam::server {
namespace {

constexpr int niceness = 5;

// On Linux a thread has a priority of its own; without the right to lower it, nothing changes.
void give_way() noexcept {
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

}  // namespace

WorkPool::WorkPool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.push_back(base::thread_without_signals([this] { run(); }));
}

WorkPool::~WorkPool() {
    stop();
}

void WorkPool::post(std::function<void()> work) {
    queue_.with([&](Queue& queue) {
        if (!queue.is_ending) queue.waiting.push_back(std::move(work));
    });
    changed_.notify_one();
}

void WorkPool::stop() {
    const auto undone = queue_.with([](Queue& queue) {
        queue.is_ending = true;
        return std::exchange(queue.waiting, {});
    });
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
    threads_.clear();
}

void WorkPool::run() {
    give_way();
    while (true) {
        std::function<void()> work;
        {
            auto queue = queue_.lock();
            queue.wait(changed_, [](const Queue& each) { return each.is_ending || !each.waiting.empty(); });
            if (queue->is_ending) return;
            work = std::move(queue->waiting.front());
            queue->waiting.pop_front();
        }
        work();
    }
}

}  // namespace logbeam::server
