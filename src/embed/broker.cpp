#include "alert/rule_file.hpp"
#include "channel/environment.hpp"
#include "embed/broker_thread.hpp"
#include "embed/observers.hpp"
#include "server/config.hpp"
#include "server/log.hpp"

#include <logbeam/broker.hpp>
#include <logbeam/json_writer.hpp>

#include <map>
#include <utility>

namespace logbeam {
namespace {

server::Log::WriteLine line_writer(const BrokerOptions& options) {
    if (!options.on_log) return server::Log::to_stderr;
    return
        [on_log = options.on_log](const std::string& line) { on_log(line.substr(0, line.find_last_not_of('\n') + 1)); };
}

server::BrokerConfig config_of(const BrokerOptions& options) {
    server::BrokerConfig config;
    config.listen = server::parse_listen(options.listen).value();
    config.token_file = options.token_file;
    config.tls_cert = options.tls_cert;
    config.tls_key = options.tls_key;
    config.allow_origin = options.allow_origin;
    config.public_url = options.public_url;
    config.dashboard_dir = options.dashboard_dir;
    config.insecure = options.insecure;
    config.history_events = options.history_events;
    config.history_bytes = options.history_bytes;
    config.store.data_dir = options.data_dir;
    config.store.keep = options.keep;
    config.store.keep_bytes = options.keep_bytes;
    config.rules = options.rules;
    return config;
}

BrokerStats stats_of(const hub::Hub& hub) {
    BrokerStats stats;
    stats.accepted = hub.counters.accepted;
    stats.duplicates = hub.counters.duplicates;
    stats.refused = hub.counters.refused_events;
    stats.deliveries = hub.counters.deliveries;
    stats.skipped = hub.counters.skipped;
    stats.clients = hub.clients.clients().size();
    stats.history_events = hub.history.extent().events;
    stats.last_seq = hub.ingest.last_seq();
    return stats;
}

std::string json_of(const TopicName& topic, std::string_view type, const Value& data) {
    std::string text;
    JsonWriter json{text};
    json.begin_object();
    json.key("topic");
    json.string(topic.str());
    json.key("type");
    json.string(type);
    json.key("data");
    json.raw(data.to_json());
    json.end_object();
    return text;
}

Error not_running() {
    return {ErrorCode::going_away, "the broker of this program does not run; call Broker::start first"};
}

}  // namespace

struct Broker::Core {
    explicit Core(BrokerOptions its_options)
        : options{std::move(its_options)},
          log{{}, clock, line_writer(options)},
          observers{clock, log},
          thread{clock, log, observers, [this](const hub::Hub& hub) { *last_stats.lock() = stats_of(hub); }} {}

    [[nodiscard]] hub::Sender sender() const { return {{}, source, {}, rights.get()}; }

    const BrokerOptions options;
    const std::string source = channel::program_name();
    const hub::SharedRights rights = hub::rights_of_owner();
    SystemClock clock;
    server::Log log;
    embed::Observers observers;
    Guarded<BrokerStats> last_stats;
    Guarded<std::map<std::string, std::string>> rules;  // of `add_rule`: texts by name
    embed::BrokerThread thread;
};

Broker::Broker(BrokerOptions options) : core_{std::make_unique<Core>(std::move(options))} {}

Broker::~Broker() = default;

void Broker::start() {
    auto config = config_of(core_->options);
    core_->rules.with([&config](const auto& rules) {
        for (const auto& [name, text] : rules)
            config.single_rules.push_back(text);
    });
    core_->thread.start(std::move(config));
}

void Broker::stop() {
    core_->thread.stop();
}

std::string Broker::url() const {
    return core_->thread.url();
}

std::uint16_t Broker::port() const {
    return core_->thread.port();
}

std::string Broker::url_with_token() {
    return core_->thread.url_with_token().value_or(std::string{});
}

Result<void> Broker::broadcast(const TopicName& topic, std::string_view type, const Value& data) {
    const auto taken = core_->thread.ask([&core = *core_, json = json_of(topic, type, data)](hub::Hub& hub) {
        auto event = hub.take_event(json, core.sender());
        if (event) core.observers.leave_out(event->seq);
        return event;
    });
    if (!taken) return not_running();
    return *taken ? Result<void>{} : taken->error();
}

Result<std::size_t> Broker::send_to(std::string_view client_or_user, const TopicName& topic, std::string_view type,
                                    const Value& data) {
    const auto send = [&core = *core_, whom = std::string{client_or_user},
                       json = json_of(topic, type, data)](hub::Hub& hub) -> Result<std::size_t> {
        const auto letter = hub.ingest.compose(json, core.sender(), hub.clock.wall_now());
        if (!letter) return letter.error();
        const std::size_t connections = hub.send_direct(whom, {}, *letter);
        return connections != 0 ? connections : hub.send_direct({}, whom, *letter);
    };
    return core_->thread.ask(send).value_or(not_running());
}

void Broker::on(BrokerEvent what, std::function<void(const Event&)> handler) {
    core_->observers.add(what, std::move(handler));
}

// The broker may be starting meanwhile: whoever comes second finds that the rule is there.
Result<void> Broker::add_rule(const std::string& yaml, std::function<void(const Event&)> handler) {
    const auto rule = alert::parse_rule(yaml, alert::RuleSources::program, core_->clock.wall_now());
    if (!rule) return rule.error();
    if (!core_->rules.lock()->emplace(rule->name, yaml).second) {
        return Error{ErrorCode::invalid_config, "'" + rule->name + "' was added before; give each rule its own name"};
    }
    const auto listen = [&observers = core_->observers, topic = "$alerts." + rule->name, handler] {
        if (handler) observers.add(topic, handler);
    };
    const auto added = core_->thread.add_rule(yaml, listen);
    if (!added) listen();  // it does not run
    if (!added || *added) return {};
    core_->rules.lock()->erase(rule->name);
    return added->error();
}

BrokerStats Broker::stats() const {
    const auto stats = core_->thread.ask([](const hub::Hub& hub) { return stats_of(hub); });
    return stats ? *stats : core_->last_stats.with([](const BrokerStats& last) { return last; });
}

}  // namespace logbeam
