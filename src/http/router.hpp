#pragma once

#include "http/message.hpp"
#include "http/services.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace logbeam::http {

// Whether a route can be asked without any rights: nothing that it says is anyone's secret.
enum class Access : std::uint8_t { token, open };

// Whether any broker answers, or of several the one that judges alerts.
enum class Where : std::uint8_t { anywhere, at_alerts };

struct Route {
    std::string_view method;
    std::string_view path;  // with `*` at its end: everything that begins so
    Response (*answer)(Services& services, const Request& request) = nullptr;
    Access access = Access::token;
    Where where = Where::anywhere;
};

// Every route of docs/http_api.md.
[[nodiscard]] std::span<const Route> routes() noexcept;

// What a request at this path needs; paths that are no route need a token, so that they tell nothing.
[[nodiscard]] Access access_of(std::string_view path) noexcept;

// Finds the route and answers; HEAD is answered as GET. Requests that reach it were let in by the gate. Confined to the
// hub's thread.
class Router {
public:
    explicit Router(Services services) : services_{std::move(services)} {}

    [[nodiscard]] Response handle(const Request& request);

private:
    [[nodiscard]] Response answer(const Route& route, const Request& request);

    Services services_;
};

}  // namespace logbeam::http
