#include "server/app.hpp"

#include "dialect/make_encoder.hpp"
#include "dialect/session_context.hpp"
#include "http/gate.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"
#include "hub/hub.hpp"
#include "net/asio.hpp"
#include "net/tls.hpp"
#include "server/alert_duty.hpp"
#include "server/alert_turns.hpp"
#include "server/app_limits.hpp"
#include "server/connections.hpp"
#include "server/edge_duty.hpp"
#include "server/http_meter.hpp"
#include "server/http_stage.hpp"
#include "server/listener.hpp"
#include "server/log.hpp"
#include "server/open_history.hpp"
#include "server/pool_past_reader.hpp"
#include "server/report_stage.hpp"
#include "server/tokens.hpp"
#include "server/work_pool.hpp"
#include "websocket/frame.hpp"

#include <logbeam/version.hpp>

#include <optional>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::chrono::seconds between_ticks{1};
constexpr std::chrono::seconds limit_of_stop{4};
constexpr std::size_t query_threads = 2;

std::string server_name() {
    return "logbeam " + std::to_string(LOGBEAM_VERSION_MAJOR) + "." + std::to_string(LOGBEAM_VERSION_MINOR) + "." +
           std::to_string(LOGBEAM_VERSION_PATCH);
}

std::shared_ptr<const TokenTable> load_tokens(const BrokerConfig& config) {
    if (config.token_file.empty()) return nullptr;
    return TokenTable::load(config.token_file).value();
}

std::shared_ptr<const net::TlsContext> load_certificate(const BrokerConfig& config) {
    if (config.tls_cert.empty()) return nullptr;
    return std::make_shared<const net::TlsContext>(net::TlsContext::for_server(config.tls_cert, config.tls_key));
}

}  // namespace

// Each part is given its neighbours, which stand above it.
struct App::Parts {
    Parts(BrokerConfig its_config, Clock& its_clock, Log& its_log)
        : config{std::move(its_config)},
          clock{its_clock},
          log{its_log},
          tokens{load_tokens(config)},
          certificate{load_certificate(config)},
          attachment{attach_to_cluster(config)},
          history{open_history(config, attachment ? attachment->log : std::nullopt, clock,
                               [this](const std::string& line) { note(line); })},
          state{open_state(config)},
          hub{hub_limits(config), *history, dialect::make_encoder, clock},
          loop{context, hub},
          tap{log, [this](const LogRecord& record, const Fields& fields) { tell_log(record, fields); }},
          listener{context, config.listen.host, config.listen.port,
                   [this](net::tcp::socket socket) { welcome(std::move(socket)); },
                   [this](const std::string& what) { log.error(what); }},
          alerts{config,
                 page(),
                 {*history, clock, log},
                 [this] { tell_alerts_soon(); },
                 [this](const std::string& topic, std::string_view type, std::string data) {
                     publish(topic, std::string{type}, std::move(data));
                 }},
          pool{query_threads},
          past{pool, context},
          reporting{loop, pool, config.limits.queries, config.limits.idle_timeout},
          connections{loop},
          gate{std::make_unique<http::Gate>(gate_options())},
          files{config.dashboard_dir.empty() ? nullptr : std::make_unique<http::StaticFolder>(config.dashboard_dir)},
          meter{hub, config.limits.events_per_second, config.limits.bytes_per_second},
          router{services()},
          sessions{hub, past, client_limits(config.limits), server_name(),
                   [this](std::string_view token) { return gate->rights_of(token); }},
          site{hub,
               *gate,
               router,
               sessions,
               reporting,
               http_limits(config.limits),
               [this](const hub::SharedRights& rights) { return token_use(config.limits, tokens.get(), rights); },
               [this](const Peer& peer, const Error& error) {
                   log.warning("refused a client", {{"address", peer.address}, {"reason", error.message()}});
               }},
          timer{context} {
        for (const std::string& text : config.store.exclude)
            hub.ingest.exclude.push_back(query::Program::compile(text, clock.wall_now()).value());
        for (history::Position& position : state->positions().value())
            hub.positions.restore(std::move(position));
        hub.on_burst.emplace_back([this](const history::Burst& burst) { alerts.see(burst); });
        const auto shared_log = attachment ? attachment->log : std::nullopt;
        if (attachment) {
            edge.emplace(config, *std::move(attachment), loop, log, EdgeDuty::Self{page(), server_name()},
                         [this] { begin_anew(); });
        }
        if (shared_log) {
            turns.emplace(*edge, alert_turns(config, edge->edge().id(), shared_log->name, page()), alerts, loop);
        } else if (const auto begun = alerts.begin({open_state(config), {}}); !begun) {
            throw Failure{begun.error()};
        }
    }

    http::GateOptions gate_options();
    [[nodiscard]] std::string page() const;
    http::Services services();
    void note(const std::string& line);
    void welcome(net::tcp::socket socket);
    void tell_log(const LogRecord& record, const Fields& fields);
    void publish(const std::string& topic, std::string type, std::string data);
    [[nodiscard]] bool try_reload(const BrokerConfig& fresh);
    void tell_alerts_soon();
    void tick();
    void save_positions();
    [[nodiscard]] std::vector<std::string> not_ready() const;
    void begin_anew();
    void stop();
    void end_when_empty();

    BrokerConfig config;
    Clock& clock;
    Log& log;
    std::shared_ptr<const TokenTable> tokens;
    std::shared_ptr<const net::TlsContext> certificate;
    bool is_open = false;
    std::optional<edge::Attachment> attachment;  // until the edge has it
    std::unique_ptr<history::EventHistory> history;
    std::unique_ptr<history::StateStore> state;
    hub::Hub hub;
    net::asio::io_context context{1};
    Loop loop;
    LogTap tap;
    Listener listener;
    bool is_telling_alerts = false;
    AlertDuty alerts;
    WorkPool pool;
    PoolPastReader past;
    Reporting reporting;
    Connections connections;
    std::unique_ptr<http::Gate> gate;
    std::unique_ptr<http::StaticFolder> files;
    HttpMeter meter;
    http::Router router;
    dialect::Context sessions;
    Site site;
    net::asio::steady_timer timer;
    std::optional<EdgeDuty> edge;  // nothing: it is alone
    std::optional<AlertTurns> turns;
    std::optional<Time> stop_before;
    bool wants_new_life = false;
};

// What the store finds while it is opened is news; what it says later is trouble, or its end.
void App::Parts::note(const std::string& line) {
    is_open ? log.warning("store: " + line) : log.info("store: " + line);
}

http::GateOptions App::Parts::gate_options() {
    http::GateOptions options;
    options.listen_host = config.listen.host;
    options.public_url = config.public_url;
    options.allow_origin = config.allow_origin;
    options.insecure = config.insecure;
    if (tokens) {
        options.find_token = [this](std::string_view token) {
            const TokenEntry* entry = tokens->find(token);
            return entry == nullptr ? nullptr : entry->rights;
        };
    }
    return options;
}

std::string App::Parts::page() const {
    return config.public_url.empty() ? page_address(config, listener.port()) : config.public_url + "/";
}

http::Services App::Parts::services() {
    return {hub,
            *state,
            alerts,
            server_name(),
            clock.steady_now(),
            [this] { return not_ready(); },
            http::read_process_stats,
            [this](std::string_view path) { return files ? files->find(path) : http::find_embedded(path); },
            config.limits.query_time,
            [this](const http::Request& request, std::size_t bytes) { return meter.charge(request, bytes); }};
}

void App::Parts::welcome(net::tcp::socket socket) {
    if (connections.size() >= config.limits.connections) {
        ++hub.counters.refused_connections;
        log.warning("a connection was refused: limits.connections is reached",
                    {{"limit", static_cast<std::int64_t>(config.limits.connections)}});
        return;  // closes it
    }
    net::ErrorCode error;
    const auto remote = socket.remote_endpoint(error);
    if (error) return;
    Peer peer{remote.address().to_string(), remote.address().is_loopback(), certificate != nullptr};
    std::unique_ptr<net::TlsSession> tls;
    if (certificate) tls = std::make_unique<net::TlsSession>(*certificate);
    ++hub.counters.connections;
    Connection& connection = connections.add(std::move(socket), std::move(tls));
    connection.start(std::make_unique<HttpStage>(connection, site, std::move(peer)));
}

// From the loop: whoever else logs is brought there.
void App::Parts::tell_log(const LogRecord& record, const Fields& fields) {
    net::asio::post(context, [this, level = record.level, data = log_data(record, fields)] {
        hub.tell("$sys.log", "logger." + std::string{to_string(level)}, data);
        loop.commit_soon();
    });
}

// From any thread.
void App::Parts::publish(const std::string& topic, std::string type, std::string data) {
    net::asio::post(context, [this, topic, type = std::move(type), data = std::move(data)] {
        hub.publish(topic, type, data, clock.wall_now());
        loop.commit_soon();
    });
}

// What can fail, all of it or nothing.
bool App::Parts::try_reload(const BrokerConfig& fresh) {
    const BrokerConfig old_config = config;
    const auto old_tokens = tokens;
    try {
        auto new_certificate = load_certificate(fresh);
        tokens = load_tokens(fresh);
        config.token_file = fresh.token_file;
        config.allow_origin = fresh.allow_origin;
        config.public_url = fresh.public_url;
        gate->configure(gate_options());
        certificate = std::move(new_certificate);
        return true;
    } catch (const Failure& failure) {
        config = old_config;
        tokens = old_tokens;
        log.error("reload failed, all stays as it was", {{"reason", std::string{failure.what()}}});
        return false;
    }
}

// Not in the middle of the commit whose events raised them.
void App::Parts::tell_alerts_soon() {
    if (std::exchange(is_telling_alerts, true)) return;
    net::asio::post(context, [this] {
        is_telling_alerts = false;
        const auto all = alerts.take_told();
        for (const Alerting::Told& told : all)
            hub.publish(told.topic, told.type, told.data, told.time, told.id);
        alerts.hear(all);
        loop.commit_soon();
    });
}

void App::Parts::tick() {
    timer.expires_after(between_ticks);
    timer.async_wait([this](const net::ErrorCode& error) {
        if (error || stop_before) return;  // the timer is stop's then
        hub.tick();
        save_positions();
        alerts.tick();
        connections.tick(clock.steady_now());
        if (edge) edge->tick();
        if (turns) turns->tick();
        loop.commit_soon();
        tick();
    });
}

void App::Parts::save_positions() {
    for (const history::Position& position : hub.positions.take_changes()) {
        if (const auto saved = state->save_position(position); !saved) {
            log.error("a position could not be saved", {{"name", position.name}, {"reason", saved.error().message()}});
        }
    }
}

std::vector<std::string> App::Parts::not_ready() const {
    std::vector<std::string> reasons;
    if (edge) reasons = edge->not_ready();
    if (stop_before) reasons.emplace_back("stopping");
    return reasons;
}

// The log is another one: nothing that is here belongs to it.
void App::Parts::begin_anew() {
    wants_new_life = true;
    stop();
}

void App::Parts::stop() {
    if (stop_before) return;
    stop_before = clock.steady_now() + limit_of_stop;
    listener.stop();
    (void)hub.commit();
    if (turns) turns->stop();
    if (edge) edge->say_goodbye();
    connections.close_all(websocket::close_code::going_away, "going_away (169): the broker stops");
    end_when_empty();
}

void App::Parts::end_when_empty() {
    const Time now = clock.steady_now();
    connections.tick(now);  // ends those that do not answer
    const bool has_sent_all = !edge || wants_new_life || edge->has_sent_all();
    const bool has_left = !turns || turns->is_over();
    const bool is_done = connections.size() == 0 && has_sent_all && has_left;
    if (is_done || now >= *stop_before) return context.stop();
    timer.expires_after(std::chrono::milliseconds{10});
    timer.async_wait([this](const net::ErrorCode& error) {
        if (!error) end_when_empty();
    });
}

App::App(BrokerConfig config, Clock& clock, Log& log) {
    if (auto checked = check_config(config); !checked) throw Failure{checked.error()};
    parts_ = std::make_unique<Parts>(std::move(config), clock, log);
    parts_->is_open = true;
    port_ = parts_->listener.port();
    url_ = page_address(parts_->config, port_);
}

App::~App() = default;

void App::run() {
    parts_->listener.start();
    parts_->tick();
    parts_->context.run();
    parts_->save_positions();
    parts_->connections.clear();
}

bool App::wants_new_life() const noexcept {
    return parts_->wants_new_life;
}

void App::stop() {
    net::asio::post(parts_->context, [parts = parts_.get()] { parts->stop(); });
}

void App::reload(BrokerConfig config) {
    net::asio::post(parts_->context, [parts = parts_.get(), config = std::move(config)] {
        if (!parts->try_reload(config)) return;
        parts->config.limits = config.limits;
        parts->sessions.limits = client_limits(config.limits);
        parts->site.limits = http_limits(config.limits);
        parts->reporting.most = config.limits.queries;
        parts->reporting.patience = config.limits.idle_timeout;
        if (!parts->config.rules.empty()) parts->alerts.reload();
        parts->log.info("reloaded tokens, certificates, limits and origins");
    });
}

std::string App::url_with_token() {
    return parts_->tokens ? url_ + "?token=" + parts_->gate->add_one_time_token() : url_;
}

Result<void> App::add_rule(const std::string& rule) {
    return parts_->alerts.add(rule);
}

void App::post(std::function<void(hub::Hub&)> act) {
    net::asio::post(parts_->context, [parts = parts_.get(), act = std::move(act)] {
        act(parts->hub);
        parts->loop.commit_soon();
    });
}

}  // namespace logbeam::server
