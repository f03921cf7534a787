#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

namespace logbeam::channel {

// Brings what went wrong to the host: to `on_error`, or as a line on stderr. At most one report per code and
// second; the next one tells how many were left out. A report made from inside `on_error` is not delivered,
// so that a handler which logs cannot call itself. Thread-safe; never throws.
class Reporter final {
public:
    Reporter(Clock& clock, std::function<void(const Error&)> on_error)
        : clock_{clock}, on_error_{std::move(on_error)} {}

    void report(Error error) noexcept;

    static constexpr std::chrono::seconds interval{1};

private:
    struct Recent {
        std::chrono::steady_clock::time_point at;
        std::uint64_t left_out = 0;
    };

    // Whether it is due, with a note of what was left out.
    bool admit(Error& error);

    Clock& clock_;
    const std::function<void(const Error&)> on_error_;
    Guarded<std::map<ErrorCode, Recent>> recent_;
};

}  // namespace logbeam::channel
