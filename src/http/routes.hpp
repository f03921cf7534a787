#pragma once

#include "http/message.hpp"
#include "http/services.hpp"

// What each path answers. The request's method and path are the route's.
namespace logbeam::http {

[[nodiscard]] Response publish_events(Services& services, const Request& request);
[[nodiscard]] Response find_events(Services& services, const Request& request);
[[nodiscard]] Response show_histogram(Services& services, const Request& request);
[[nodiscard]] Response list_fields(Services& services, const Request& request);
[[nodiscard]] Response list_templates(Services& services, const Request& request);
[[nodiscard]] Response list_topics(Services& services, const Request& request);
[[nodiscard]] Response list_clients(Services& services, const Request& request);
[[nodiscard]] Response list_edges(Services& services, const Request& request);
[[nodiscard]] Response list_levels(Services& services, const Request& request);
[[nodiscard]] Response set_level(Services& services, const Request& request);
[[nodiscard]] Response show_accounting(Services& services, const Request& request);
[[nodiscard]] Response list_alerts(Services& services, const Request& request);
[[nodiscard]] Response acknowledge_alert(Services& services, const Request& request);
[[nodiscard]] Response take_back_acknowledgement(Services& services, const Request& request);
[[nodiscard]] Response list_silences(Services& services, const Request& request);
[[nodiscard]] Response add_silence(Services& services, const Request& request);
[[nodiscard]] Response preview_silence(Services& services, const Request& request);
[[nodiscard]] Response end_silence(Services& services, const Request& request);
[[nodiscard]] Response list_notifiers(Services& services, const Request& request);
[[nodiscard]] Response test_notifier(Services& services, const Request& request);
[[nodiscard]] Response list_partials(Services& services, const Request& request);
[[nodiscard]] Response show_rule(Services& services, const Request& request);
[[nodiscard]] Response save_rule(Services& services, const Request& request);
[[nodiscard]] Response remove_rule(Services& services, const Request& request);
[[nodiscard]] Response test_rules(Services& services, const Request& request);
[[nodiscard]] Response list_views(Services& services, const Request& request);
[[nodiscard]] Response save_view(Services& services, const Request& request);
[[nodiscard]] Response remove_view(Services& services, const Request& request);
[[nodiscard]] Response show_stats(Services& services, const Request& request);
[[nodiscard]] Response show_metrics(Services& services, const Request& request);
[[nodiscard]] Response tell_health(Services& services, const Request& request);
[[nodiscard]] Response tell_readiness(Services& services, const Request& request);
[[nodiscard]] Response serve_file(Services& services, const Request& request);

}  // namespace logbeam::http
