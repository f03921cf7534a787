#include "server/config.hpp"

#include "support/test_data.hpp"
#include "unit/server/yaml_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace logbeam::server {
namespace {

using test::YamlFile;
using testing::HasSubstr;

// The YAML block of docs/broker_configuration.md that begins so.
std::string documented(std::string_view beginning) {
    const auto page = channel::content_of(logbeam::test::data_path("../../docs/broker_configuration.md"));
    const auto begin = page.find("```yaml\n" + std::string{beginning}) + 8;
    return page.substr(begin, page.find("```", begin) - begin);
}

BrokerConfig read(std::string_view yaml) {
    const YamlFile file{yaml};
    auto config = read_config(file.path());
    EXPECT_TRUE(config.ok()) << config.error().message();
    return config ? *config : BrokerConfig{};
}

// What is said about it, with the folder of the file left out.
std::string problem(std::string_view yaml) {
    const YamlFile file{yaml};
    const auto config = read_config(file.path());
    if (config) return "none";
    EXPECT_EQ(config.error().code, ErrorCode::invalid_config);
    auto text = config.error().detail;
    const auto at = text.find(file.path());
    return at == std::string::npos ? text : text.replace(at, file.path().size(), "logbeam.yaml");
}

std::string verdict(const std::function<void(BrokerConfig&)>& change) {
    BrokerConfig config;
    change(config);
    const auto checked = check_config(config);
    return checked ? "good" : checked.error().detail;
}

TEST(AConfigFile, IsReadOverTheDefaults) {
    const auto config = read(R"(
listen: 0.0.0.0:4040
token_file: /etc/logbeam/tokens.yaml
allow_origin: [https://ops.example.com, http://10.0.0.7:8080]
public_url: https://logs.example.com
history: {events: 500, bytes: 8MiB}
limits:
  subscriptions: 7
  header_timeout: 250ms
  idle_timeout: 2m
  lag_bytes: 512 KiB
)");

    EXPECT_EQ(to_string(config.listen), "0.0.0.0:4040");
    EXPECT_EQ(config.token_file, "/etc/logbeam/tokens.yaml");
    EXPECT_EQ(config.allow_origin, (std::vector<std::string>{"https://ops.example.com", "http://10.0.0.7:8080"}));
    EXPECT_EQ(config.history_events, 500u);
    EXPECT_EQ(config.history_bytes, 8u << 20);
    EXPECT_EQ(config.limits.subscriptions, 7u);
    EXPECT_EQ(config.limits.header_timeout, std::chrono::milliseconds{250});
    EXPECT_EQ(config.limits.idle_timeout, std::chrono::minutes{2});
    EXPECT_EQ(config.limits.lag_bytes, 512u << 10);
    EXPECT_EQ(config.limits.body_bytes, BrokerLimits{}.body_bytes);
}

TEST(AConfigFile, OfThePageIsReadAndHasTheDefaultsThatItNames) {
    const auto config = read(documented("listen:"));

    EXPECT_EQ(config.token_file, "tokens.yaml");
    EXPECT_EQ(config.dashboard_dir, "dashboard/dist");
    EXPECT_EQ(config.history_events, BrokerConfig{}.history_events);
    EXPECT_EQ(config.history_bytes, BrokerConfig{}.history_bytes);
    EXPECT_EQ(to_string(config.listen), to_string(BrokerConfig{}.listen));
    EXPECT_TRUE(config.limits == BrokerLimits{});
    EXPECT_EQ(config.store.data_dir, "/var/lib/logbeam");
    StoreConfig usual;
    usual.data_dir = config.store.data_dir;
    EXPECT_TRUE(config.store == usual);
    EXPECT_TRUE(check_config(config));
}

TEST(AConfigFile, SaysWhatIsKeptAndForHowLong) {
    const auto store = read(R"(
data: /var/lib/logbeam
store:
  keep: 2d
  keep_bytes: 5GiB
  min_free: 100MiB
  retain:
    - {query: "level:error topic:orders.>", keep: 30d}
  exclude: ["topic:metrics.>", healthcheck]
  sync: each
  sync_every: 10ms
)")
                           .store;

    EXPECT_EQ(store.data_dir, "/var/lib/logbeam");
    EXPECT_EQ(store.keep, std::chrono::hours{48});
    EXPECT_EQ(store.keep_bytes, std::uint64_t{5} << 30);
    EXPECT_EQ(store.min_free, 100u << 20);
    ASSERT_EQ(store.retain.size(), 1u);
    EXPECT_EQ(store.retain.front().query, "level:error topic:orders.>");
    EXPECT_EQ(store.retain.front().keep, std::chrono::hours{30 * 24});
    EXPECT_EQ(store.exclude, (std::vector<std::string>{"topic:metrics.>", "healthcheck"}));
    EXPECT_EQ(store.sync, store::SyncPolicy::each_append);
    EXPECT_EQ(store.sync_every, std::chrono::milliseconds{10});
}

TEST(AConfigFile, RefusesAStoreThatCannotBe) {
    EXPECT_THAT(problem("store: {sync: always}"), HasSubstr("expected none, group or each"));
    EXPECT_THAT(verdict([](auto& config) { config.store.exclude = {"level:warnign"}; }),
                HasSubstr("store.exclude 'level:warnign': at character 7: unknown level"));
    EXPECT_THAT(verdict([](auto& config) {
                    config.store.retain = {{"(", std::chrono::hours{1}}};
                }),
                HasSubstr("store.retain '('"));
    EXPECT_THAT(verdict([](auto& config) { config.store.retain = {{"a", {}}}; }), HasSubstr("for how long"));
    EXPECT_THAT(verdict([](auto& config) { config.store.keep_bytes = 0; }), HasSubstr("store.keep_bytes"));
}

TEST(AConfigFile, NamesAClusterAndItsStream) {
    const auto nats = read("nats: {url: 'nats://a,b', stream: require, stream_name: MINE, replicas: 3, keep: 1h}").nats;

    EXPECT_EQ(nats.url, "nats://a,b");
    EXPECT_EQ(nats.options.stream, NatsStream::require);
    EXPECT_EQ(nats.stream_name, "MINE");
    EXPECT_EQ(nats.replicas, 3u);
    EXPECT_EQ(nats.keep, std::chrono::hours{1});
}

TEST(AConfigFile, RefusesAClusterThatCannotBe) {
    EXPECT_THAT(problem("nats: {url: 'nats://a', stream: maybe}"), HasSubstr("expected use, require or ignore"));
    EXPECT_THAT(verdict([](auto& config) { config.nats.options.user = "me"; }), HasSubstr("has no url"));
    EXPECT_THAT(verdict([](auto& config) { config.nats.url = "ws://a"; }), HasSubstr("expected nats://host"));
    EXPECT_THAT(verdict([](auto& config) {
                    config.nats.url = "nats://a";
                    config.nats.replicas = 6;
                }),
                HasSubstr("at most 5"));
    EXPECT_THAT(verdict([](auto& config) {
                    config.nats.url = "nats://a";
                    config.nats.stream_name = "a.b";
                }),
                HasSubstr("nats.stream_name 'a.b'"));
}

TEST(AConfigFile, MayBeEmptyAndAnOriginMayStandAlone) {
    EXPECT_EQ(to_string(read("").listen), "127.0.0.1:3030");
    EXPECT_EQ(to_string(read("# nothing yet\n").listen), "127.0.0.1:3030");
    EXPECT_EQ(read("allow_origin: https://a").allow_origin, std::vector<std::string>{"https://a"});
    EXPECT_EQ(read("token_file:").token_file, "");
}

TEST(AConfigFile, WithAnUnknownKeyIsRefusedWithASuggestion) {
    EXPECT_EQ(problem("insecure: true\n\nlisen: 127.0.0.1:1\n"),
              "unknown key 'lisen', did you mean 'listen'? (logbeam.yaml:3)");
    EXPECT_EQ(problem("limits:\n  header_time_out: 10s\n"),
              "unknown key 'header_time_out', did you mean 'header_timeout'? (logbeam.yaml:2)");
    EXPECT_EQ(problem("colour: blue\n"), "unknown key 'colour' (logbeam.yaml:1)");
}

TEST(AConfigFile, WithAValueThatDoesNotReadIsRefusedByItsLine) {
    EXPECT_EQ(problem("history:\n  bytes: 64MB\n"),
              "bytes: '64MB': expected a size such as 64MiB, 512KiB or 100000 (logbeam.yaml:2)");
    EXPECT_THAT(problem("limits: {idle_timeout: 10}"), HasSubstr("expected a time such as 10s"));
    EXPECT_THAT(problem("limits: {audiences: -1}"), HasSubstr("expected a whole number"));
    EXPECT_THAT(problem("limits: {lag_bytes: 99999999999GiB}"), HasSubstr("expected a size"));
    EXPECT_THAT(problem("insecure: yes"), HasSubstr("expected true or false"));
    EXPECT_THAT(problem("listen: localhost:99999"), HasSubstr("expected ADDRESS:PORT"));
    EXPECT_THAT(problem("listen: [a]"), HasSubstr("listen: expected one value (logbeam.yaml:1)"));
    EXPECT_THAT(problem("allow_origin: {a: b}"), HasSubstr("expected a text or a list"));
    EXPECT_THAT(problem("history: 5"), HasSubstr("expected a mapping"));
}

TEST(AConfigFile, ThatIsNoMappingIsRefused) {
    EXPECT_THAT(problem("- a\n- b\n"), HasSubstr("expected a mapping"));
    EXPECT_THAT(problem("just text"), HasSubstr("expected a mapping"));
    EXPECT_THAT(problem("a: [1\nb: 2"), HasSubstr("(logbeam.yaml:"));
    EXPECT_THAT(problem("insecure: true\ninsecure: false\n"),
                HasSubstr("'insecure' stands there twice (logbeam.yaml:2)"));
    EXPECT_THAT(problem("? [a, b]\n: c\n"), HasSubstr("a key is a word"));
}

TEST(AConfigFile, ThatIsNotThereIsNamed) {
    const auto config = read_config("/no/such/logbeam.yaml");

    ASSERT_FALSE(config);
    EXPECT_THAT(config.error().detail, HasSubstr("/no/such/logbeam.yaml"));
}

TEST(AListenAddress, IsAnAddressAPortOrBoth) {
    const auto read_back = [](std::string_view text) {
        const auto address = parse_listen(text);
        return address ? to_string(*address) : "refused";
    };

    EXPECT_EQ(read_back("127.0.0.1:80"), "127.0.0.1:80");
    EXPECT_EQ(read_back("[::1]:80"), "[::1]:80");
    EXPECT_EQ(read_back("[::]"), "[::]:3030");
    EXPECT_EQ(read_back("localhost:0"), "localhost:0");
    EXPECT_EQ(read_back("Broker.lan"), "broker.lan:3030");
    EXPECT_EQ(read_back(":80"), "127.0.0.1:80");
    EXPECT_EQ(read_back("80"), "127.0.0.1:80");
    for (const auto* text :
         {"", ":", "a:b", "127.0.0.1:", "::1", "[::1", "a b:80", "65536", "http://a:80", "a:80:81"}) {
        EXPECT_EQ(read_back(text), "refused") << text;
    }
}

TEST(AConfiguration, IsGoodAsItComes) {
    EXPECT_EQ(verdict([](auto&) {}), "good");
}

TEST(AConfiguration, LetsNobodyInByAccident) {
    EXPECT_THAT(verdict([](auto& config) { config.listen.host = "0.0.0.0"; }), HasSubstr("anyone on the network"));
    EXPECT_THAT(verdict([](auto& config) { config.listen.host = "broker.lan"; }), HasSubstr("anyone on the network"));
    EXPECT_THAT(verdict([](auto& config) { config.public_url = "https://logs.example.com"; }), HasSubstr("proxy"));
    EXPECT_EQ(verdict([](auto& config) {
                  config.listen.host = "0.0.0.0";
                  config.token_file = "tokens.yaml";
              }),
              "good");
    EXPECT_EQ(verdict([](auto& config) {
                  config.listen.host = "0.0.0.0";
                  config.insecure = true;
              }),
              "good");
}

TEST(AConfiguration, SaysWhichPartsDoNotGoTogether) {
    EXPECT_THAT(verdict([](auto& config) { config.tls_cert = "a.pem"; }), HasSubstr("go together"));
    EXPECT_THAT(verdict([](auto& config) { config.tls_key = "a.pem"; }), HasSubstr("go together"));
    EXPECT_THAT(verdict([](auto& config) { config.allow_origin = {"*"}; }), HasSubstr("expected scheme://host"));
    EXPECT_THAT(verdict([](auto& config) { config.allow_origin = {"https://a/"}; }), HasSubstr("without a path"));
    EXPECT_THAT(verdict([](auto& config) { config.public_url = "logs.example.com"; }), HasSubstr("expected http"));
    EXPECT_THAT(verdict([](auto& config) { config.limits.audiences = 0; }), HasSubstr("limits.audiences"));
    EXPECT_THAT(verdict([](auto& config) { config.limits.message_bytes = 1; }), HasSubstr("no message could carry"));
    EXPECT_THAT(verdict([](auto& config) {
                    config.token_file = "tokens.yaml";
                    config.insecure = true;
                }),
                HasSubstr("leave one of them out"));
}

}  // namespace
}  // namespace logbeam::server
