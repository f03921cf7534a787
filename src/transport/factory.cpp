#include "transport/factory.hpp"

#include "transport/in_process.hpp"
#include "transport/url.hpp"
#include "transport/websocket/transport.hpp"

#include <string>

namespace logbeam::transport {

std::function<std::unique_ptr<Transport>()> transport_for(std::string_view url, const std::string& tls_ca_file) {
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
    throw Failure{Error{ErrorCode::unsupported_scheme, "'" + std::string{url} +
                                                           "': this build speaks ws://, wss:// and inproc://, not " +
                                                           parsed.scheme + "://"}};
}

}  // namespace logbeam::transport
