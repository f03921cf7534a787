#include "hub/departures.hpp"

#include "support/wire_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logbeam::hub {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct DeparturesTest : ::testing::Test {
    [[nodiscard]] Sender sender(std::string_view client = "page") const { return {client, "tests", {}, owner.get()}; }
    [[nodiscard]] Sender guest() const { return {"page", "tests", {}, of_web.get()}; }
    // What is on its way, decoded; the texts stay until the next call.
    [[nodiscard]] std::vector<wire::BatchView> departed() {
        parcels = departures.take();
        std::vector<wire::BatchView> batches;
        for (const Parcel& parcel : parcels)
            batches.push_back(wire::decode_batch(parcel.bytes).value());
        return batches;
    }

    static SharedRights only_web() {
        Rights rights;
        rights.publish.emplace_back("web.>");
        return std::make_shared<const Rights>(std::move(rights));
    }

    const SharedRights owner = rights_of_owner();
    const SharedRights of_web = only_web();
    TopicTable topics;
    Counters counters;
    Departures departures{{}, topics, counters, "edge1"};
    std::vector<Parcel> parcels;
};

TEST_F(DeparturesTest, LeavesABatchAsItCame) {
    test::WirePublisher me{"me"};
    const std::string bytes = me.event("web.a").event("web.b").seal();

    const auto taken = departures.take_batch(bytes, sender());

    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->accepted, 2U);
    EXPECT_EQ(taken->through, 2U);
    const auto all = departures.take();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].bytes, bytes);
    EXPECT_EQ(all[0].publisher, "me");
    EXPECT_EQ(all[0].last, 2U);
    EXPECT_TRUE(departures.empty());
}

TEST_F(DeparturesTest, MakesAHoleOfWhatIsNotAllowed) {
    test::WirePublisher me{"me"};
    const auto taken = departures.take_batch(me.event("web.a").event("secret").event("web.b").seal(), guest());

    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->accepted, 2U);
    EXPECT_EQ(taken->refused, 1U);
    EXPECT_EQ(taken->first_refusal.code, ErrorCode::forbidden);
    EXPECT_EQ(counters.refused_events, 1U);
    const auto batches = departed();
    ASSERT_THAT(batches, SizeIs(1));
    ASSERT_THAT(batches[0].events, SizeIs(2));
    EXPECT_EQ(batches[0].events[1].counter, 3U);
    EXPECT_THAT(batches[0].holes, ElementsAre(wire::Hole{2, 1, DropReason::filtered, {}}));
}

TEST_F(DeparturesTest, RefusesWhatIsNoBatch) {
    EXPECT_FALSE(departures.take_batch("no batch", sender()));
    EXPECT_EQ(counters.refused_batches, 1U);
    EXPECT_TRUE(departures.empty());
}

TEST_F(DeparturesTest, TakesABatchOnceThatComesAgainWhileItIsUnderWay) {
    test::WirePublisher me{"me"};
    const std::string bytes = me.event("web").event("web").seal();
    ASSERT_TRUE(departures.take_batch(bytes, sender()));
    EXPECT_THAT(departures.take(), SizeIs(1));

    const auto again = departures.take_batch(bytes, sender());

    ASSERT_TRUE(again);
    EXPECT_EQ(again->through, 2U);
    EXPECT_EQ(again->accepted, 0U);
    EXPECT_EQ(counters.duplicates, 2U);
    EXPECT_TRUE(departures.empty());
    EXPECT_EQ(departures.held("me"), 0U) << "the log has not said so";
    departures.keep("me", 2);
    EXPECT_EQ(departures.held("me"), 2U);
}

TEST_F(DeparturesTest, MakesABatchOfAClientsSingleEvents) {
    const auto first = departures.take_event(R"({"topic":"web","type":"a","data":{"n":1}})", sender(), {});
    const auto second = departures.take_event(R"({"topic":"web","id":"mine","metadata":{"k":1}})", sender(), {});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->seq, 0U) << "the log gives it";
    EXPECT_EQ(first->id, "edge1-1");
    EXPECT_EQ(second->id, "mine");

    const auto batches = departed();

    ASSERT_THAT(batches, SizeIs(1));
    EXPECT_EQ(batches[0].publisher, "page~edge1");
    EXPECT_EQ(client_of(batches[0].publisher), "page");
    ASSERT_THAT(batches[0].events, SizeIs(2));
    EXPECT_EQ(batches[0].events[0].own_id, "edge1-1");
    EXPECT_EQ(batches[0].events[0].data, R"({"n":1})");
    EXPECT_EQ(batches[0].events[0].source, "tests");
    EXPECT_EQ(batches[0].events[1].type, "event");
    EXPECT_EQ(batches[0].events[1].metadata, R"({"k":1})");
}

TEST_F(DeparturesTest, WritesNamesAsTheyAreAndNotAsJsonEscapesThem) {
    ASSERT_TRUE(
        departures.take_event(R"({"topic":"web","type":"a\"b","source":"p\u00e4ge","id":"x\\y"})", sender(), {}));

    const auto batches = departed();

    EXPECT_EQ(batches.at(0).events.at(0).type, "a\"b");
    EXPECT_EQ(batches.at(0).events.at(0).source, "p\xC3\xA4ge");
    EXPECT_EQ(batches.at(0).events.at(0).own_id, "x\\y");
}

TEST_F(DeparturesTest, CountsOnFromBatchToBatch) {
    for (int turn = 0; turn < 2; ++turn) {
        ASSERT_TRUE(departures.take_event(R"({"topic":"web"})", sender(), {}));
        const auto batches = departed();
        ASSERT_THAT(batches, SizeIs(1));
        EXPECT_EQ(batches[0].first, static_cast<std::uint64_t>(turn + 1));
    }
}

TEST_F(DeparturesTest, GivesAClientWhoseNameIsNoHeadersTheBrokersOwn) {
    ASSERT_TRUE(departures.take_event(R"({"topic":"web"})", sender("s\xC3\xBC\xC3\x9F"), {}));
    ASSERT_TRUE(departures.take_event(R"({"topic":"web"})", sender("a~b"), {}));
    departures.tell("$sys.log", "logger.info", "{}", {});

    const auto batches = departed();

    ASSERT_THAT(batches, SizeIs(1));
    EXPECT_EQ(batches[0].publisher, "~edge1");
    EXPECT_THAT(batches[0].events, SizeIs(3));
    EXPECT_EQ(batches[0].events[2].source, "logbeam");
}

TEST_F(DeparturesTest, RefusesWhatIsNoEvent) {
    EXPECT_FALSE(departures.take_event(R"({"type":"without a topic"})", sender(), {}));
    EXPECT_FALSE(departures.take_event(R"({"topic":"$sys.log"})", sender(), {}));
    EXPECT_FALSE(departures.take_event(R"({"topic":"secret"})", guest(), {}));
    EXPECT_EQ(counters.refused_events, 3U);
    EXPECT_TRUE(departures.empty());
}

TEST_F(DeparturesTest, TakesNothingWhileTheLogIsFarBehind) {
    test::WirePublisher me{"me"};
    departures.set_room(Departures::Room::none);
    EXPECT_EQ(departures.take_batch(me.event("web").seal(), sender()).error().code, ErrorCode::limit_reached);
    EXPECT_EQ(departures.take_event(R"({"topic":"web"})", sender(), {}).error().code, ErrorCode::limit_reached);
    EXPECT_THAT(departures.take(), IsEmpty());

    departures.set_room(Departures::Room::little);
    EXPECT_TRUE(departures.take_batch(me.event("web").seal(), sender())) << "its sender is slowed down";
    EXPECT_FALSE(departures.take_event(R"({"topic":"web"})", sender(), {}));

    departures.set_room(Departures::Room::plenty);
    EXPECT_TRUE(departures.take_event(R"({"topic":"web"})", sender(), {}));
}

TEST_F(DeparturesTest, SealsABatchBeforeItIsTooLongForAMessage) {
    const std::string event = R"({"topic":"web","data":")" + std::string(60'000, 'x') + "\"}";
    for (int count = 0; count < 20; ++count)
        ASSERT_TRUE(departures.take_event(event, sender(), {}));

    const auto batches = departed();

    EXPECT_GT(batches.size(), 3U);
    std::size_t events = 0;
    for (const auto& batch : batches)
        events += batch.events.size();
    EXPECT_EQ(events, 20U);
    for (const Parcel& parcel : parcels)
        EXPECT_LT(parcel.bytes.size(), 400'000U);
}

}  // namespace
}  // namespace logbeam::hub
