#include "notify/webhook.hpp"

#include "net/digest.hpp"
#include "notify/header_text.hpp"

#include <utility>
#include <vector>

namespace logbeam::notify {
namespace {

class Webhook final : public Notifier {
public:
    explicit Webhook(WebhookOptions options) : options_{std::move(options)} {}

    Delivery send(const alert::Notification& notification) noexcept override {
        const auto body =
            options_.body_template ? options_.body_template->text(notification) : alert::to_json(notification);
        std::vector<std::string> headers{"Idempotency-Key: " + header_word(notification.key)};
        if (!options_.secret.empty())
            headers.push_back("X-Logbeam-Signature: sha256=" + net::hmac_sha256_hex(options_.secret, body));
        return delivery_of(post_json(options_.target, headers, body, given_up()));
    }

private:
    const WebhookOptions options_;
};

}  // namespace

std::unique_ptr<Notifier> make_webhook(WebhookOptions options) {
    return std::make_unique<Webhook>(std::move(options));
}

}  // namespace logbeam::notify
