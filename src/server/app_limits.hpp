#pragma once

#include "dialect/session_context.hpp"
#include "hub/hub.hpp"
#include "server/config.hpp"
#include "server/http_stage.hpp"
#include "server/tokens.hpp"

// The limits of the configuration, as the parts want them.
namespace logbeam::server {

[[nodiscard]] hub::HubLimits hub_limits(const BrokerConfig& config);
[[nodiscard]] dialect::ClientLimits client_limits(const BrokerLimits& limits);
[[nodiscard]] HttpLimits http_limits(const BrokerLimits& limits);

// What who has these rights may use: their token's own limits, where it has some. `tokens` may be nullptr.
[[nodiscard]] TokenUse token_use(const BrokerLimits& limits, const TokenTable* tokens, const hub::SharedRights& rights);

}  // namespace logbeam::server
