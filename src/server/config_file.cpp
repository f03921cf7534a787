#include "server/config.hpp"
#include "yaml/reader.hpp"

namespace logbeam::server {
namespace {

// Nothing said leaves it as it was.
std::optional<store::SyncPolicy> parse_sync(std::string_view name) noexcept {
    if (name == "none") return store::SyncPolicy::none;
    if (name.empty() || name == "group") return store::SyncPolicy::group;
    return name == "each" ? std::optional{store::SyncPolicy::each_append} : std::nullopt;
}

void read_listen(yaml::Reader& file, ListenAddress& listen) {
    std::string text;
    file.text("listen", text);
    if (text.empty()) return;
    const auto address = parse_listen(text);
    if (address) {
        listen = *address;
    } else {
        file.reject("listen", address.error().detail);
    }
}

void read_history(yaml::Reader& file, BrokerConfig& config) {
    file.section("history", [&config](yaml::Reader& history) {
        history.number("events", config.history_events);
        history.bytes("bytes", config.history_bytes);
    });
}

void read_store(yaml::Reader& file, StoreConfig& store) {
    file.text("data", store.data_dir);
    file.section("store", [&store](yaml::Reader& section) {
        section.duration("keep", store.keep);
        section.bytes("keep_bytes", store.keep_bytes);
        section.bytes("min_free", store.min_free);
        section.texts("exclude", store.exclude);
        section.duration("sync_every", store.sync_every);
        std::string sync;
        section.text("sync", sync);
        const auto policy = parse_sync(sync);
        if (!policy) section.reject("sync", "expected none, group or each");
        store.sync = policy.value_or(store.sync);
        if (section.has("retain")) store.retain.clear();
        section.sections("retain", [&store](yaml::Reader& rule) {
            RetainConfig& retain = store.retain.emplace_back();
            rule.text("query", retain.query);
            rule.duration("keep", retain.keep);
        });
    });
}

std::optional<NatsStream> parse_stream_use(std::string_view name) noexcept {
    if (name.empty() || name == "use") return NatsStream::use;
    if (name == "require") return NatsStream::require;
    return name == "ignore" ? std::optional{NatsStream::ignore} : std::nullopt;
}

void read_nats(yaml::Reader& file, NatsConfig& nats) {
    file.section("nats", [&nats](yaml::Reader& section) {
        section.text("url", nats.url);
        section.texts("servers", nats.options.servers);
        section.text("user", nats.options.user);
        section.text("password", nats.options.password);
        section.text("nkey", nats.options.nkey);
        section.text("nkey_seed_file", nats.options.nkey_seed_file);
        section.text("credentials_file", nats.options.credentials_file);
        section.text("tls_ca_file", nats.tls_ca_file);
        section.text("tls_certificate_file", nats.options.tls_certificate_file);
        section.text("tls_key_file", nats.options.tls_key_file);
        section.text("subject", nats.options.subject);
        std::string stream;
        section.text("stream", stream);
        const auto use = parse_stream_use(stream);
        if (!use) section.reject("stream", "expected use, require or ignore");
        nats.options.stream = use.value_or(nats.options.stream);
        section.text("stream_name", nats.stream_name);
        section.number("replicas", nats.replicas);
        section.duration("keep", nats.keep);
        section.bytes("keep_bytes", nats.keep_bytes);
        section.duration("connect_timeout", nats.connect_timeout);
    });
}

void read_limits(yaml::Reader& file, BrokerLimits& limits) {
    file.section("limits", [&limits](yaml::Reader& section) {
        section.number("connections", limits.connections);
        section.number("connections_per_token", limits.connections_per_token);
        section.number("subscriptions", limits.subscriptions);
        section.number("events_per_second", limits.events_per_second);
        section.bytes("bytes_per_second", limits.bytes_per_second);
        section.bytes("message_bytes", limits.message_bytes);
        section.bytes("event_bytes", limits.event_bytes);
        section.bytes("header_bytes", limits.header_bytes);
        section.bytes("body_bytes", limits.body_bytes);
        section.duration("header_timeout", limits.header_timeout);
        section.duration("idle_timeout", limits.idle_timeout);
        section.bytes("lag_bytes", limits.lag_bytes);
        section.bytes("outbox_bytes", limits.outbox_bytes);
        section.number("audiences", limits.audiences);
        section.number("queries", limits.queries);
        section.duration("query_time", limits.query_time);
    });
}

}  // namespace

Result<BrokerConfig> read_config(const std::string& path) {
    auto file = yaml::Reader::open(path);
    if (!file) return file.error();
    BrokerConfig config;
    read_listen(*file, config.listen);
    file->text("token_file", config.token_file);
    file->text("tls_cert", config.tls_cert);
    file->text("tls_key", config.tls_key);
    file->texts("allow_origin", config.allow_origin);
    file->text("public_url", config.public_url);
    file->text("dashboard", config.dashboard_dir);
    file->text("rules", config.rules);
    config.notifiers = notify::read_notifiers(*file, notify::environment_of_process);
    config.people = alert::read_plan(*file);
    file->flag("insecure", config.insecure);
    read_history(*file, config);
    read_store(*file, config.store);
    read_nats(*file, config.nats);
    read_limits(*file, config.limits);
    if (auto finished = file->finish(); !finished) return finished.error();
    return config;
}

}  // namespace logbeam::server
