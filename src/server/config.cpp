#include "server/config.hpp"

#include "http/authority.hpp"
#include "query/program.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace logbeam::server {
namespace {

Error invalid(std::string detail) {
    return {ErrorCode::invalid_config, std::move(detail)};
}

bool is_number(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Error malformed_listen(std::string_view text) {
    return invalid("listen '" + std::string{text} + "': expected ADDRESS:PORT, as 127.0.0.1:3030 or [::1]:3030");
}

bool parse_port(std::string_view text, std::uint16_t& port) noexcept {
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, port);
    return error == std::errc{} && stopped == end;
}

Result<void> check_tls(const BrokerConfig& config) {
    if (config.tls_cert.empty() == config.tls_key.empty()) return {};
    return invalid("tls_cert and tls_key go together; give both or neither");
}

Result<void> check_addresses(const BrokerConfig& config) {
    for (const auto& origin : config.allow_origin) {
        if (!http::parse_origin(origin)) {
            return invalid("allow_origin '" + origin +
                           "': expected scheme://host or scheme://host:port, without a path");
        }
    }
    const auto origin = http::origin_of_url(config.public_url);
    const bool is_web = origin && (origin->scheme == "http" || origin->scheme == "https");
    if (!config.public_url.empty() && !is_web) {
        return invalid("public_url '" + config.public_url + "': expected http://host or https://host");
    }
    return {};
}

// Who may come in is said by tokens, by the loopback address, or by a clear word.
Result<void> check_access(const BrokerConfig& config) {
    if (!config.token_file.empty()) {
        return config.insecure ? invalid("insecure says nothing beside token_file; leave one of them out")
                               : Result<void>{};
    }
    if (config.insecure) return {};
    if (!http::is_loopback(config.listen.host)) {
        return invalid(
            "listen " + to_string(config.listen) +
            ": anyone on the network could read and publish; set token_file, listen on 127.0.0.1, or say --insecure");
    }
    if (!config.public_url.empty()) {
        return invalid("public_url without token_file: everyone who comes through the proxy would look like this "
                       "machine's owner; set token_file, or say --insecure");
    }
    return {};
}

Result<void> check_limits(const BrokerConfig& config) {
    const auto& limits = config.limits;
    const std::pair<std::string_view, std::uint64_t> positive[] = {
        {"history.events", config.history_events},
        {"store.keep", static_cast<std::uint64_t>(config.store.keep.count())},
        {"store.keep_bytes", config.store.keep_bytes},
        {"store.sync_every", static_cast<std::uint64_t>(config.store.sync_every.count())},
        {"history.bytes", config.history_bytes},
        {"limits.connections", limits.connections},
        {"limits.subscriptions", limits.subscriptions},
        {"limits.message_bytes", limits.message_bytes},
        {"limits.event_bytes", limits.event_bytes},
        {"limits.header_bytes", limits.header_bytes},
        {"limits.body_bytes", limits.body_bytes},
        {"limits.lag_bytes", limits.lag_bytes},
        {"limits.outbox_bytes", limits.outbox_bytes},
        {"limits.audiences", limits.audiences},
        {"limits.queries", limits.queries},
        {"limits.query_time", static_cast<std::uint64_t>(limits.query_time.count())},
        {"limits.header_timeout", static_cast<std::uint64_t>(limits.header_timeout.count())},
        {"limits.idle_timeout", static_cast<std::uint64_t>(limits.idle_timeout.count())},
    };
    for (const auto& [name, value] : positive) {
        if (value == 0)
            return invalid(std::string{name} + ": 0 would let nothing through; leave it out for the default");
    }
    if (limits.event_bytes > limits.message_bytes) {
        return invalid("limits.event_bytes is above limits.message_bytes: no message could carry such an event");
    }
    return {};
}

Result<void> check_query(std::string_view where, const std::string& text) {
    if (const auto program = query::Program::compile(text, Timestamp{}); !program) {
        return invalid("store." + std::string{where} + " '" + text + "': " + program.error().detail);
    }
    return {};
}

Result<void> check_store(const BrokerConfig& config) {
    for (const std::string& text : config.store.exclude) {
        if (auto checked = check_query("exclude", text); !checked) return checked;
    }
    for (const RetainConfig& retain : config.store.retain) {
        if (retain.query.empty() || retain.keep.count() == 0) {
            return invalid("store.retain: each entry has a query and for how long to keep what it matches");
        }
        if (auto checked = check_query("retain", retain.query); !checked) return checked;
    }
    return {};
}

bool says_anything(const NatsOptions& options) noexcept {
    const auto texts = {&options.user,           &options.password,         &options.nkey,
                        &options.nkey_seed_file, &options.credentials_file, &options.tls_certificate_file,
                        &options.tls_key_file};
    return !options.servers.empty() ||
           std::any_of(texts.begin(), texts.end(), [](const std::string* text) { return !text->empty(); });
}

Result<void> check_nats(const BrokerConfig& config) {
    constexpr std::uint64_t most_replicas = 5;
    const NatsConfig& nats = config.nats;
    if (nats.url.empty()) {
        return says_anything(nats.options) ? invalid("nats: says how to log in, and has no url to log in at; add it")
                                           : Result<void>{};
    }
    if (!nats.url.starts_with("nats://") && !nats.url.starts_with("tls://")) {
        return invalid("nats '" + nats.url + "': expected nats://host or tls://host");
    }
    if (nats.replicas > most_replicas) return invalid("nats.replicas: a stream has at most 5");
    if (nats.stream_name.empty() || nats.stream_name.find_first_of(" .*>/\\\t") != std::string::npos) {
        return invalid("nats.stream_name '" + nats.stream_name + "': a word without blanks, dots, * and >");
    }
    return {};
}

Result<void> check_people(const BrokerConfig& config) {
    for (const std::string& name : alert::notifiers_of(config.people)) {
        const auto has_name = [&name](const notify::NotifierConfig& each) { return each.name == name; };
        if (std::any_of(config.notifiers.begin(), config.notifiers.end(), has_name)) continue;
        return invalid("there is no notifier '" + name + "', which a route or a heartbeat names; see `notifiers`");
    }
    return {};
}

}  // namespace

Result<ListenAddress> parse_listen(std::string_view text) {
    ListenAddress address;
    if (is_number(text)) {
        return parse_port(text, address.port) ? Result<ListenAddress>{address} : malformed_listen(text);
    }
    const auto bracket = text.rfind(']');
    const auto colon = text.rfind(':');
    const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    auto host = text.substr(0, has_port ? colon : text.size());
    if (has_port && !parse_port(text.substr(colon + 1), address.port)) return malformed_listen(text);
    if (host.empty()) return has_port ? Result<ListenAddress>{address} : malformed_listen(text);
    const auto read = http::parse_authority(host);
    if (!read || read->port != 0) return malformed_listen(text);
    address.host = read->host;
    return address;
}

std::string to_string(const ListenAddress& address) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    return (is_v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::string page_address(const BrokerConfig& config, std::uint16_t port) {
    const std::string& host = config.listen.host;
    const bool is_any = host == "0.0.0.0" || host == "::";
    const bool is_v6 = host.find(':') != std::string::npos;
    const std::string shown = is_any ? "127.0.0.1" : is_v6 ? "[" + host + "]" : host;
    return (config.tls_cert.empty() ? "http://" : "https://") + shown + ":" + std::to_string(port) + "/";
}

Result<void> check_config(const BrokerConfig& config) {
    for (const auto check :
         {check_tls, check_addresses, check_access, check_limits, check_store, check_nats, check_people}) {
        if (auto checked = check(config); !checked) return checked;
    }
    return {};
}

}  // namespace logbeam::server
