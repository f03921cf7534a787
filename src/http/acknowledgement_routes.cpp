#include "alert/desk.hpp"
#include "http/answer.hpp"
#include "http/body.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/standing_alerts.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <utility>

// Who takes care of which alert.
namespace logbeam::http {
namespace {

Result<alert::Acknowledgement> read_acknowledgement(const Request& request, Timestamp now) {
    auto body = read_body(request);
    if (!body) return body.error();
    alert::Acknowledgement acknowledgement;
    acknowledgement.fingerprint = body->text("fingerprint", event::Members::Need::required);
    acknowledgement.until = take_end(*body, now);
    acknowledgement.at = now;
    acknowledgement.author = request.rights->user;
    acknowledgement.comment = body->text("comment");
    if (!body->problem().empty()) return Error{ErrorCode::malformed_request, body->problem()};
    return acknowledgement;
}

Result<void> check_stands(const Services& services, const Request& request, const std::string& fingerprint) {
    const auto firing = firing_alerts(services, request);
    const auto is_it = [&](const alert::Standing& alert) { return alert.fingerprint == fingerprint; };
    if (std::any_of(firing.begin(), firing.end(), is_it)) return {};
    return Error{ErrorCode::not_found, "no alert '" + fingerprint + "' fires"};
}

Response fingerprint_answer(std::string_view fingerprint) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json::write_member(json, "fingerprint", fingerprint);
    json.end_object();
    return json_answer(std::move(text));
}

}  // namespace

Response acknowledge_alert(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "admins acknowledge alerts"});
    auto acknowledgement = read_acknowledgement(request, services.hub.clock.wall_now());
    if (!acknowledgement) return error_answer(acknowledgement.error());
    const std::string fingerprint = acknowledgement->fingerprint;
    if (auto stands = check_stands(services, request, fingerprint); !stands) return error_answer(stands.error());
    const auto done = services.alerts().desk.acknowledge(*std::move(acknowledgement));
    if (!done && done.error().code == ErrorCode::limit_reached) ++services.hub.counters.limits_reached;
    return done ? fingerprint_answer(fingerprint) : error_answer(done.error());
}

Response take_back_acknowledgement(Services& services, const Request& request) {
    if (const auto checked = check_parameters(request, {"fingerprint"}); !checked) return error_answer(checked.error());
    if (!request.rights->admin) return error_answer({ErrorCode::forbidden, "admins acknowledge alerts"});
    const std::string* fingerprint = request.parameter("fingerprint");
    if (fingerprint == nullptr) return error_answer({ErrorCode::malformed_request, "say which one: ?fingerprint=…"});
    if (!services.alerts().desk.take_back(*fingerprint, services.hub.clock.wall_now())) {
        return error_answer({ErrorCode::not_found, "nobody acknowledged '" + *fingerprint + "'"});
    }
    return fingerprint_answer(*fingerprint);
}

}  // namespace logbeam::http
