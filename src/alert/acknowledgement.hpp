#pragma once

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace logbeam::alert {

// Somebody takes care of one alert: nobody else is notified of it until it is resolved, or, where it is a snooze, until a
// time, whatever becomes of it meanwhile. A value.
struct Acknowledgement {
    std::string fingerprint;
    std::optional<Timestamp> until;  // of a snooze
    Timestamp at{};
    std::string author;
    std::string comment;

    friend bool operator==(const Acknowledgement& left, const Acknowledgement& right) = default;
};

[[nodiscard]] std::string to_json(const Acknowledgement& acknowledgement);
[[nodiscard]] Result<Acknowledgement> parse_acknowledgement(std::string_view json);

}  // namespace logbeam::alert
