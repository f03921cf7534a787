#pragma once

#include "alert/transition.hpp"
#include "query/subject.hpp"

#include <string>

namespace logbeam::alert {

// A transition as the event that it is on `$alerts.<rule>`.
class AlertEvent {
public:
    explicit AlertEvent(const Transition& transition);

    // Until the event ends.
    [[nodiscard]] query::Subject subject() const noexcept;
    [[nodiscard]] const std::string& id() const noexcept { return id_; }

private:
    std::string id_;
    std::string topic_;
    std::string text_;
    Timestamp time_;
    std::uint32_t data_at_ = 0;
};

}  // namespace logbeam::alert
