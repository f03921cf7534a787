#pragma once

#include "notify/http.hpp"

#include <memory>
#include <string>

namespace logbeam::notify {

struct AlertmanagerOptions {
    HttpTarget target;  // of the server, without `/api/v2/alerts`
};

// Tells an Alertmanager of Prometheus, which groups, silences and sends in its own way.
[[nodiscard]] std::unique_ptr<Notifier> make_alertmanager(AlertmanagerOptions options);

// What is posted.
[[nodiscard]] std::string alertmanager_body(const alert::Notification& notification);

}  // namespace logbeam::notify
