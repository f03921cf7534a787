#pragma once

#include <string>

namespace logbeam::alert {
class Desk;
class Engine;
}
namespace logbeam::notify {
class Dispatcher;
}

namespace logbeam::http {

class RuleFiles;

// What judges and tells of alerts.
struct AlertParts {
    const alert::Engine& engine;
    alert::Desk& desk;
    notify::Dispatcher& dispatcher;
    RuleFiles& rules;
};

// Where alerts are judged: here, or of several brokers by another one. Confined to the hub's thread.
class AlertPlace {
public:
    virtual ~AlertPlace() = default;

    [[nodiscard]] virtual const AlertParts* here() const noexcept = 0;  // nullptr: elsewhere, or nowhere yet
    [[nodiscard]] virtual std::string elsewhere() const = 0;            // where to ask instead: one line
};

}  // namespace logbeam::http
