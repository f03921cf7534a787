#include "server/tokens.hpp"

#include "net/digest.hpp"
#include "support/test_data.hpp"
#include "unit/server/yaml_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::server {
namespace {

using test::YamlFile;
using testing::HasSubstr;

std::string entry(const std::string& name, const std::string& token, const std::string& more = "") {
    return "  - name: " + name + "\n    sha256: " + net::sha256_hex(token) + "\n" + more;
}

std::shared_ptr<const TokenTable> load(const std::string& yaml) {
    const YamlFile file{yaml};
    return TokenTable::load(file.path()).value();
}

std::string problem(const std::string& yaml) {
    const YamlFile file{yaml};
    const auto table = TokenTable::load(file.path());
    return table ? "none" : table.error().detail;
}

TEST(ATokenFile, GivesEachTokenItsNameRightsAndLimits) {
    const auto table = load("tokens:\n" +
                            entry("orders-api", "s3cret",
                                  "    publish: [logs.>, orders.*]\n"
                                  "    subscribe: orders.new\n"
                                  "    limits: {connections: 3, bytes_per_second: 1MiB}\n") +
                            entry("ann", "other", "    admin: true\n"));

    const auto* orders = table->find("s3cret");
    ASSERT_NE(orders, nullptr);
    EXPECT_EQ(orders->rights->user, "orders-api");
    EXPECT_TRUE(orders->rights->may_publish("logs.a.b"));
    EXPECT_FALSE(orders->rights->may_publish("payments"));
    EXPECT_TRUE(orders->rights->may_hear("orders.new"));
    EXPECT_FALSE(orders->rights->may_hear("logs.a"));
    EXPECT_FALSE(orders->rights->admin);
    EXPECT_EQ(orders->limits.connections, 3u);
    EXPECT_EQ(orders->limits.bytes_per_second, 1u << 20);
    EXPECT_TRUE(table->find("other")->rights->admin);
}

TEST(ATokenFile, OfThePageIsRead) {
    const auto page = channel::content_of(logbeam::test::data_path("../../docs/broker_configuration.md"));
    const auto begin = page.find("```yaml\ntokens:") + 8;

    const auto table = load(page.substr(begin, page.find("```", begin) - begin));

    EXPECT_EQ(table->named("orders-api"), table->find("s3cret"));
    EXPECT_EQ(table->named("ann"), table->find("test"));
    EXPECT_NE(table->named("ann"), nullptr);
}

TEST(ATokenFile, KnowsNoOtherToken) {
    const auto table = load("tokens:\n" + entry("a", "s3cret"));

    EXPECT_EQ(table->find(""), nullptr);
    EXPECT_EQ(table->find("s3cre"), nullptr);
    EXPECT_EQ(table->find("S3CRET"), nullptr);
    EXPECT_EQ(table->find(net::sha256_hex("s3cret")), nullptr);  // who read the file has no token by it
}

TEST(ATokenFile, OpensPrivateTopicsOnlyToPatternsThatNameThem) {
    const auto table = load("tokens:\n" + entry("a", "1", "    subscribe: \">\"\n") +
                            entry("b", "2", "    subscribe: [private-team.>]\n"));

    EXPECT_FALSE(table->find("1")->rights->may_hear("private-team.a"));
    EXPECT_TRUE(table->find("2")->rights->may_hear("private-team.a"));
}

TEST(ATokenFile, IsSearchedByNameToo) {
    const auto table = load("tokens:\n" + entry("a", "1") + entry("b", "2"));

    EXPECT_EQ(table->named("b"), table->find("2"));
    EXPECT_EQ(table->named("c"), nullptr);
}

TEST(ATokenFile, ThatDoesNotReadNamesLineAndWhatWasExpected) {
    EXPECT_THAT(problem("tokens:\n  - name: a\n    sha256: abc\n"), HasSubstr("sha256: expected 64 lower-case"));
    EXPECT_THAT(problem("tokens:\n  - name: a\n    sha256: abc\n"), HasSubstr("logbeam.yaml:3)"));
    EXPECT_THAT(problem("tokens:\n  - name: a\n    token: s3cret\n"), HasSubstr("sha256"));
    EXPECT_THAT(problem("tokens:\n  - sha256: " + net::sha256_hex("a") + "\n"), HasSubstr("name: missing"));
    EXPECT_THAT(problem("tokens:\n" + entry("a", "1", "    publish: [a..b]\n")), HasSubstr("publish: "));
    EXPECT_THAT(problem("tokens:\n" + entry("a", "1", "    admn: true\n")), HasSubstr("did you mean 'admin'?"));
    EXPECT_THAT(problem("tokens:\n" + entry("a", "1", "    limits: {events: 1}\n")), HasSubstr("unknown key 'events'"));
    EXPECT_THAT(problem("tokens: 5\n"), HasSubstr("expected a list"));
    EXPECT_THAT(problem("tokens: [a]\n"), HasSubstr("expected a mapping"));
}

TEST(ATokenFile, ThatWouldLetNobodyInIsRefused) {
    EXPECT_THAT(problem(""), HasSubstr("at least one token"));
    EXPECT_THAT(problem("tokens: []\n"), HasSubstr("at least one token"));
}

TEST(ATokenFile, HasEachNameAndEachTokenOnce) {
    EXPECT_THAT(problem("tokens:\n" + entry("a", "1") + entry("a", "2")),
                HasSubstr("'a' is another token's name already"));
    EXPECT_THAT(problem("tokens:\n" + entry("a", "1") + entry("b", "1")),
                HasSubstr("sha256: is another token's already"));
}

TEST(ATokenFile, LoadedAgainLeavesTheOldTableAsItWas) {
    const YamlFile file{"tokens:\n" + entry("a", "1")};
    const auto before = TokenTable::load(file.path()).value();
    file.write("tokens:\n" + entry("b", "2"));

    const auto after = TokenTable::load(file.path()).value();

    EXPECT_NE(before->find("1"), nullptr);
    EXPECT_EQ(after->find("1"), nullptr);
    EXPECT_NE(after->find("2"), nullptr);
}

}  // namespace
}  // namespace logbeam::server
