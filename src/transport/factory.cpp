#include "transport/factory.hpp"

#include "transport/in_process.hpp"
#include "transport/nats/transport.hpp"
#include "transport/url.hpp"
#include "transport/websocket/transport.hpp"

#include <string>

namespace logbeam::transport {

namespace {

using MakeTransport = std::function<std::unique_ptr<Transport>()>;

bool is_nats(std::string_view url) {
    return url.starts_with("nats://") || url.starts_with("tls://");
}

// Settings are checked at once; a build without nats.c says so then.
MakeTransport nats_transport(std::string_view url, const std::string& tls_ca_file, const NatsOptions& nats) {
    const auto settings = NatsSettings::from(url, nats, tls_ca_file);
    (void)make_nats_transport(settings);
    return [settings] { return make_nats_transport(settings); };
}

}  // namespace

MakeTransport transport_for(std::string_view url, const std::string& tls_ca_file, const NatsOptions& nats) {
    if (is_nats(url)) return nats_transport(url, tls_ca_file, nats);  // it may name several servers, and a login
    const Url parsed = Url::parse(url).value();
    if (parsed.scheme == "inproc") {
        return [name = parsed.host] { return make_in_process_transport([name] { return find_endpoint(name); }); };
    }
    if (parsed.scheme == "ws" || parsed.scheme == "wss") {
        WebSocketOptions options;
        options.tls_ca_file = tls_ca_file;
        if (parsed.scheme == "wss") {
            check_tls(options);
        }
        return [parsed, options] { return make_websocket_transport(parsed, options); };
    }
    throw Failure{Error{ErrorCode::unsupported_scheme,
                        "'" + std::string{url} + "': logbeam speaks ws://, wss://, nats:// and inproc://, not " +
                            parsed.scheme + "://"}};
}

}  // namespace logbeam::transport
