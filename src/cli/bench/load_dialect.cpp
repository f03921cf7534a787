#include "cli/bench/load_dialect.hpp"

namespace logbeam::cli {

std::unique_ptr<LoadDialect> make_load_dialect(const BenchOptions& options, const transport::Url& url) {
    switch (options.dialect) {
        case BenchDialect::native: return make_native_load(options, url);
        case BenchDialect::realtime: return make_realtime_load(options, url);
        case BenchDialect::sse: return make_sse_load(options, url);
        case BenchDialect::nats: return make_nats_load(options, url);
    }
    return nullptr;
}

std::string upgrade_request(const transport::Url& url, std::string_view target, std::string_view subprotocol,
                            std::string_view token) {
    std::string text = "GET ";
    text.append(target).append(" HTTP/1.1\r\nHost: ").append(url.host);
    text.append(":").append(std::to_string(url.port));
    text += "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: bG9nYmVhbSBiZW5jaCBrZQ==\r\n";
    if (!subprotocol.empty()) {
        text.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
    }
    if (!token.empty()) {
        text.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    return text + "\r\n";
}

}  // namespace logbeam::cli
