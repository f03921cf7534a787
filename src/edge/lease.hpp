#pragma once

#include "base/clock.hpp"
#include "base/lifetime.hpp"
#include "edge/key_values.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace logbeam::edge {

// A broker, as the others know it.
struct Holder {
    std::string edge;     // its name
    std::string address;  // of its page
    std::string since;    // when it took the lease, RFC 3339
};

// One of several brokers at a time holds it. Who holds it renews it, and counts itself as holder for `lasts` after it
// sent the last renewal that succeeded; the others take it when they have seen no renewal for `patience`. Each goes by
// its own monotonic clock and by spans only: as `patience` is longer than `lasts`, no two hold it at once, though one
// of them is stopped for hours and wakes up in the middle of a call. Confined, but for `is_held`.
class Lease final {
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Terms {
        std::chrono::milliseconds renewed_every{2'000};
        std::chrono::milliseconds lasts{5'000};
        std::chrono::milliseconds patience{7'000};
    };
    // Called from inside `tick` or an answer. `fencing` rises from holder to holder.
    struct Observer {
        std::function<void(std::uint64_t fencing)> on_taken;
        std::function<void()> on_lost;
    };
    struct Counts {
        std::uint64_t taken = 0;
        std::uint64_t lost = 0;
    };

    // `self.since` is the lease's to say. The others outlive it.
    Lease(KeyValues& bucket, std::string key, Holder self, const Clock& clock, Observer observer, Terms terms);
    Lease(KeyValues& bucket, std::string key, Holder self, const Clock& clock, Observer observer)
        : Lease{bucket, std::move(key), std::move(self), clock, std::move(observer), Terms{}} {}

    // Each second, or more often.
    void tick();

    // For another to take it at once; is not taken again by this one. `on_done` is called when it is over, or never.
    void release(std::function<void()> on_done);

    // Thread-safe: to be asked right before whatever only the holder may do.
    [[nodiscard]] bool is_held() const noexcept;

    // Whoever holds it as far as is known; nullptr: nobody.
    [[nodiscard]] const Holder* holder() const noexcept { return holder_ ? &*holder_ : nullptr; }
    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }

private:
    enum class Part : std::uint8_t { watching, holding, over };
    struct Attempt {
        std::string id;
        Time sent;  // first
    };

    void watch();
    void see(const Found& found);
    [[nodiscard]] bool may_take(Time now) const noexcept;
    void write();
    void hear_of(const Result<std::uint64_t>& written);
    void hold(std::uint64_t revision, Time sent);
    void lose();
    void leave();

    KeyValues& bucket_;
    const std::string key_;
    const Holder self_;
    const Clock& clock_;
    const Observer observer_;
    const Terms terms_;
    Part part_ = Part::watching;
    bool is_asking_ = false;                 // one request at a time
    std::optional<std::uint64_t> revision_;  // the last that was seen, or written
    bool is_free_ = false;                   // nobody has it at that revision
    Time seen_{};                            // when it was seen first
    Time renewed_{};                         // when the last renewal that succeeded was sent
    std::optional<Attempt> attempt_;         // to write, of which the answer is not known
    std::function<void()> on_left_;
    std::optional<Holder> holder_;
    std::string since_;
    Counts counts_;
    std::atomic<Time::rep> held_until_{Time::min().time_since_epoch().count()};
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
