#include "store/sqlite.hpp"
#include "support/broker_process.hpp"
#include "support/broker_rig.hpp"
#include "support/raw_client.hpp"
#include "unit/channel/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

// Views that the broker keeps, asked for over HTTP.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string night = R"({"name":"Night shift","view":{"query":"level>=warn"},"by":"")";

RawAnswer ask_for(std::uint16_t port, const std::string& line, const std::string& more, const std::string& body = "") {
    RawClient client{port};
    return ask(client, line + " HTTP/1.1\r\nHost: localhost\r\n" + more +
                           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

RawAnswer put_night(std::uint16_t port) {
    return ask_for(port, "PUT /api/views/Night%20shift", "Content-Type: application/json\r\n",
                   R"({"query": "level>=warn"})");
}

TEST(SavedViews, AreThereAgainWhenABrokerWithADataDirectoryIsStartedAgain) {
    const channel::TempFolder folder;
    {
        BrokerProcess broker{0, {"--data", folder / "data"}};
        ASSERT_EQ(put_night(broker.port()).status, 200);
        broker.kill(SIGTERM);
        ASSERT_EQ(broker.wait(10s), exit_code(0));
    }
    const BrokerProcess again{0, {"--data", folder / "data"}};

    EXPECT_THAT(get(again.port(), "/api/views").body, AllOf(HasSubstr(night), HasSubstr(R"("kept":true)")));
    EXPECT_EQ(ask_for(again.port(), "DELETE /api/views/Night%20shift", "").status, 200);
    EXPECT_EQ(get(again.port(), "/api/views").body, R"({"views":[],"kept":true})");
}

TEST(SavedViews, OutliveABrokerThatIsKilled) {
    const channel::TempFolder folder;
    {
        const BrokerProcess broker{0, {"--data", folder / "data"}};
        ASSERT_EQ(put_night(broker.port()).status, 200);
    }
    const BrokerProcess again{0, {"--data", folder / "data"}};

    EXPECT_THAT(get(again.port(), "/api/views").body, HasSubstr(night));
}

TEST(SavedViews, ComeAlongInASnapshot) {
    const channel::TempFolder folder;
    const BrokerProcess broker{0, {"--data", folder / "data"}};
    ASSERT_EQ(put_night(broker.port()).status, 200);

    Child snapshot{Command{LOGBEAM_PROGRAM_PATH, {"snapshot", "--data", folder / "data", folder / "copy"}}};
    ASSERT_EQ(snapshot.wait(20s), exit_code(0));

    const BrokerProcess other{0, {"--data", folder / "copy"}};
    EXPECT_THAT(get(other.port(), "/api/views").body, HasSubstr(night));
}

TEST(SavedViews, TellThatTheyEndWithABrokerThatRemembersInMemory) {
    BrokerRig broker;

    ASSERT_EQ(put_night(broker.port()).status, 200);

    EXPECT_THAT(get(broker.port(), "/api/views").body, AllOf(HasSubstr(night), HasSubstr(R"("kept":false)")));
}

TEST(SavedViews, ThatCannotBeWrittenAreAnErrorAndNothingElseSuffers) {
    const channel::TempFolder folder;
    server::BrokerConfig config;
    config.store.data_dir = folder / "data";
    BrokerRig broker{config};
    auto file = store::Database::open(folder / "data/state.db", store::DatabaseAccess::read_write).value();
    ASSERT_TRUE(file.execute("create trigger full before insert on views begin select raise(abort, 'no room'); end"));

    const RawAnswer answer = put_night(broker.port());

    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("store_unavailable"), HasSubstr("no room")));
    EXPECT_EQ(get(broker.port(), "/api/views").body, R"({"views":[],"kept":true})");
    EXPECT_EQ(post(broker.port(), "/api/events", R"({"topic":"a"})").status, 200);
    ASSERT_TRUE(file.execute("drop trigger full"));
    EXPECT_EQ(put_night(broker.port()).status, 200);
}

TEST(SavedViews, AreChangedByPagesThatMayAskAndByNoOthers) {
    BrokerRig broker;
    const std::string wish = "Access-Control-Request-Method: PUT\r\n";

    const RawAnswer allowed =
        ask_for(broker.port(), "OPTIONS /api/views/a", "Origin: http://localhost:5173\r\n" + wish);
    const RawAnswer foreign = ask_for(broker.port(), "OPTIONS /api/views/a", "Origin: https://evil.example\r\n" + wish);

    EXPECT_EQ(allowed.status, 204);
    EXPECT_THAT(allowed.head, HasSubstr("Access-Control-Allow-Methods: GET, HEAD, POST, PUT, DELETE\r\n"));
    EXPECT_EQ(foreign.status, 403);
    EXPECT_EQ(ask_for(broker.port(), "PUT /api/views/a", "Origin: https://evil.example\r\n", "{}").status, 403);
    EXPECT_EQ(get(broker.port(), "/api/views").body, R"({"views":[],"kept":false})");
}

}  // namespace
}  // namespace logbeam::test
