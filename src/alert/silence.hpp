#pragma once

#include "alert/matcher.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <string>
#include <string_view>

namespace logbeam::alert {

// Alerts that nobody is to be notified of for a while, because somebody said so. A value.
struct Silence {
    std::string id;
    Matchers matchers;
    Timestamp from{};   // the first moment
    Timestamp until{};  // the first moment when it is over
    std::string author;
    std::string comment;

    [[nodiscard]] bool is_active(Timestamp now) const noexcept { return from <= now && now < until; }
    [[nodiscard]] bool is_over(Timestamp now) const noexcept { return until <= now; }

    friend bool operator==(const Silence& left, const Silence& right) = default;
};

[[nodiscard]] std::string to_json(const Silence& silence);
[[nodiscard]] Result<Silence> parse_silence(std::string_view json);

}  // namespace logbeam::alert
