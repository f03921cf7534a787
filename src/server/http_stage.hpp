#pragma once

#include "dialect/session_context.hpp"
#include "http/gate.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "hub/hub.hpp"
#include "net/http_parser.hpp"
#include "server/connection.hpp"
#include "server/report_stage.hpp"
#include "server/stage.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::server {

struct HttpLimits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t body_bytes = 8 << 20;
    std::chrono::milliseconds header_timeout{
        10'000};  // for a whole request, from its first byte; more for a body that flows
    std::chrono::milliseconds idle_timeout{60'000};  // between requests
};

// Where the connection comes from.
struct Peer {
    std::string address;
    bool is_loopback = false;
    bool is_tls = false;
};

// What the connections of one token may use together; 0: no more than each alone.
struct TokenUse {
    std::uint64_t connections = 0;
    std::uint64_t subscriptions = 0;
    std::uint64_t events_per_second = 0;
    std::uint64_t bytes_per_second = 0;
};

// What all HTTP stages work with; outlives them.
struct Site {
    hub::Hub& hub;
    http::Gate& gate;
    http::Router& router;
    dialect::Context& sessions;
    Reporting& reporting;
    HttpLimits limits;
    std::function<TokenUse(const hub::SharedRights& rights)> limits_of;
    std::function<void(const Peer& peer, const Error& error)> refused;  // is told of whom the gate sends away
    std::map<std::string, std::weak_ptr<dialect::TokenBudget>> token_budgets = {};  // by token's name
};

// Requests one after the other, each let in by the gate and answered by the router, until one asks for an upgrade or for
// a stream: then the connection becomes that.
class HttpStage final : public Stage, private hub::CommitListener {
public:
    HttpStage(Connection& connection, Site& site, Peer peer);
    ~HttpStage() override;

    void on_bytes(char* bytes, std::size_t count) override;
    dialect::Feed* feed() noexcept override { return nullptr; }
    void on_tick(Time now, Time heard) override;
    void farewell(std::uint16_t code, std::string_view reason, std::string& out) override;

private:
    void begin_request();
    void answer_all();
    [[nodiscard]] bool parse();
    void refuse(const net::ErrorCode& error);
    void give_up(const http::Response& response);
    void answer();
    void refuse_entry(const Error& error);
    void open_websocket(const http::Request& request, const http::Admission& admission);
    void open_report(http::Response response, std::string_view cors_origin);
    void open_stream(const http::Request& request, const http::Admission& admission);
    [[nodiscard]] http::Head head_of(const http::Request& request) const;
    [[nodiscard]] std::string_view header(std::string_view name) const;
    void respond(http::Response response, std::string_view cors_origin);
    void respond_when_kept(http::Response response, std::string_view cors_origin);
    void on_stored(std::uint64_t commit) override;

    struct Waiting {
        std::uint64_t commit = 0;
        http::Response response;
        std::string cors_origin;
    };

    Connection& connection_;
    Site& site_;
    const Peer peer_;
    std::unique_ptr<net::HttpParser> parser_;
    std::string unread_;  // bytes that the parser has not taken
    Time request_began_{};
    std::optional<Waiting> waiting_;  // an answer that is not true yet
    bool is_busy_ = false;            // in the middle of a request
    bool is_done_ = false;            // the connection is somebody else's, or closing
};

}  // namespace logbeam::server
