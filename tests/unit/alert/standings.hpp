#pragma once

#include "alert/standing.hpp"

#include <chrono>
#include <string>

// Alerts for tests of what people hear.
namespace logbeam::alert::standings {

using namespace std::chrono_literals;

inline Timestamp at(std::chrono::seconds second) {
    return Timestamp{second};
}

// Of the rule `errors`, in a region of which the fingerprint is named after.
inline Standing firing(const std::string& region, std::uint64_t number = 1, std::chrono::seconds second = 0s) {
    Standing alert;
    alert.rule = "errors";
    alert.fingerprint = "errors-" + region;
    alert.number = number;
    alert.by = {{"region", region}};
    alert.labels = {{"team", "shop"}};
    alert.message = "too many in " + region;
    alert.at = at(second);
    alert.since = alert.at;
    return alert;
}

inline Standing resolved(const std::string& region, std::uint64_t number = 2, std::chrono::seconds second = 0s) {
    Standing alert = firing(region, number, second);
    alert.state = State::resolved;
    return alert;
}

}  // namespace logbeam::alert::standings
