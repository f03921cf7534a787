#include "server/http_stage.hpp"

#include "http/answer.hpp"
#include "http/cors.hpp"
#include "http/url_text.hpp"
#include "server/http_text.hpp"
#include "server/stream_wish.hpp"
#include "server/upgrade.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::server {
namespace {

constexpr int per_second_of_body = 16 * 1024;  // a body slower than that is given up

std::string_view view(net::HttpText text) noexcept {
    return {text.data(), text.size()};
}

std::string media_type(std::string_view header) {
    std::string type{header.substr(0, header.find(';'))};
    while (!type.empty() && type.back() == ' ')
        type.pop_back();
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type;
}

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

http::Response with_status(int status, const Error& error) {
    http::Response response = http::error_answer(error);
    response.status = status;
    return response;
}

}  // namespace

HttpStage::HttpStage(Connection& connection, Site& site, Peer peer)
    : connection_{connection}, site_{site}, peer_{std::move(peer)} {
    begin_request();
}

HttpStage::~HttpStage() {
    site_.hub.forget(*this);
}

void HttpStage::begin_request() {
    parser_ = std::make_unique<net::HttpParser>();
    parser_->header_limit(static_cast<std::uint32_t>(site_.limits.header_bytes));
    parser_->body_limit(site_.limits.body_bytes);
    parser_->eager(true);
    is_busy_ = false;
}

void HttpStage::on_bytes(char* bytes, std::size_t count) {
    if (!is_busy_) request_began_ = site_.hub.clock.steady_now();
    unread_.append(bytes, count);
    if (!waiting_) answer_all();
}

void HttpStage::answer_all() {
    while (!is_done_ && !waiting_ && !unread_.empty() && parse())
        answer();
}

// Whether there is a whole request.
bool HttpStage::parse() {
    is_busy_ = true;
    net::ErrorCode error;
    const std::size_t taken = parser_->put(net::asio::buffer(unread_), error);
    unread_.erase(0, taken);
    if (error == net::beast_http::error::need_more) {
        if (unread_.size() <= site_.limits.header_bytes) return false;
        error = net::beast_http::error::header_limit;
    }
    if (error) {
        refuse(error);
        return false;
    }
    return parser_->is_done();
}

void HttpStage::refuse(const net::ErrorCode& error) {
    ++site_.hub.counters.protocol_errors;
    is_done_ = true;
    http::Response response = http::error_answer({ErrorCode::malformed_request, error.message()});
    if (error == net::beast_http::error::header_limit) {
        response = with_status(431, {ErrorCode::too_large,
                                     "headers of more than " + std::to_string(site_.limits.header_bytes) + " bytes"});
    } else if (error == net::beast_http::error::body_limit) {
        response = http::error_answer(
            {ErrorCode::too_large, "a body of more than " + std::to_string(site_.limits.body_bytes) + " bytes"});
    }
    connection_.send(to_text(response, {.keep_alive = false}));
    connection_.close_quietly();
}

std::string_view HttpStage::header(std::string_view name) const {
    return view(parser_->get()[net::HttpText{name.data(), name.size()}]);
}

void HttpStage::answer() {
    ++site_.hub.counters.http_requests;
    const auto& message = parser_->get();
    auto target = http::parse_target(view(message.target()));
    if (!target) return respond(http::error_answer({ErrorCode::malformed_request, "the target does not decode"}), {});

    const std::string content_type = media_type(header("Content-Type"));
    http::Request request;
    request.method = view(message.method_string());
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.content_type = content_type;
    request.if_none_match = header("If-None-Match");
    request.accept = header("Accept");
    request.body = message.body();
    request.address = peer_.address;
    for (const auto& field : message) {
        std::string name = in_lower_case(view(field.name_string()));
        if (name.rfind("ce-", 0) == 0) request.cloud_headers.emplace_back(std::move(name), view(field.value()));
    }

    if (message.count("Host") > 1 || message.count("Origin") > 1) {
        return respond(http::error_answer({ErrorCode::malformed_request, "Host and Origin stand there once"}), {});
    }
    http::Head head = head_of(request);
    const bool is_upgrade = is_websocket_upgrade(header("Upgrade"), header("Connection"));
    head.access = is_upgrade ? http::Access::token : http::access_of(request.path);
    if (request.method == "OPTIONS" && !header("Access-Control-Request-Method").empty()) {
        const auto origin = site_.gate.admit_preflight(head);
        return origin ? respond(http::preflight_answer(*origin), {}) : refuse_entry(origin.error());
    }
    auto admission = site_.gate.admit(head);
    if (!admission && is_upgrade && request.path == native_path && admission.error().code == ErrorCode::unauthorized) {
        admission = http::Admission{};  // its token may come in the greeting
    }
    if (!admission) return refuse_entry(admission.error());
    request.rights = admission->rights;
    if (is_upgrade) return open_websocket(request, *admission);
    if (request.path == stream_path && request.method == "GET") return open_stream(request, *admission);
    if (!admission->login_cookie.empty()) return respond(http::login_answer(request, *admission), {});
    http::Response response = site_.router.handle(request);
    if (response.report) return open_report(std::move(response), admission->cors_origin);
    if (response.waits_for_commit) return respond_when_kept(std::move(response), admission->cors_origin);
    respond(std::move(response), admission->cors_origin);
}

void HttpStage::respond_when_kept(http::Response response, std::string_view cors_origin) {
    const std::uint64_t commit = site_.hub.await_commit(*this);
    waiting_ = {commit, std::move(response), std::string{cors_origin}};
}

void HttpStage::on_stored(std::uint64_t commit) {
    if (!waiting_ || waiting_->commit > commit) return;
    Waiting waiting = *std::exchange(waiting_, std::nullopt);
    respond(std::move(waiting.response), waiting.cors_origin);
    answer_all();
}

void HttpStage::refuse_entry(const Error& error) {
    hub::Counters& counters = site_.hub.counters;
    if (error.code == ErrorCode::unauthorized) ++counters.unauthorized;
    if (error.code == ErrorCode::origin_refused) ++counters.refused_origins;
    if (error.code == ErrorCode::host_refused) ++counters.refused_hosts;
    site_.refused(peer_, error);
    // Host and origin were accepted where only the rights are missing: the page may read that.
    const bool is_known_page = error.code == ErrorCode::unauthorized || error.code == ErrorCode::forbidden;
    respond(http::error_answer(error), is_known_page ? header("Origin") : std::string_view{});
}

http::Head HttpStage::head_of(const http::Request& request) const {
    http::Head head;
    head.host = header("Host");
    if (const auto& message = parser_->get(); message.find("Origin") != message.end()) head.origin = header("Origin");
    head.authorization = header("Authorization");
    head.cookie = header("Cookie");
    if (const std::string* token = request.parameter("token")) head.token = *token;
    head.is_loopback = peer_.is_loopback;
    for (const std::string_view name : {"Forwarded", "X-Forwarded-For", "Via"}) {
        head.is_forwarded = head.is_forwarded || !header(name).empty();
    }
    head.is_tls = peer_.is_tls;
    return head;
}

void HttpStage::respond(http::Response response, std::string_view cors_origin) {
    http::add_cors_headers(response, cors_origin);
    const auto& message = parser_->get();
    const bool keep_alive = message.keep_alive() && !is_done_;
    connection_.send(
        to_text(response, {.keep_alive = keep_alive, .with_body = view(message.method_string()) != "HEAD"}));
    begin_request();
    if (keep_alive) return;
    is_done_ = true;
    connection_.close_quietly();
}

void HttpStage::open_websocket(const http::Request& request, const http::Admission& admission) {
    const UpgradeHead head{request.method, header("Sec-WebSocket-Version"), header("Sec-WebSocket-Key"),
                           header("Sec-WebSocket-Protocol")};
    if (auto checked = check_upgrade(head); !checked) {
        http::Response response = with_status(head.version == "13" ? 400 : 426, checked.error());
        if (response.status == 426) response.headers.emplace_back("Sec-WebSocket-Version", "13");
        return respond(std::move(response), {});
    }
    auto opened = open_session(connection_, site_, peer_, request, admission.rights);
    if (!opened) return respond(http::error_answer(opened.error()), {});
    is_done_ = true;
    connection_.send(switching_protocols(accept_of(head), subprotocol_of(head)));
    WebSocketStage& stage = **opened;
    connection_.become(std::move(*opened), std::exchange(unread_, {}));
    stage.begin();
}

void HttpStage::open_report(http::Response response, std::string_view cors_origin) {
    const bool is_head = view(parser_->get().method_string()) == "HEAD";
    if (!is_head && site_.reporting.now >= site_.reporting.most) {
        ++site_.hub.counters.limits_reached;
        return respond(http::error_answer({ErrorCode::limit_reached, std::to_string(site_.reporting.most) +
                                                                         " queries are under way (limits.queries)"}),
                       cors_origin);
    }
    http::add_cors_headers(response, cors_origin);
    const auto framing =
        parser_->get().version() >= 11 ? ReportStage::Framing::chunked : ReportStage::Framing::until_close;
    is_done_ = true;
    connection_.send(report_head(response, framing == ReportStage::Framing::chunked));
    if (is_head) return connection_.close_quietly();
    auto stage = std::make_unique<ReportStage>(connection_, site_.reporting, std::move(response.report), framing);
    ReportStage& report = *stage;
    connection_.become(std::move(stage), {});
    report.begin();
}

void HttpStage::open_stream(const http::Request& request, const http::Admission& admission) {
    auto wish = read_stream_wish(request, header("Last-Event-ID"), site_.hub.clock.wall_now());
    if (!wish) return respond(http::error_answer(wish.error()), admission.cors_origin);
    auto membership = enter(site_, peer_, "sse", admission.rights);
    if (!membership) return respond(http::error_answer(membership.error()), admission.cors_origin);
    if (const std::string* name = request.parameter("name")) (*membership)->client().source = *name;
    const dialect::Session session = session_of(site_, **membership, connection_, admission.rights);
    auto stage = std::make_unique<SseStage>(connection_, std::move(*membership), session);
    dialect::Feed& stream = stage->stream();
    const auto opened = stream.open(1, std::move(wish->wish));
    if (!opened) return respond(http::error_answer(opened.error()), admission.cors_origin);
    is_done_ = true;
    connection_.send(stream_head(admission.cors_origin));
    connection_.become(std::move(stage), {});
    stream.begin(1, wish->from);
}

void HttpStage::farewell(std::uint16_t /*code*/, std::string_view /*reason*/, std::string& /*out*/) {}

void HttpStage::on_tick(Time now, Time heard) {
    if (!is_busy_) {
        if (now - heard > site_.limits.idle_timeout) connection_.close_quietly();
        return;
    }
    const auto for_body = std::chrono::seconds{
        parser_->is_header_done() ? static_cast<std::int64_t>(parser_->get().body().size()) / per_second_of_body : 0};
    if (now - request_began_ <= site_.limits.header_timeout + for_body) return;
    is_done_ = true;
    if (std::exchange(waiting_, std::nullopt)) {
        return give_up(http::error_answer(
            {ErrorCode::store_unavailable, "it is not known to be stored: the NATS cluster does not answer in time"}));
    }
    give_up(with_status(408, {ErrorCode::timed_out, "the request did not come to its end in time"}));
}

void HttpStage::give_up(const http::Response& response) {
    connection_.send(to_text(response, {.keep_alive = false}));
    connection_.close_quietly();
}

}  // namespace logbeam::server
