#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace logbeam {

// Every failure that can leave the process. The numbers are stable; what each means, and whether trying
// again can help, stands in one table (src/base/error.cpp).
enum class ErrorCode : std::uint16_t {
    malformed_url = 100,
    unsupported_scheme = 101,
    invalid_topic = 102,
    invalid_option = 103,
    malformed_json = 110,
    ill_typed_event = 111,
    malformed_batch = 112,
    malformed_frame = 113,
    unsupported_version = 114,
    too_large = 115,
    malformed_query = 116,
    connection_lost = 120,
    refused = 121,
    timed_out = 122,
    spool_unavailable = 130,
    spool_damaged = 131,
    store_unavailable = 132,
    store_damaged = 133,
    store_in_use = 134,
    events_dropped = 140,
    handler_threw = 150,
    unauthorized = 160,
    forbidden = 161,
    host_refused = 162,
    origin_refused = 163,
    limit_reached = 164,
    rate_limited = 165,
    too_slow = 166,
    unknown_subscription = 167,
    hello_expected = 168,
    going_away = 169,
    malformed_request = 170,
    not_found = 171,
    method_not_allowed = 172,
    unsupported_media_type = 173,
    address_in_use = 180,
    invalid_config = 181,
    internal = 199,
};

// What went wrong: a stable code and one line saying what, where and what to do.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string detail;

    [[nodiscard]] int number() const noexcept { return static_cast<int>(code); }
    [[nodiscard]] std::string_view name() const noexcept;
    [[nodiscard]] bool may_retry() const noexcept;
    [[nodiscard]] std::string message() const;  // "malformed_url (100): ..."
};

// Thrown where set-up is impossible: constructors and factories, never publish or log.
class Failure : public std::runtime_error {
public:
    explicit Failure(Error error) : std::runtime_error{error.message()}, error_{std::move(error)} {}

    [[nodiscard]] const Error& error() const noexcept { return error_; }

private:
    Error error_;
};

// A value or the reason why there is none. Ignoring it is a warning.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : outcome_{std::in_place_index<0>, std::move(value)} {}
    Result(Error error) : outcome_{std::in_place_index<1>, std::move(error)} {}

    [[nodiscard]] bool ok() const noexcept { return outcome_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    [[nodiscard]] const Error& error() const& {
        assert(!ok());
        return *std::get_if<1>(&outcome_);
    }

    T& operator*() & {
        assert(ok());
        return *std::get_if<0>(&outcome_);
    }
    const T& operator*() const& {
        assert(ok());
        return *std::get_if<0>(&outcome_);
    }
    T&& operator*() && {
        assert(ok());
        return std::move(*std::get_if<0>(&outcome_));
    }
    T* operator->() { return &**this; }
    const T* operator->() const { return &**this; }

    // The value, or throws Failure: for set-up code, where there is nothing to fall back on.
    T value() && {
        if (!ok()) {
            throw Failure{error()};
        }
        return std::move(**this);
    }

private:
    std::variant<T, Error> outcome_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_{std::move(error)} {}

    [[nodiscard]] bool ok() const noexcept { return !error_; }
    explicit operator bool() const noexcept { return ok(); }

    [[nodiscard]] const Error& error() const& {
        assert(!ok());
        return *error_;
    }

private:
    std::optional<Error> error_;
};

}  // namespace logbeam
