#include "edge/arrivals.hpp"

#include "support/hub_rig.hpp"
#include "support/recording_port.hpp"
#include "support/wire_batch.hpp"
#include "unit/hub/shard_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace logbeam::edge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct ArrivalsTest : ::testing::Test, test::HubRig {
    void bring(std::uint64_t number, const std::string& topic, const std::string& body, const std::string& header = {},
               bool is_all_read = false) {
        std::map<std::string, std::string> all;
        if (!header.empty()) all["Logbeam-Batch"] = header;
        const test::RecordingPort::Headers headers{all};
        arrivals.take(LogMessage{number, 1'800'000'000'000'000'000, "e." + topic, body, headers, is_all_read});
    }
    void listen(hub::test::Listener& listener, const std::string& topic) {
        hub::Interest interest;
        interest.topics.emplace_back(topic);
        interest.rights = owner;
        listener.readers.push_back(hub.shard.open(std::move(interest), listener).value());
        hub.shard.attach(*listener.readers.back());
    }
    void wait() {
        clock.advance(Arrivals::patience);
        arrivals.tick();
    }
    void pass(const std::string& topic, const std::string& body) {
        const test::RecordingPort::Headers headers{{}};
        const std::string subject = "e." + topic;
        arrivals.take(transport::Mail{subject, {}, body, headers}, true);
    }

    Arrivals arrivals{hub, transport::SubjectMapping::parse("e.{topic}").value(),
                      [this](std::string_view subject, const Error& trouble) {
                          troubles.push_back(std::string{subject} + ": " + trouble.detail);
                      }};
    std::vector<std::string> troubles;
};

TEST_F(ArrivalsTest, PlacesTheEventsOfABatchByTheNumberOfItsMessage) {
    test::WirePublisher me{"me"};
    bring(3, "web", me.event("web").event("web").seal(), "me 1 2 2 0");
    bring(9, "web", me.event("web").seal(), "me 3 3 1 2");

    EXPECT_THAT(taken(),
                ElementsAre(HasSubstr("\"seq\":12288,"), HasSubstr("\"seq\":12289,"), HasSubstr("\"seq\":36864,")));
    EXPECT_THAT(troubles, IsEmpty());
}

TEST_F(ArrivalsTest, LeavesOutWhatItHad) {
    test::WirePublisher me{"me"};
    const std::string body = me.event("web").event("web").seal();
    bring(3, "web", body, "me 1 2 2 0");
    bring(3, "web", body, "me 1 2 2 0");
    bring(4, "web", body, "me 1 2 2 0");

    EXPECT_THAT(taken(), SizeIs(2));
}

TEST_F(ArrivalsTest, CountsABatchThatCameTooEarlyAndTakesTheOneThatItOvertook) {
    test::WirePublisher me{"me"};
    bring(1, "web", me.event("web").seal(), "me 1 1 1 0");
    const std::string second = me.event("web").seal();
    bring(2, "web", me.event("web").seal(), "me 3 3 1 2");
    bring(3, "web", second, "me 2 2 1 1");

    EXPECT_THAT(taken(), SizeIs(3));
    wait();
    EXPECT_THAT(troubles, IsEmpty());
    EXPECT_EQ(hub.counters.early_batches, 1U);
    EXPECT_EQ(hub.counters.late_batches, 1U);
}

TEST_F(ArrivalsTest, TellsThatFirstBatchesAreNotThereWhereAllBeforeWasRead) {
    test::WirePublisher unknown{"unknown"};
    (void)unknown.event("web").seal();
    bring(1, "web", unknown.event("web").seal(), "unknown 2 2 1 1");
    wait();
    EXPECT_THAT(troubles, IsEmpty()) << "the log may have dropped it";

    test::WirePublisher me{"me"};
    (void)me.event("web").seal();
    bring(2, "web", me.event("web").seal(), "me 2 2 1 1", true);
    arrivals.tick();
    EXPECT_THAT(troubles, IsEmpty()) << "it may be overtaken";
    wait();
    EXPECT_THAT(troubles, ElementsAre("e.web: of me have not come: batches behind its number 0 up to 1"));
    EXPECT_EQ(hub.counters.early_batches, 1U);
}

TEST_F(ArrivalsTest, TellsWhatIsLeftOfAStretchOnceAndToThoseWhoHearTheTopic) {
    hub::test::Listener web;
    hub::test::Listener other;
    listen(web, "web");
    listen(other, "other");
    test::WirePublisher me{"me"};
    bring(1, "web", me.event("web").seal(), "me 1 1 1 0");
    const std::string second = me.event("web").seal();
    (void)me.event("web").seal();
    bring(2, "web", me.event("web").seal(), "me 4 4 1 3");
    bring(3, "web", second, "me 2 2 1 1");

    wait();
    wait();
    EXPECT_THAT(troubles, ElementsAre("e.web: of me have not come: batches behind its number 2 up to 3"));
    EXPECT_THAT(web.heard, HasSubstr(R"("from":8192,"to":8192,"count":0,"reason":"lost")"));
    EXPECT_EQ(other.heard, "");
}

TEST_F(ArrivalsTest, TellsWhatCoreNatsHasLostWhereEverythingIsHeard) {
    for (const bool hears_all : {false, true}) {
        test::WirePublisher me{hears_all ? "lost" : "unheard"};
        const auto pass_on = [&](const std::string& body, const std::string& header) {
            const test::RecordingPort::Headers headers{{{"Logbeam-Batch", me.id() + header}}};
            arrivals.take(transport::Mail{"e.web", {}, body, headers}, hears_all);
        };
        pass_on(me.event("web").seal(), " 1 1 1 0");
        (void)me.event("web").seal();
        pass_on(me.event("web").seal(), " 3 3 1 2");
    }
    wait();
    EXPECT_THAT(troubles, ElementsAre("e.web: of lost have not come: batches behind its number 1 up to 2"));
}

TEST_F(ArrivalsTest, TellsAtOnceWhatCannotBeTakenAnyMore) {
    test::WirePublisher me{"me"};
    bring(1, "web", me.event("web").seal(), "me 1 1 1 0");
    for (std::size_t number = 0; number <= hub::Deduplicator::most_absent; ++number) {
        (void)me.event("web").seal();
        const std::string body = me.event("web").seal();
        const std::string last = std::to_string(me.counter());
        bring(number + 2, "web", body, "me " + last + ' ' + last + " 1 " + std::to_string(me.counter() - 1));
    }

    EXPECT_THAT(troubles, ElementsAre("e.web: of me have not come: batches behind its number 1 up to 2"));
}

TEST_F(ArrivalsTest, WaitsForSoManyStretchesAndNoMore) {
    test::WirePublisher me{"me"};
    (void)me.event("web").seal();
    const std::string body = me.event("web").seal();
    for (std::size_t number = 0; number <= Arrivals::most_awaited; ++number)
        bring(number + 1, "topic" + std::to_string(number), body, "me 2 2 1 1", true);
    arrivals.tick();

    EXPECT_THAT(troubles, SizeIs(1));
}

TEST_F(ArrivalsTest, DoesNotCountAgainWhatItReadsAgain) {
    test::WirePublisher me{"me"};
    bring(3, "web", "no batch", "me 1 1 1 0");
    bring(4, "web", me.event("web").seal(), "me 1 1 1 0");
    bring(3, "web", "no batch", "me 1 1 1 0");
    bring(3, "web", "x", "what is this");

    EXPECT_EQ(arrivals.refused(), 1U);
    EXPECT_EQ(hub.counters.duplicates, 0U);
}

TEST_F(ArrivalsTest, FollowsAPublisherTopicByTopic) {
    test::WirePublisher me{"me"};
    const std::string first = me.event("a").seal();
    const std::string second = me.event("b").seal();
    bring(1, "b", second, "me 2 2 1 0");
    bring(2, "a", first, "me 1 1 1 0");

    EXPECT_THAT(taken(), SizeIs(2));
    EXPECT_THAT(troubles, IsEmpty());
}

TEST_F(ArrivalsTest, LetsTheBrokersOwnTopicsIn) {
    test::WirePublisher edge{"~edge2"};
    bring(1, "$sys.log", edge.event("$sys.log").seal(), "~edge2 1 1 1 0");

    ASSERT_THAT(taken(), SizeIs(1));
    EXPECT_THAT(taken()[0], ::testing::Not(HasSubstr("clientId")));
}

TEST_F(ArrivalsTest, NamesTheClientForWhomAnEdgePublished) {
    test::WirePublisher edge{"page~edge2"};
    bring(1, "web", edge.event("web", "{}", Level::info, "mine").seal(), "page~edge2 1 1 1 0");

    EXPECT_THAT(taken(), ElementsAre(HasSubstr(R"("clientId":"page"})")));
}

TEST_F(ArrivalsTest, TakesWhatOtherProgramsPublish) {
    bring(1, "web", R"({"type":"order","id":"mine","data":{"n":1}})");
    bring(2, "web", R"({"n":1})");
    bring(3, "web", "plain text");

    EXPECT_THAT(taken(), ElementsAre(HasSubstr(R"("id":"mine")"), HasSubstr(R"("data":{"n":1})"),
                                     HasSubstr(R"("data":{"message":"plain text"})")));
    EXPECT_THAT(taken()[0], HasSubstr("\"seq\":4096,"));
    EXPECT_THAT(taken()[1], HasSubstr(R"("id":"epoch-2")")) << "the same on every broker";
    EXPECT_THAT(taken()[2], HasSubstr(R"("type":"nats.message")"));
    EXPECT_THAT(taken()[2], HasSubstr(R"("timestamp":"2027-01-15T08:00:00.000000000Z")"));
}

TEST_F(ArrivalsTest, TakesAMessageOfOthersOnce) {
    bring(1, "web", "hello");
    bring(1, "web", "hello");

    EXPECT_THAT(taken(), SizeIs(1));
}

TEST_F(ArrivalsTest, CountsAndTellsWhatItCannotRead) {
    test::WirePublisher me{"me"};
    bring(1, "web", "no batch", "me 1 1 1 0");
    bring(2, "web", me.event("web").seal(), "what is this");
    bring(3, "web", "x", "me 1 5000 5000 0");
    bring(4, "not..a topic", "hello");

    EXPECT_THAT(taken(), IsEmpty());
    EXPECT_EQ(arrivals.refused(), 4U);
    EXPECT_THAT(troubles, SizeIs(4));
}

TEST_F(ArrivalsTest, PassesOverSubjectsOfOthers) {
    const test::RecordingPort::Headers headers{{}};
    arrivals.take(LogMessage{1, 0, "orders.created", "hello", headers});

    EXPECT_THAT(taken(), IsEmpty());
    EXPECT_EQ(arrivals.refused(), 0U);
}

TEST_F(ArrivalsTest, NumbersByItselfWithoutALog) {
    pass("web", "one");
    pass("web", "two");

    EXPECT_THAT(taken(), ElementsAre(HasSubstr("\"seq\":1,"), HasSubstr("\"seq\":2,")));
}

}  // namespace
}  // namespace logbeam::edge
