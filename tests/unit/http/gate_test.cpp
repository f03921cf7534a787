#include "http/gate.hpp"

#include "http/url_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {
namespace {

using testing::HasSubstr;

// A request of this machine, without a web page.
Head local(std::string_view host = "127.0.0.1:3030") {
    Head head;
    head.host = host;
    head.is_loopback = true;
    return head;
}

Head from_page(std::string_view origin, std::string_view host = "127.0.0.1:3030") {
    auto head = local(host);
    head.origin = origin;
    return head;
}

// What became of it: "ok" or the error's name.
std::string verdict(Gate& gate, const Head& head) {
    const auto admission = gate.admit(head);
    return admission ? "ok" : std::string{admission.error().name()};
}

hub::SharedRights rights_of(std::string_view user) {
    hub::Rights rights;
    rights.user = user;
    return std::make_shared<const hub::Rights>(std::move(rights));
}

GateOptions with_tokens() {
    GateOptions options;
    options.find_token = [ann = rights_of("ann")](std::string_view token) {
        return token == "s3cret/+" ? ann : nullptr;
    };
    return options;
}

TEST(TheGate, AnswersToAddressesAndNamesOfThisMachine) {
    Gate gate{{}};

    for (const auto* host :
         {"127.0.0.1:3030", "127.0.0.1", "localhost:3030", "LOCALHOST:3030", "localhost", "[::1]:3030", "[::1]",
          "192.168.1.5:3030", "10.1.2.3", "[fe80::1]:8080", "[::FFFF:127.0.0.1]"}) {
        EXPECT_EQ(verdict(gate, local(host)), "ok") << host;
    }
}

TEST(TheGate, RefusesEveryOtherHost) {
    Gate gate{{}};

    for (const auto* host : {"evil.com",
                             "evil.com:3030",
                             "127.0.0.1.evil.com",
                             "localhost.evil.com",
                             "evil.com.localhost.",
                             "0x7f.1",
                             "0x7f000001",
                             "2130706433",
                             "127.1",
                             "127.0.0.01",
                             "0177.0.0.1",
                             "127.0.0.1.",
                             "1.2.3.4.5",
                             "256.0.0.1",
                             "",
                             " ",
                             ":3030",
                             "[::1",
                             "::1",
                             "[::1]x",
                             "[evil.com]",
                             "[fe80::1%eth0]",
                             "localhost:",
                             "localhost:0",
                             "localhost:99999",
                             "localhost:30x",
                             "localhost, evil.com",
                             "user@localhost",
                             "localhost/evil",
                             "http://localhost",
                             "local host"}) {
        EXPECT_EQ(verdict(gate, local(host)), "host_refused") << host;
    }
}

TEST(TheGate, AnswersToTheListenNameAndThePublicUrl) {
    GateOptions options;
    options.listen_host = "Broker.lan";
    options.public_url = "https://logs.example.com/live";
    Gate gate{options};

    EXPECT_EQ(verdict(gate, local("broker.lan:3030")), "ok");
    EXPECT_EQ(verdict(gate, local("logs.example.com")), "ok");
    EXPECT_EQ(verdict(gate, local("LOGS.example.com:8443")), "ok");
    EXPECT_EQ(verdict(gate, local("example.com")), "host_refused");
}

TEST(TheGate, LetsOwnAndLoopbackPagesAsk) {
    Gate gate{{}};

    EXPECT_EQ(verdict(gate, from_page("http://127.0.0.1:3030")), "ok");
    EXPECT_EQ(verdict(gate, from_page("http://localhost:5173")), "ok");
    EXPECT_EQ(verdict(gate, from_page("https://[::1]:8443")), "ok");
    EXPECT_EQ(verdict(gate, from_page("HTTP://LOCALHOST")), "ok");
    EXPECT_EQ(verdict(gate, from_page("http://192.168.1.5:3030", "192.168.1.5:3030")), "ok");
    EXPECT_EQ(verdict(gate, from_page("http://192.168.1.5", "192.168.1.5:80")), "ok");
    EXPECT_EQ(verdict(gate, from_page("https://192.168.1.5", "192.168.1.5")), "ok");
}

TEST(TheGate, RefusesEveryOtherPageBeforeItAsksWhoIsThere) {
    Gate gate{{}};

    for (const auto* origin :
         {"http://evil.com", "https://evil.com", "http://127.0.0.1.evil.com", "http://localhost.evil.com", "null", "",
          "file://", "file:///etc/passwd", "chrome-extension://abcdef", "tauri://localhost", "http://localhost/",
          "http://localhost@evil.com", "http://evil.com:3030", "//localhost", "http:localhost", "http://",
          "http://0x7f.1", "http://192.168.1.5:3030", "http://localhost http://evil.com"}) {
        EXPECT_EQ(verdict(gate, from_page(origin)), "origin_refused") << origin;
    }
}

TEST(TheGate, TellsPortsOfOneHostApart) {
    Gate gate{{}};

    EXPECT_EQ(verdict(gate, from_page("http://192.168.1.5:8080", "192.168.1.5:3030")), "origin_refused");
    EXPECT_EQ(verdict(gate, from_page("http://192.168.1.5", "192.168.1.5:3030")), "origin_refused");
    EXPECT_EQ(verdict(gate, from_page("https://192.168.1.5", "192.168.1.5:80")), "origin_refused");
}

TEST(TheGate, LetsPagesAskThatTheConfigurationNames) {
    GateOptions options;
    options.allow_origin = {"https://Ops.example.com", "vscode-webview://abc"};
    options.public_url = "https://logs.example.com/live";
    Gate gate{options};

    EXPECT_EQ(verdict(gate, from_page("https://ops.example.com")), "ok");
    EXPECT_EQ(verdict(gate, from_page("https://ops.example.com:443")), "ok");
    EXPECT_EQ(verdict(gate, from_page("vscode-webview://abc")), "ok");
    EXPECT_EQ(verdict(gate, from_page("https://logs.example.com")), "ok");
    EXPECT_EQ(verdict(gate, from_page("http://ops.example.com")), "origin_refused");
    EXPECT_EQ(verdict(gate, from_page("https://ops.example.com:8443")), "origin_refused");
    EXPECT_EQ(verdict(gate, from_page("https://a.ops.example.com")), "origin_refused");
}

TEST(TheGate, GivesTheOriginBackToBeEchoed) {
    Gate gate{{}};

    EXPECT_EQ(gate.admit(from_page("http://localhost:5173"))->cors_origin, "http://localhost:5173");
    EXPECT_EQ(gate.admit(local())->cors_origin, "");
    EXPECT_EQ(*gate.admit_preflight(from_page("http://localhost:5173")), "http://localhost:5173");
    EXPECT_EQ(gate.admit_preflight(from_page("http://evil.com")).error().name(), "origin_refused");
    EXPECT_EQ(gate.admit_preflight(from_page("http://localhost", "evil.com")).error().name(), "host_refused");
}

TEST(TheGate, CannotBeBuiltFromAnAddressThatDoesNotRead) {
    GateOptions with_path;
    with_path.allow_origin = {"https://ops.example.com/"};
    GateOptions without_scheme;
    without_scheme.public_url = "logs.example.com";

    EXPECT_THROW(Gate{with_path}, Failure);
    EXPECT_THROW(Gate{without_scheme}, Failure);
}

TEST(TheGate, ConfiguredAnewForgetsTheOldRulesAndKeepsSessions) {
    Gate gate{with_tokens()};
    auto login = local();
    login.access = Access::open;
    const auto token = gate.add_one_time_token();
    login.token = token;
    const auto cookie = gate.admit(login)->login_cookie;
    auto session = local();
    session.cookie = std::string_view{cookie}.substr(0, cookie.find(';'));
    auto ann = local();
    ann.authorization = "Bearer s3cret/+";

    auto fresh = with_tokens();
    fresh.allow_origin = {"https://ops.example.com"};
    fresh.find_token = [](std::string_view) { return nullptr; };
    gate.configure(fresh);

    EXPECT_EQ(verdict(gate, session), "ok");
    EXPECT_EQ(verdict(gate, ann), "unauthorized");
    EXPECT_EQ(verdict(gate, from_page("https://ops.example.com")), "unauthorized");  // not: origin_refused
}

TEST(TheGate, KeepsItsRulesWhenTheNewOnesDoNotRead) {
    Gate gate{{}};
    GateOptions broken;
    broken.insecure = true;
    broken.allow_origin = {"https://ops.example.com", "*"};

    EXPECT_THROW(gate.configure(broken), Failure);

    EXPECT_EQ(verdict(gate, from_page("https://ops.example.com")), "origin_refused");
}

TEST(WithoutTokens, ThisMachineOwnsTheBrokerAndNobodyElseComesIn) {
    Gate gate{{}};
    auto remote = local();
    remote.is_loopback = false;
    auto forwarded = local();
    forwarded.is_forwarded = true;

    EXPECT_TRUE(gate.admit(local())->rights->admin);
    EXPECT_EQ(verdict(gate, remote), "forbidden");
    EXPECT_EQ(verdict(gate, forwarded), "forbidden");
}

TEST(WithoutTokens, InsecureMakesOthersGuests) {
    GateOptions options;
    options.insecure = true;
    Gate gate{options};
    auto remote = local();
    remote.is_loopback = false;

    const auto admission = gate.admit(remote);

    ASSERT_TRUE(admission);
    EXPECT_FALSE(admission->rights->admin);
    EXPECT_TRUE(admission->rights->may_publish("orders"));
    EXPECT_FALSE(admission->rights->may_hear("private-orders"));
    EXPECT_TRUE(gate.admit(local())->rights->admin);
}

TEST(WithTokens, EvenThisMachineNeedsOne) {
    Gate gate{with_tokens()};
    auto head = local();
    EXPECT_EQ(verdict(gate, head), "unauthorized");

    head.authorization = "Bearer wrong";
    EXPECT_EQ(verdict(gate, head), "unauthorized");
    head.authorization = "Bearer ";
    EXPECT_EQ(verdict(gate, head), "unauthorized");
    head.authorization = "Bearer s3cret/+";
    EXPECT_EQ(gate.admit(head)->rights->user, "ann");
    head.authorization = "bearer s3cret/+";
    EXPECT_EQ(gate.admit(head)->rights->user, "ann");
}

TEST(WithTokens, TheyComeByHeaderAddressOrCookieInThisOrder) {
    Gate gate{with_tokens()};
    auto head = local();
    head.cookie = "theme=dark; logbeam_token=s3cret%2F%2B";
    EXPECT_EQ(verdict(gate, head), "ok");

    head.token = "wrong";
    EXPECT_EQ(verdict(gate, head), "unauthorized");
    head.authorization = "Bearer s3cret/+";
    EXPECT_EQ(verdict(gate, head), "ok");
    head.authorization = "Basic dXNlcjpwYXNz";
    head.token = "s3cret/+";
    EXPECT_EQ(verdict(gate, head), "ok");
}

TEST(WithTokens, ARefusalNeverRepeatsOne) {
    Gate gate{with_tokens()};
    auto head = local();
    head.token = "almost-s3cret";

    EXPECT_THAT(gate.admit(head).error().detail, testing::Not(HasSubstr("almost")));
}

TEST(WithTokens, OpenPathsNeedNoneAndGiveNoRights) {
    Gate gate{with_tokens()};
    auto head = local();
    head.access = Access::open;

    const auto admission = gate.admit(head);

    ASSERT_TRUE(admission);
    EXPECT_FALSE(admission->rights->admin);
    EXPECT_FALSE(admission->rights->may_hear("orders"));
    EXPECT_EQ(admission->login_cookie, "");
}

TEST(WithTokens, OneInTheAddressOfThePageBecomesItsCookie) {
    Gate gate{with_tokens()};
    auto head = local();
    head.token = "s3cret/+";
    EXPECT_EQ(gate.admit(head)->login_cookie, "");  // of an API path: no page asks

    head.access = Access::open;
    EXPECT_EQ(gate.admit(head)->login_cookie, "logbeam_token=s3cret%2F%2B; Path=/; HttpOnly; SameSite=Strict");
    head.is_tls = true;
    EXPECT_THAT(gate.admit(head)->login_cookie, HasSubstr("; Secure"));
    head.token = "wrong";
    EXPECT_EQ(gate.admit(head)->login_cookie, "");
}

TEST(WithTokens, OneThatComesInAGreetingIsLookedUpToo) {
    Gate gate{with_tokens()};

    EXPECT_EQ((*gate.rights_of("s3cret/+"))->user, "ann");
    EXPECT_EQ(gate.rights_of("wrong").error().name(), "unauthorized");
    EXPECT_EQ(gate.rights_of("").error().name(), "unauthorized");
}

TEST(WithoutTokens, OneThatComesInAGreetingMeansNothing) {
    const Gate gate{{}};

    EXPECT_EQ(gate.rights_of("any").value(), nullptr);
}

TEST(AOneTimeToken, IsExchangedOnceForASession) {
    Gate gate{with_tokens()};
    const auto token = gate.add_one_time_token();
    auto login = local();
    login.access = Access::open;
    login.token = token;

    const auto first = gate.admit(login);
    const auto second = gate.admit(login);

    ASSERT_TRUE(first);
    EXPECT_TRUE(first->rights->admin);
    EXPECT_NE(first->login_cookie, "");
    EXPECT_THAT(first->login_cookie, testing::Not(HasSubstr(token)));
    EXPECT_FALSE(second->rights->admin);
    EXPECT_EQ(second->login_cookie, "");

    auto later = local();
    const auto cookie = first->login_cookie.substr(0, first->login_cookie.find(';'));
    later.cookie = cookie;
    EXPECT_TRUE(gate.admit(later)->rights->admin);
}

TEST(AOneTimeToken, OpensNothingButThePage) {
    Gate gate{with_tokens()};
    const auto token = gate.add_one_time_token();
    auto head = local();
    head.token = token;
    EXPECT_EQ(verdict(gate, head), "unauthorized");

    head.token = {};
    const auto authorization = "Bearer " + token;
    head.authorization = authorization;
    EXPECT_EQ(verdict(gate, head), "unauthorized");
    EXPECT_FALSE(gate.rights_of(token).ok());
}

TEST(Sessions, AreBoundedAndTheOldestEnds) {
    Gate gate{with_tokens()};
    std::vector<std::string> cookies;
    for (int i = 0; i < 101; ++i) {
        auto login = local();
        login.access = Access::open;
        const auto token = gate.add_one_time_token();
        login.token = token;
        const auto cookie = gate.admit(login)->login_cookie;
        cookies.push_back(cookie.substr(0, cookie.find(';')));
    }
    auto head = local();

    head.cookie = cookies.front();
    EXPECT_EQ(verdict(gate, head), "unauthorized");
    head.cookie = cookies.back();
    EXPECT_EQ(verdict(gate, head), "ok");
}

}  // namespace
}  // namespace logbeam::http
