#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <type_traits>
#include <utility>

namespace logbeam {

// Data that cannot be touched without its lock:
//
//     Guarded<Spool> spool;
//     spool.lock()->push(batch);                                     // one statement
//     const auto bytes = spool.with([](auto& s) { return s.bytes(); });
//     auto locked = spool.lock();                                    // a scope
//     locked.wait(ready, [](const auto& s) { return !s.empty(); });  // released while it sleeps
//
// Thread-safe.
template <class T>
class Guarded {
public:
    // The data while the lock is held. Unsynchronised; must not outlive its Guarded.
    template <class Data>
    class Locked {
    public:
        Data* operator->() const noexcept { return data_; }
        Data& operator*() const noexcept { return *data_; }

        // Sleeps until `ready(data)`; whoever makes it true notifies `changed`.
        template <class Ready>
        void wait(std::condition_variable& changed, Ready ready) {
            changed.wait(lock_, [&] { return ready(std::as_const(*data_)); });
        }

        // The same, at most until `deadline` or for `limit`: says whether it is ready.
        template <class Clock, class Duration, class Ready>
        [[nodiscard]] bool wait_until(std::condition_variable& changed,
                                      std::chrono::time_point<Clock, Duration> deadline, Ready ready) {
            return changed.wait_until(lock_, deadline, [&] { return ready(std::as_const(*data_)); });
        }
        template <class Rep, class Period, class Ready>
        [[nodiscard]] bool wait_for(std::condition_variable& changed, std::chrono::duration<Rep, Period> limit,
                                    Ready ready) {
            return changed.wait_for(lock_, limit, [&] { return ready(std::as_const(*data_)); });
        }

    private:
        friend class Guarded;
        Locked(std::mutex& mutex, Data& data) : lock_{mutex}, data_{&data} {}

        std::unique_lock<std::mutex> lock_;
        Data* data_;
    };

    template <class... Args>
        requires std::is_constructible_v<T, Args...>
    explicit Guarded(Args&&... args) : data_(std::forward<Args>(args)...) {}
    Guarded(const Guarded&) = delete;
    Guarded& operator=(const Guarded&) = delete;

    [[nodiscard]] Locked<T> lock() { return {mutex_, data_}; }
    [[nodiscard]] Locked<const T> lock() const { return {mutex_, data_}; }

    // Calls `act(data)` under the lock and returns what it returns (a value: no reference may leave).
    template <class Act>
    auto with(Act act) {
        const auto locked = lock();
        return act(*locked);
    }
    template <class Act>
    auto with(Act act) const {
        const auto locked = lock();
        return act(*locked);
    }

private:
    mutable std::mutex mutex_;
    T data_;
};

}  // namespace logbeam
