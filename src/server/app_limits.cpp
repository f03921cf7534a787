#include "server/app_limits.hpp"

namespace logbeam::server {

hub::HubLimits hub_limits(const BrokerConfig& config) {
    hub::HubLimits limits;
    limits.ingest.event_bytes = config.limits.event_bytes;
    limits.shard = {config.limits.audiences, config.limits.outbox_bytes, config.limits.lag_bytes};
    return limits;
}

dialect::ClientLimits client_limits(const BrokerLimits& limits) {
    return {limits.subscriptions, limits.message_bytes, limits.events_per_second, limits.bytes_per_second};
}

HttpLimits http_limits(const BrokerLimits& limits) {
    return {limits.header_bytes, limits.body_bytes, limits.header_timeout, limits.idle_timeout};
}

TokenUse token_use(const BrokerLimits& limits, const TokenTable* tokens, const hub::SharedRights& rights) {
    const TokenEntry* entry = tokens != nullptr && rights ? tokens->named(rights->user) : nullptr;
    TokenUse use;
    use.connections = limits.connections_per_token;
    if (entry == nullptr) return use;
    if (entry->limits.connections != 0) use.connections = entry->limits.connections;
    use.subscriptions = entry->limits.subscriptions;
    use.events_per_second = entry->limits.events_per_second;
    use.bytes_per_second = entry->limits.bytes_per_second;
    return use;
}

}  // namespace logbeam::server
