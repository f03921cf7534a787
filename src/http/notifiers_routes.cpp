#include "http/answer.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "json/member.hpp"
#include "notify/dispatcher.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <utility>

// What sends word of alerts, and what became of it. Nothing here shows where to.
namespace logbeam::http {
namespace {

using json::write_member;

void write_notifier(JsonWriter& json, const notify::Sender::Status& status) {
    json.begin_object();
    write_member(json, "name", status.notifier);
    write_member(json, "kind", status.kind);
    write_member(json, "waiting", status.waiting);
    write_member(json, "delivered", status.counts.delivered);
    write_member(json, "refused", status.counts.refused);
    write_member(json, "retried", status.counts.retried);
    json.end_object();
}

void write_delivery(JsonWriter& json, const notify::LoggedDelivery& delivery) {
    json.begin_object();
    write_member(json, "at", to_rfc3339(delivery.at));
    write_member(json, "notifier", delivery.notifier);
    write_member(json, "key", delivery.key);
    write_member(json, "outcome", to_string(delivery.outcome));
    write_member(json, "detail", delivery.detail);
    write_member(json, "took_ms", static_cast<std::uint64_t>(delivery.took.count()));
    json.end_object();
}

}  // namespace

Response list_notifiers(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->may_hear_anything()) {
        return error_answer({ErrorCode::forbidden, "notifiers are shown to who may hear a topic"});
    }
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("notifiers");
    json.begin_array();
    for (const auto& status : services.alerts().dispatcher.status())
        write_notifier(json, status);
    json.end_array();
    auto log = services.alerts().dispatcher.log();
    std::reverse(log.begin(), log.end());
    json.key("deliveries");
    json.begin_array();
    for (const auto& delivery : log)
        write_delivery(json, delivery);
    json.end_array();
    json.end_object();
    return json_answer(std::move(text));
}

Response test_notifier(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"name"}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "admins test notifiers"});
    const std::string* name = request.parameter("name");
    if (name == nullptr) return error_answer({ErrorCode::malformed_request, "say which one: ?name=…"});
    auto notification = notify::test_notification(services.hub.clock.wall_now());
    const std::string key = notification.key;
    if (!services.alerts().dispatcher.send_test(*name, std::move(notification))) {
        return error_answer({ErrorCode::not_found, "there is no notifier '" + *name + "' that has room"});
    }
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    write_member(json, "name", *name);
    write_member(json, "key", key);
    json.end_object();
    return json_answer(std::move(text), 202);
}

}  // namespace logbeam::http
