#include "support/command.hpp"
#include "support/edge_rig.hpp"
#include "support/nats_client.hpp"
#include "support/tcp_proxy.hpp"
#include "support/test_data.hpp"
#include "support/wire_batch.hpp"
#include "unit/channel/temp_folder.hpp"

#include <logbeam/spdlog_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <spdlog/logger.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

// Brokers that share a log over a real NATS server.
namespace logbeam::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::uint64_t> seqs_of(const std::vector<Event>& events) {
    std::vector<std::uint64_t> seqs;
    for (const Event& event : events)
        seqs.push_back(event.seq);
    return seqs;
}

// All that an edge holds of a topic, the oldest first.
std::vector<nlohmann::json> held(std::uint16_t port, const std::string& topic) {
    const auto answer = nlohmann::json::parse(get(port, "/api/events?limit=1000&order=oldest&topic=" + topic).body);
    std::vector<nlohmann::json> events;
    for (const auto& event : answer["events"])
        events.push_back(event);
    return events;
}

void log_numbers(Connection& connection, int first, int count) {
    spdlog::logger logger{"shop", make_spdlog_sink(connection)};
    for (int n = first; n < first + count; ++n) {
        logger.info("n={}", n);
        if (n % 500 != 499) continue;
        ASSERT_TRUE(connection.flush(patience)) << "its queue is short";
    }
    ASSERT_TRUE(connection.flush(patience));
}

struct Edges : ::testing::Test {
    EdgeRig rig;
};

TEST_F(Edges, BringWhatAnyOfThemTakesToSubscribersOfAllOnceAndInTheSameOrder) {
    rig.start(0);
    rig.start(1);
    Listening here{rig.edge(0).url(), "logs.shop"};
    Listening there{rig.edge(1).url(), "logs.shop"};
    here.wait_until_it_hears(rig.edge(0).port(), "logs.shop");
    there.wait_until_it_hears(rig.edge(0).port(), "logs.shop");
    const std::size_t probes = here.count();

    Connection over_one{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(over_one, 0, 500);
    Connection over_other{rig.edge(1).url(), EdgeRig::quiet()};
    log_numbers(over_other, 500, 500);
    Connection straight{rig.nats.url(), EdgeRig::quiet()};
    log_numbers(straight, 1000, 500);
    EXPECT_EQ(post(rig.edge(1).port(), "/api/events", R"({"topic":"logs.shop","type":"over.http"})").status, 200);
    NatsClient{rig.nats.url()}.publish("logbeam.event.logs.shop", R"({"type":"over.nats","data":{"n":1}})");

    ASSERT_TRUE(comes_true([&] { return there.count() >= 1502 && here.count() >= 1502 + probes; }));
    auto heard = here.heard();
    heard.erase(heard.begin(), heard.begin() + static_cast<std::ptrdiff_t>(probes));
    EXPECT_EQ(seqs_of(heard), seqs_of(there.heard()));
    std::map<std::string, int> times;
    for (const Event& event : there.heard())
        ++times[event.type == "logger.info" ? std::string{event.message()} : event.type];
    EXPECT_THAT(times, SizeIs(1502));
    EXPECT_TRUE(std::all_of(times.begin(), times.end(), [](const auto& each) { return each.second == 1; }));
    EXPECT_THAT(here.gaps(), IsEmpty());
    EXPECT_THAT(there.gaps(), IsEmpty());
}

TEST_F(Edges, KeepTheOrderOfAPublisher) {
    rig.start(0);
    rig.start(1);
    Listening there{rig.edge(1).url(), "logs.shop"};
    there.wait_until_it_hears(rig.edge(1).port(), "logs.shop");

    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 3000);

    ASSERT_TRUE(comes_true([&] { return there.count() >= 3000; }));
    const auto heard = there.heard();
    for (std::size_t n = 0; n < heard.size(); ++n)
        ASSERT_EQ(heard[n].message(), "n=" + std::to_string(n));
}

TEST_F(Edges, LetASubscriberOfOneGoOnAtAnother) {
    rig.start(0);
    rig.start(1);
    TcpProxy balancer{rig.edge(0).port()};
    Listening listening{balancer.url(), "logs.shop"};
    listening.wait_until_it_hears(rig.edge(0).port(), "logs.shop");
    Connection publishing{rig.edge(1).url(), EdgeRig::quiet()};

    for (int turn = 0; turn < 6; ++turn) {
        log_numbers(publishing, turn * 100, 50);
        balancer.lead_to(rig.edge(static_cast<std::size_t>(turn + 1) % 2).port());
        log_numbers(publishing, turn * 100 + 50, 50);
    }

    ASSERT_TRUE(comes_true([&] { return listening.count() >= 600; }));
    const auto heard = listening.heard();
    ASSERT_THAT(heard, SizeIs(600));
    for (std::size_t n = 0; n < heard.size(); ++n)
        ASSERT_EQ(heard[n].message(), "n=" + std::to_string(n));
    EXPECT_THAT(listening.gaps(), IsEmpty());
}

TEST_F(Edges, CatchUpWithWhatCameWhileTheyWereGone) {
    rig.start(0);
    rig.start(1);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 100);
    ASSERT_TRUE(comes_true([&] { return held(rig.edge(1).port(), "logs.shop").size() == 100; }));
    rig.kill(1);
    log_numbers(publishing, 100, 100);

    rig.start(1);
    ASSERT_TRUE(comes_true([&] { return held(rig.edge(1).port(), "logs.shop").size() == 200; }));

    EXPECT_EQ(held(rig.edge(1).port(), "logs.shop"), held(rig.edge(0).port(), "logs.shop"));
}

// After a change of the stream's leader it may have a batch behind a later one of the same publisher.
TEST_F(Edges, TakeABatchThatWasOvertakenThoughTheyEndedInBetween) {
    rig.start(0);
    NatsClient nats{rig.nats.url()};
    WirePublisher me{"me"};
    nats.publish("logbeam.event.web", me.event("web").seal(), "me 1 1 1 0");
    const std::string overtaken = me.event("web").seal();
    nats.publish("logbeam.event.web", me.event("web").seal(), "me 3 3 1 2");
    ASSERT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "web").size() == 2; }));
    rig.kill(0);

    rig.start(0);
    nats.publish("logbeam.event.web", overtaken, "me 2 2 1 1");

    EXPECT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "web").size() == 3; }));
}

TEST_F(Edges, TellSubscribersWhatAPublisherSentThatIsNotInTheStream) {
    rig.start(0);
    Listening listening{rig.edge(0).url(), "web"};
    listening.wait_until_it_hears(rig.edge(0).port(), "web");
    NatsClient nats{rig.nats.url()};
    WirePublisher me{"me"};
    (void)me.events(3, "web").seal();
    nats.publish("logbeam.event.web", me.event("web").seal(), "me 4 4 1 3");

    EXPECT_TRUE(comes_true([&] { return !listening.gaps().empty(); }));
    EXPECT_THAT(listening.gaps(), ElementsAre("lost"));
    EXPECT_THAT(get(rig.edge(0).port(), "/api/accounting").body, HasSubstr(R"("absent":[{"after":0,"through":3}])"));
    EXPECT_TRUE(rig.edge(0).says("of me have not come: batches behind its number 0 up to 3"));
}

TEST_F(Edges, FindAllThatTheStreamHoldsWhereTheyAreNew) {
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 300);

    rig.start(1);

    ASSERT_TRUE(comes_true([&] { return held(rig.edge(1).port(), "logs.shop").size() == 300; }));
    EXPECT_EQ(held(rig.edge(1).port(), "logs.shop"), held(rig.edge(0).port(), "logs.shop"));
    EXPECT_TRUE(comes_true([&] { return get(rig.edge(1).port(), "/readyz").status == 200; }));
}

TEST_F(Edges, AcknowledgeNothingThatTheStreamDoesNotHave) {
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 10);
    rig.nats.kill();
    spdlog::logger logger{"shop", make_spdlog_sink(publishing)};
    for (int n = 10; n < 20; ++n)
        logger.info("n={}", n);
    EXPECT_FALSE(publishing.flush(std::chrono::seconds{1}));
    EXPECT_EQ(publishing.stats().acknowledged, 10U);
    EXPECT_TRUE(comes_true([&] { return get(rig.edge(0).port(), "/readyz").status == 503; }));

    rig.nats.start();

    EXPECT_TRUE(publishing.flush(patience));
    ASSERT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "logs.shop").size() >= 20; }));
    const auto events = held(rig.edge(0).port(), "logs.shop");
    ASSERT_THAT(events, SizeIs(20));
    for (std::size_t n = 0; n < events.size(); ++n)
        EXPECT_EQ(events[n]["data"]["message"], "n=" + std::to_string(n));
}

TEST_F(Edges, KeepWhoAnEventCameFrom) {
    rig.start(0);
    const std::string body =
        R"([{"topic":"web","type":"a","id":"mine","source":"page"},{"topic":"web","type":"b","metadata":{"k":1}}])";
    const auto answer = nlohmann::json::parse(post(rig.edge(0).port(), "/api/events", body).body);
    EXPECT_EQ(answer["accepted"], 2);
    EXPECT_FALSE(answer["items"][0].contains("seq")) << "the stream gives it";

    ASSERT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "web").size() == 2; }));
    const auto events = held(rig.edge(0).port(), "web");
    EXPECT_EQ(events[0]["id"], "mine");
    EXPECT_EQ(events[0]["source"], "page");
    EXPECT_EQ(events[1]["id"], answer["items"][1]["id"]);
    EXPECT_EQ(events[1]["metadata"]["k"], 1);
}

TEST_F(Edges, BeginAnewWhenTheStreamIsDeleted) {
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 10);
    NatsClient{rig.nats.url()}.delete_stream("LOGBEAM");

    EXPECT_TRUE(rig.edge(0).says("begins anew"));
    log_numbers(publishing, 10, 10);

    ASSERT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "logs.shop").size() == 10; }));
    EXPECT_EQ(held(rig.edge(0).port(), "logs.shop")[0]["data"]["message"], "n=10");
}

TEST_F(Edges, AdoptAStreamThatIsThere) {
    NatsClient nats{rig.nats.url()};
    nats.add_stream("MINE", R"({"name":"MINE","subjects":["logbeam.event.>"],"max_msgs":5})");
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 5);

    const auto streams = nlohmann::json::parse(nats.request("$JS.API.STREAM.NAMES", ""));
    EXPECT_THAT(streams["streams"].get<std::vector<std::string>>(), ElementsAre("MINE"));
    const auto info = nlohmann::json::parse(nats.request("$JS.API.STREAM.INFO.MINE", ""));
    EXPECT_EQ(info["config"]["max_msgs"], 5);
}

TEST_F(Edges, LetPublishersWaitWhileTheStreamIsFullAndSaySo) {
    NatsClient nats{rig.nats.url()};
    nats.add_stream("MINE", R"({"name":"MINE","subjects":["logbeam.event.>"],"max_bytes":60000,"discard":"new"})");
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    spdlog::logger logger{"shop", make_spdlog_sink(publishing)};
    int made = 0;
    while (publishing.flush(std::chrono::milliseconds{1000})) {
        for (const int end = made + 20; made < end; ++made)
            logger.info("n={}", made);
    }
    EXPECT_TRUE(rig.edge(0).says("maximum bytes exceeded"));
    EXPECT_LT(publishing.stats().acknowledged, static_cast<std::uint64_t>(made));

    (void)nats.request("$JS.API.STREAM.PURGE.MINE", "");

    EXPECT_TRUE(publishing.flush(patience));
    EXPECT_TRUE(
        comes_true([&] { return held(rig.edge(0).port(), "logs.shop").size() >= static_cast<std::size_t>(made); }));
    EXPECT_THAT(held(rig.edge(0).port(), "logs.shop"), SizeIs(made));
}

TEST(EdgesWithALogin, WaitWhileItIsRevoked) {
    const DataFolder folder;
    const std::string logins = (folder.path() / "logins.conf").string();
    const auto allow = [&](const std::string& user) {
        std::ofstream{logins} << "authorization { users: [{user: \"" << user << "\", password: \"secret\"}] }\n";
    };
    allow("edge");
    const std::string beside = "../" + folder.path().filename().string() + "/logins.conf";
    EdgeRig rig{true, "include \"" + beside + "\"", "edge:secret@"};
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 10);
    allow("somebody else");
    rig.nats.reload();
    EXPECT_TRUE(comes_true([&] { return get(rig.edge(0).port(), "/readyz").status == 503; }));
    spdlog::logger logger{"shop", make_spdlog_sink(publishing)};
    logger.info("n={}", 10);
    EXPECT_FALSE(publishing.flush(std::chrono::milliseconds{500}));

    allow("edge");
    rig.nats.reload();

    EXPECT_TRUE(publishing.flush(patience));
    ASSERT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "logs.shop").size() >= 11; }));
    EXPECT_THAT(held(rig.edge(0).port(), "logs.shop"), SizeIs(11));
    EXPECT_TRUE(rig.edge(0).says("Authorization") || rig.edge(0).says("Authentication"));
}

TEST(EdgesWithoutJetStream, BringEventsAndHaveAHistoryEach) {
    EdgeRig rig{false};
    rig.start(0);
    rig.start(1);
    Listening there{rig.edge(1).url(), "logs.shop"};
    there.wait_until_it_hears(rig.edge(0).port(), "logs.shop");

    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 200);

    ASSERT_TRUE(comes_true([&] { return there.count() >= 200; }));
    EXPECT_THAT(there.heard(), SizeIs(200));
    EXPECT_TRUE(rig.edge(0).says("no JetStream"));
    const auto epoch_of = [&](std::size_t edge) {
        return nlohmann::json::parse(get(rig.edge(edge).port(), "/api/events").body)["epoch"].get<std::string>();
    };
    EXPECT_NE(epoch_of(0), epoch_of(1));
}

TEST(EdgesWithoutJetStream, AreThoseToWhoseAccountItIsNotGiven) {
    EdgeRig rig{true,
                "accounts { A: {jetstream: enabled, users: [{user: ann, password: secret}]}, "
                "B: {users: [{user: bob, password: secret}]} }",
                "bob:secret@"};
    rig.start(0);
    Connection publishing{rig.edge(0).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 10);

    EXPECT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "logs.shop").size() == 10; }));
    EXPECT_TRUE(rig.edge(0).says("no JetStream"));
}

TEST(AnEdge, SaysWhyItDoesNotBeginWithoutItsCluster) {
    const channel::TempFolder folder;
    channel::write_file(folder / "logbeam.yaml", "nats: {url: 'nats://127.0.0.1:1', connect_timeout: 300ms}\n");

    const auto lines =
        printed_by({"serve", "--listen", "127.0.0.1:0", "--memory", "--config", folder / "logbeam.yaml"}, 1);

    EXPECT_THAT(lines, ElementsAre(HasSubstr("cannot connect to NATS at 127.0.0.1:1")));
}

TEST(AnEdge, SaysWhatItMayNotAskTheCluster) {
    const NatsServer server{{.has_jetstream = true,
                             .more = "authorization { users: [{user: ann, password: x, permissions: {publish: {deny: "
                                     "\"$JS.API.STREAM.CREATE.>\"}}}] }"}};

    const auto lines =
        printed_by({"serve", "--listen", "127.0.0.1:0", "--memory", "--nats", "nats://ann:x@" + server.address()}, 1);

    EXPECT_THAT(lines,
                ElementsAre(HasSubstr("Permissions Violation for Publish to \"$JS.API.STREAM.CREATE.LOGBEAM\"")));
}

TEST(AnEdge, SaysWhatItMayNotDoWhenItRuns) {
    EdgeRig rig{
        true, "authorization { users: [{user: ann, password: x, permissions: {publish: {deny: \"logbeam.edge.>\"}}}] }",
        "ann:x@"};
    rig.start(0);

    EXPECT_TRUE(comes_true([&] { return rig.edge(0).says("Permissions Violation for Publish to"); }));
}

// The first block of code below a heading.
std::string block_below(const std::string& heading, const std::string& page) {
    std::ifstream file{data_path("../../docs/" + page)};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const auto begin = text.find("```\n", text.find(heading)) + 4;
    return text.substr(begin, text.find("```", begin) - begin);
}

TEST(AnEdge, NeedsNoMorePermissionsThanItsPageSays) {
    EdgeRig rig{true,
                "authorization { users: [{user: ann, password: x, " +
                    block_below("### What a broker needs to be allowed", "nats.md") + "}, {user: me, password: y}] }",
                "ann:x@"};
    NatsClient json{"nats://me:y@" + rig.nats.address()};
    NatsClient topics{"nats://me:y@" + rig.nats.address()};
    json.subscribe("logbeam.json.logs.shop");
    topics.subscribe("topic.logs.shop");
    rig.start(0);
    rig.start(1);
    ASSERT_TRUE(rig.edge(0).says("this broker judges alerts"));
    (void)topics.request("control.connect", R"({"clientId":"me","topic":"logs.shop"})");
    Connection publishing{rig.edge(1).url(), EdgeRig::quiet()};
    log_numbers(publishing, 0, 10);

    EXPECT_THAT(json.receive().body, HasSubstr("n=0"));
    EXPECT_THAT(topics.receive().body, HasSubstr("n=0"));
    EXPECT_TRUE(comes_true([&] { return held(rig.edge(0).port(), "logs.shop").size() == 10; }));
    for (const std::size_t each : {0U, 1U})
        EXPECT_THAT(rig.edge(each).said(), Not(HasSubstr("Permissions Violation")));
}

}  // namespace
}  // namespace logbeam::test
