#include "http/router.hpp"

#include "http/answer.hpp"
#include "http/routes.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace logbeam::http {
namespace {

bool is_at(const Route& route, std::string_view path) noexcept {
    if (route.path.back() != '*') return route.path == path;
    const auto folder = route.path.substr(0, route.path.size() - 1);
    return path.substr(0, folder.size()) == folder;
}

bool answers(const Route& route, std::string_view method) noexcept {
    return route.method == method || (route.method == "GET" && method == "HEAD");
}

constexpr Route of_alerts(std::string_view method, std::string_view path,
                          Response (*answer)(Services& services, const Request& request)) noexcept {
    return {method, path, answer, Access::token, Where::at_alerts};
}

// No destructor: a broker that nobody stopped answers while its program ends.
constexpr std::array all_routes{
    Route{"POST", "/api/events", publish_events},
    Route{"GET", "/api/events", find_events},
    Route{"GET", "/api/histogram", show_histogram},
    Route{"GET", "/api/fields", list_fields},
    Route{"GET", "/api/templates", list_templates},
    Route{"GET", "/api/topics", list_topics},
    Route{"GET", "/api/clients", list_clients},
    Route{"GET", "/api/edges", list_edges},
    Route{"GET", "/api/levels", list_levels},
    Route{"POST", "/api/level", set_level},
    Route{"GET", "/api/stats", show_stats},
    Route{"GET", "/api/accounting", show_accounting},
    of_alerts("GET", "/api/alerts", list_alerts),
    of_alerts("PUT", "/api/alerts/acknowledgement", acknowledge_alert),
    of_alerts("DELETE", "/api/alerts/acknowledgement", take_back_acknowledgement),
    of_alerts("GET", "/api/silences", list_silences),
    of_alerts("POST", "/api/silences", add_silence),
    of_alerts("DELETE", "/api/silences", end_silence),
    of_alerts("POST", "/api/silences/preview", preview_silence),
    of_alerts("GET", "/api/notifiers", list_notifiers),
    of_alerts("POST", "/api/notifiers/test", test_notifier),
    of_alerts("GET", "/api/alerts/partial", list_partials),
    of_alerts("GET", "/api/rules", show_rule),
    of_alerts("PUT", "/api/rules", save_rule),
    of_alerts("DELETE", "/api/rules", remove_rule),
    of_alerts("POST", "/api/rules/test", test_rules),
    Route{"GET", "/api/views", list_views},
    Route{"PUT", "/api/views/*", save_view},
    Route{"DELETE", "/api/views/*", remove_view},
    Route{"GET", "/metrics", show_metrics},
    Route{"GET", "/healthz", tell_health, Access::open},
    Route{"GET", "/readyz", tell_readiness, Access::open},
    Route{"GET", "/", serve_file, Access::open},
    Route{"GET", "/client.js", serve_file, Access::open},
    Route{"GET", "/client.d.ts", serve_file, Access::open},
    Route{"GET", "/assets/*", serve_file, Access::open},
};

// `GET, HEAD, POST`; empty where there is no route.
std::string allowed_methods(std::string_view path) {
    std::string methods;
    for (const Route& route : routes()) {
        if (!is_at(route, path)) continue;
        methods.append(methods.empty() ? "" : ", ").append(route.method == "GET" ? "GET, HEAD" : route.method);
    }
    return methods.empty() ? methods : methods + ", OPTIONS";
}

}  // namespace

std::span<const Route> routes() noexcept {
    return all_routes;
}

Access access_of(std::string_view path) noexcept {
    const auto all = routes();
    const auto route = std::find_if(all.begin(), all.end(), [path](const Route& each) { return is_at(each, path); });
    return route == all.end() ? Access::token : route->access;
}

Response Router::handle(const Request& request) {
    for (const Route& route : routes()) {
        if (is_at(route, request.path) && answers(route, request.method)) return answer(route, request);
    }
    auto allowed = allowed_methods(request.path);
    if (allowed.empty()) {
        return error_answer(
            {ErrorCode::not_found, "nothing is at " + request.path + "; docs/http_api.md lists the paths"});
    }
    auto response = request.method == "OPTIONS"
                        ? text_answer("", 204)
                        : error_answer({ErrorCode::method_not_allowed, request.path + " answers to " + allowed});
    response.headers.emplace_back("Allow", std::move(allowed));
    return response;
}

Response Router::answer(const Route& route, const Request& request) {
    if (route.where == Where::at_alerts && services_.alert_place.here() == nullptr)
        return error_answer({ErrorCode::refused, services_.alert_place.elsewhere()});
    return route.answer(services_, request);
}

}  // namespace logbeam::http
