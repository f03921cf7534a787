#pragma once

#include "notify/http.hpp"
#include "notify/json_template.hpp"

#include <memory>
#include <optional>
#include <string>

namespace logbeam::notify {

struct WebhookOptions {
    HttpTarget target;
    std::string secret;                         // signs the body; empty: not signed
    std::optional<JsonTemplate> body_template;  // nothing: the notification as alert::to_json writes it
};

// Posts to any address, with `Idempotency-Key` and, where there is a secret, `X-Logbeam-Signature`.
[[nodiscard]] std::unique_ptr<Notifier> make_webhook(WebhookOptions options);

}  // namespace logbeam::notify
