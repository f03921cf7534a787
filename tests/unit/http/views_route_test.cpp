#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace logbeam::http {
namespace {

using test::at;
using test::json_of;
using test::size_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Views : ::testing::Test {
    Response put(const std::string& name, std::string_view view, std::string_view type = "application/json") {
        return broker.ask("PUT", "/api/views/" + percent_encode(name), type, view);
    }
    Response remove(const std::string& name) {
        return broker.ask("DELETE", "/api/views/" + percent_encode(name), "", "");
    }
    Value list() { return json_of(broker.get("/api/views")); }
    std::vector<std::string> names() {
        std::vector<std::string> all;
        for (const auto& view : broker.state.views().value())
            all.push_back(view.name);
        return all;
    }
    [[nodiscard]] std::uint64_t limits_reached() const { return broker.hub.counters.limits_reached; }
    void fill() {
        for (int number = 0; number < 500; ++number)
            ASSERT_EQ(put("view " + std::to_string(number), "{}").status, 200);
    }
    void become(const std::string& user, bool is_admin) {
        hub::Rights rights;
        rights.user = user;
        rights.admin = is_admin;
        rights.subscribe.emplace_back("orders");
        broker.request.rights = std::make_shared<const hub::Rights>(std::move(rights));
    }

    test::BrokerRig broker;
};

// What the message says, too.
void expect_error(const Response& answer, int status, std::string_view name, std::string_view detail) {
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(at(json_of(answer), "name"), Value{std::string{name}});
    EXPECT_THAT(answer.body, HasSubstr(std::string{detail}));
}

TEST_F(Views, AreNoneAtFirst) {
    EXPECT_EQ(broker.get("/api/views").body, R"({"views":[],"kept":false})");
}

TEST_F(Views, AreGivenBackWithWhoSavedThemAndWhen) {
    become("alice", true);

    const auto answer = put("Night shift", R"({"query":"level>=warn"})");

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"name":"Night shift"})");
    const auto view = at(list(), "views", 0);
    EXPECT_EQ(at(view, "name"), Value{"Night shift"});
    EXPECT_EQ(at(view, "view", "query"), Value{"level>=warn"});
    EXPECT_EQ(at(view, "by"), Value{"alice"});
    EXPECT_EQ(at(view, "saved"), Value{to_rfc3339(broker.clock.wall_now())});
}

TEST_F(Views, KeepEveryDigitKeyAndEscapeAndLoseOnlyWhiteSpace) {
    put("a", " {\n \"n\" : 18446744073709551615, \"x\": 1.50e+3, \"n\": \"a \\u0041\\/\" } \n");

    EXPECT_THAT(broker.get("/api/views").body,
                HasSubstr(R"("view":{"n":18446744073709551615,"x":1.50e+3,"n":"a \u0041\/"})"));
}

TEST_F(Views, AreSortedByName) {
    put("b", "{}");
    put("a", "{}");
    put("C", "{}");

    EXPECT_EQ(at(list(), "views", 0, "name"), Value{"C"});
    EXPECT_EQ(at(list(), "views", 1, "name"), Value{"a"});
    EXPECT_EQ(at(list(), "views", 2, "name"), Value{"b"});
}

TEST_F(Views, OfANameThatThereIsAreReplaced) {
    put("a", R"({"n":1})");
    put("a", R"({"n":2})");

    EXPECT_EQ(size_of(at(list(), "views")), 1U);
    EXPECT_EQ(at(list(), "views", 0, "view", "n"), Value{2});
}

TEST_F(Views, MayHaveAnyNameThatAnAddressCanHold) {
    for (const auto* name : {"a/b", "a b+c", "100%", "?#&=", "äöü", "<script>", "a/../b"}) {
        EXPECT_EQ(put(name, "{}").status, 200) << name;
        EXPECT_THAT(names(), ElementsAre(name));
        EXPECT_EQ(remove(name).status, 200) << name;
    }
}

TEST_F(Views, GoWhenTheyAreRemoved) {
    put("a", "{}");
    put("b", "{}");

    const auto answer = remove("a");

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"name":"a"})");
    EXPECT_THAT(names(), ElementsAre("b"));
    expect_error(remove("a"), 404, "not_found", "there is no view 'a'");
}

TEST_F(Views, AreReadByWhoMayHearSomethingAndChangedByAdmins) {
    put("a", "{}");
    become("bob", false);

    EXPECT_EQ(size_of(at(list(), "views")), 1U);
    expect_error(put("b", "{}"), 403, "forbidden", "for admins");
    expect_error(remove("a"), 403, "forbidden", "for admins");
    EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(Views, AreNotReadByWhoOnlyPublishes) {
    hub::Rights rights;
    rights.publish.emplace_back(">");
    broker.request.rights = std::make_shared<const hub::Rights>(std::move(rights));

    expect_error(broker.get("/api/views"), 403, "forbidden", "may hear");
}

TEST_F(Views, AreJsonObjects) {
    for (const auto* text :
         {"", " ", "{", "{}}", "{} {}", R"({"a":})", "[]", "1", "null", "\"{}\"", "{\"a\":\"\xff\"}"}) {
        expect_error(put("a", text), 400, "malformed_json", "");
    }
    expect_error(put("a", "{}", "text/plain"), 415, "unsupported_media_type", "application/json");
    EXPECT_EQ(put("a", "{}", "").status, 200);
}

TEST_F(Views, AreNestedSoDeepThatTheListCanBeRead) {
    const auto nested = [](std::size_t depth) {
        return R"({"a":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };

    EXPECT_EQ(put("a", nested(32)).status, 200);
    EXPECT_EQ(put("b", nested(33)).status, 400);
    EXPECT_EQ(size_of(at(list(), "views")), 1U);
}

TEST_F(Views, HaveANameOf1To100Bytes) {
    EXPECT_EQ(put(std::string(100, 'x'), "{}").status, 200);
    expect_error(put(std::string(101, 'x'), "{}"), 413, "too_large", "100 bytes");
    EXPECT_EQ(limits_reached(), 1U);
    expect_error(put("", "{}"), 400, "malformed_request", "control characters");
    expect_error(put("\u0085", "{}"), 400, "malformed_request", "control characters");
    EXPECT_EQ(put("\u00A0", "{}").status, 200);
}

TEST_F(Views, AreNotNamedAsBrowsersTakeOutOfAnAddress) {
    expect_error(put(".", "{}"), 400, "malformed_request", "is not named");
    expect_error(put("..", "{}"), 400, "malformed_request", "is not named");
}

TEST_F(Views, HaveAtMost16KiB) {
    const auto of_bytes = [](std::size_t bytes) { return R"({"a":")" + std::string(bytes - 8, 'x') + "\"}"; };

    EXPECT_EQ(put("a", of_bytes(16 * 1024)).status, 200);
    EXPECT_EQ(limits_reached(), 0U);
    expect_error(put("b", of_bytes(16 * 1024 + 1)), 413, "too_large", "16384 bytes");
    EXPECT_EQ(limits_reached(), 1U);
    EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_F(Views, AreAtMost500) {
    fill();

    expect_error(put("one more", "{}"), 503, "limit_reached", "500 views");
    EXPECT_EQ(limits_reached(), 1U);
    EXPECT_EQ(put("view 7", R"({"new":true})").status, 200);
    EXPECT_EQ(remove("view 7").status, 200);
    EXPECT_EQ(put("one more", "{}").status, 200);
}

TEST_F(Views, TellTheMethodsThatTheyAnswer) {
    EXPECT_EQ(test::header_of(broker.post("/api/views", "{}"), "Allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(test::header_of(broker.get("/api/views/a"), "Allow"), "PUT, DELETE, OPTIONS");
    EXPECT_EQ(broker.get("/api/views?limit=1").status, 400);
    EXPECT_EQ(broker.ask("PUT", "/api/views/a?kept=1", "", "{}").status, 400);
}

}  // namespace
}  // namespace logbeam::http
