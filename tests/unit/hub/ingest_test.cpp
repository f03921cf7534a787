#include "hub/ingest.hpp"

#include "support/hub_rig.hpp"
#include "support/wire_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>

namespace logbeam::hub {
namespace {

using test::HubRig;
using test::WirePublisher;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct IngestTest : ::testing::Test, HubRig {};

TEST_F(IngestTest, WritesTheCanonicalTextOfABatchsEvents) {
    WirePublisher me{"me"};

    ASSERT_TRUE(publish_batch(me.event("logs.a", R"({"k":1})").seal()));

    EXPECT_THAT(taken(), ElementsAre(R"({"id":"me-1","topic":"logs.a","type":"test","source":"tests",)"
                                     R"("timestamp":"1970-01-01T00:00:00.000000001Z","seq":1,"data":{"k":1},)"
                                     R"("clientId":"me"})"));
}

TEST_F(IngestTest, WritesWhatTheEventModelWouldWrite) {
    ASSERT_TRUE(publish(R"({"id":"x","topic":"a","type":"t","source":"s","timestamp":"2026-11-20T10:57:33.5+01:00",)"
                        R"("data":{"n":9007199254740993,"f":1.50},"metadata":{"host":"web"}})"));

    const auto event = Event::parse(taken().front()).value();
    EXPECT_EQ(event.to_json(),
              R"({"id":"x","topic":"a","type":"t","source":"s","timestamp":"2026-11-20T09:57:33.500000000Z","seq":1,)"
              R"("data":{"n":9007199254740993,"f":1.5},"metadata":{"host":"web"},"clientId":"tester"})");
    EXPECT_THAT(taken().front(), HasSubstr(R"("f":1.50)"));  // digits as they came
}

TEST_F(IngestTest, KnowsWhereTheMembersOfATextStand) {
    ASSERT_TRUE(publish(R"({"topic":"a","data":1,"metadata":{"m":1}})"));

    const auto& entry = hub.ingest.burst().entries.front();
    const std::string text = taken().front();
    const auto& parts = entry.parts;
    EXPECT_EQ(text.substr(parts.topic_at, parts.topic_end - parts.topic_at), R"("topic":"a",)");
    EXPECT_EQ(text.substr(parts.seq_at, parts.seq_end - parts.seq_at), R"("seq":1,)");
    EXPECT_EQ(text.substr(parts.client_at), R"(,"clientId":"tester"})");
    EXPECT_EQ(hub.ingest.burst().topic_of(entry), "a");
}

TEST_F(IngestTest, GivesAnEventWhatItLacks) {
    const auto taken_event = publish(R"({"topic":"a"})");

    ASSERT_TRUE(taken_event);
    const auto event = Event::parse(taken().front()).value();
    EXPECT_EQ(event.id, taken_event->id);
    EXPECT_EQ(event.type, "event");
    EXPECT_EQ(event.source, "tests");
    EXPECT_EQ(event.timestamp, clock.wall_now());
    EXPECT_EQ(event.data, Value{Fields{}});
}

TEST_F(IngestTest, UsesTheSendersTopicForAnEventWithoutOne) {
    const Sender sender{"me", "", "first", owner.get()};

    ASSERT_TRUE(hub.ingest.take_event(R"({"type":"t"})", sender, {}));

    EXPECT_THAT(taken().front(), HasSubstr(R"("topic":"first")"));
}

TEST_F(IngestTest, MakesForeignDataStandOnOneLine) {
    WirePublisher me{"me"};

    ASSERT_TRUE(publish("{ \"topic\" : \"a\" , \"data\" : { \"k\" : [ 1 ,\n 2 ] } }"));
    ASSERT_TRUE(publish_batch(me.event("a", "{\"k\":\n1}").seal()));

    EXPECT_THAT(taken()[0], HasSubstr(R"("data":{"k":[1,2]})"));
    EXPECT_THAT(taken()[1], HasSubstr(R"("data":{"k":1})"));
}

struct Refused {
    const char* what;
    const char* json;
    ErrorCode code;
};
void PrintTo(const Refused& refused, std::ostream* out) {
    *out << refused.what;
}

struct RefusedEvent : ::testing::TestWithParam<Refused>, HubRig {};

TEST_P(RefusedEvent, TakesNoSeqAndIsCounted) {
    const auto refused = publish(GetParam().json);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, GetParam().code) << refused.error().message();
    EXPECT_EQ(hub.ingest.last_seq(), 0U);
    EXPECT_EQ(hub.counters.refused_events, 1U);
    EXPECT_THAT(taken(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedEvent,
    ::testing::Values(Refused{"NotJson", "{", ErrorCode::malformed_json},
                      Refused{"TwoValues", R"({"topic":"a"} {})", ErrorCode::malformed_json},
                      Refused{"AnArray", "[]", ErrorCode::ill_typed_event},
                      Refused{"NoTopic", R"({"type":"t"})", ErrorCode::ill_typed_event},
                      Refused{"ABadTopic", R"({"topic":"a b"})", ErrorCode::invalid_topic},
                      Refused{"ATopicWithEscapes", R"({"topic":"a\u0022,\u0022x"})", ErrorCode::invalid_topic},
                      Refused{"TheBrokersTopic", R"({"topic":"$sys.log"})", ErrorCode::forbidden},
                      Refused{"ANumberAsType", R"({"topic":"a","type":1})", ErrorCode::ill_typed_event},
                      Refused{"ABadTime", R"({"topic":"a","timestamp":"yesterday"})", ErrorCode::ill_typed_event},
                      Refused{"MetadataThatIsNoObject", R"({"topic":"a","metadata":[]})", ErrorCode::ill_typed_event},
                      Refused{"InvalidUtf8", "{\"topic\":\"a\",\"data\":\"\xff\"}", ErrorCode::malformed_json}),
    [](const auto& tested) { return std::string{tested.param.what}; });

TEST_F(IngestTest, RefusesDataThatWouldBreakOutOfItsPlace) {
    WirePublisher me{"me"};

    const auto batch = publish_batch(me.event("a", R"({},"seq":99,"data":{})").event("a").seal());

    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->accepted, 1U);
    EXPECT_EQ(batch->refused, 1U);
    EXPECT_EQ(batch->first_refusal.code, ErrorCode::malformed_json);
    EXPECT_EQ(batch->through, 2U) << "what is refused is acknowledged, or it would come again for ever";
    EXPECT_THAT(taken(), SizeIs(1));
}

TEST_F(IngestTest, RefusesNestingAndSizeBeyondItsLimits) {
    HubRig small{{.ingest = {.event_bytes = 1000, .depth = 4}, .shard = {}}};

    EXPECT_EQ(small.publish(R"({"topic":"a","data":[[[[[1]]]]]})").error().code, ErrorCode::malformed_json);
    EXPECT_EQ(small.publish(R"({"topic":"a","data":")" + std::string(1000, 'x') + "\"}").error().code,
              ErrorCode::too_large);
}

TEST_F(IngestTest, TakesACounterOnce) {
    WirePublisher me{"me"};
    const std::string first = me.events(3, "a").seal();
    ASSERT_TRUE(publish_batch(first));

    const auto again = publish_batch(first);

    ASSERT_TRUE(again);
    EXPECT_EQ(again->accepted, 0U);
    EXPECT_EQ(again->through, 3U);
    EXPECT_EQ(hub.counters.duplicates, 3U);
    EXPECT_THAT(taken(), SizeIs(3));
}

TEST_F(IngestTest, TakesTheNewPartOfABatchThatOverlaps) {
    const auto batch_of = [](std::uint64_t first, std::uint64_t count) {
        WirePublisher publisher{"me"};
        publisher.skip(first - 1);
        return publisher.events(count, "a").seal();
    };
    ASSERT_TRUE(publish_batch(batch_of(1, 4)));

    ASSERT_TRUE(publish_batch(batch_of(3, 4)));

    EXPECT_THAT(taken(), SizeIs(6));
    EXPECT_THAT(taken().back(), HasSubstr(R"("id":"me-6")"));
}

TEST_F(IngestTest, CountsWhatPublishersDroppedAndWhatNeverCame) {
    WirePublisher me{"me"};
    ASSERT_TRUE(publish_batch(me.event("a").hole(5).seal()));
    me.skip(7);
    ASSERT_TRUE(publish_batch(me.event("a").seal()));

    EXPECT_EQ(hub.counters.dropped_at_source, 5U);
    EXPECT_EQ(hub.ingest.dropped_at_source()[static_cast<std::size_t>(DropReason::queue_full)], 5U);
    EXPECT_EQ(hub.counters.missing_counters, 7U);
}

TEST_F(IngestTest, CountsAHoleOnce) {
    WirePublisher me{"me"};
    const std::string batch = me.event("a").hole(5).seal();

    ASSERT_TRUE(publish_batch(batch) && publish_batch(batch));

    EXPECT_EQ(hub.counters.dropped_at_source, 5U);
}

TEST_F(IngestTest, MarksWhatWasRecovered) {
    WirePublisher me{"me"};
    std::string batch = me.event("a").seal();
    wire::mark_recovered(batch);

    ASSERT_TRUE(publish_batch(batch));

    EXPECT_THAT(taken().front(), HasSubstr(R"("metadata":{"recovered":true})"));
}

TEST_F(IngestTest, KeepsAnIdThatAnEventBrought) {
    WirePublisher me{"me"};

    ASSERT_TRUE(publish_batch(me.event("a", "1", Level::info, "their\"own").seal()));

    EXPECT_THAT(taken().front(), HasSubstr(R"({"id":"their\"own",)"));
}

TEST_F(IngestTest, RefusesABatchOnATopicOfTheBroker) {
    WirePublisher me{"me"};

    const auto batch = publish_batch(me.event("$sys.log").seal());

    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->refused, 1U);
    EXPECT_EQ(batch->first_refusal.code, ErrorCode::forbidden);
}

TEST_F(IngestTest, TakesNothingOfABatchThatDoesNotDecode) {
    WirePublisher me{"me"};
    const std::string whole = me.events(5, "a").seal();

    for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
        ASSERT_FALSE(publish_batch(std::string_view{whole}.substr(0, bytes))) << bytes;
    }

    EXPECT_EQ(hub.counters.refused_batches, whole.size());
    EXPECT_THAT(taken(), IsEmpty());
    EXPECT_EQ(hub.ingest.held("me"), 0U);
}

TEST_F(IngestTest, WritesALetterThatIsInNoBurst) {
    const auto letter = hub.ingest.compose(R"({"topic":"a","type":"t","id":"x"})", sender(), {});

    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->text.find("\"seq\""), std::string::npos);
    EXPECT_EQ(Event::parse(letter->text).value().id, "x");
    EXPECT_THAT(taken(), IsEmpty());
    EXPECT_TRUE(hub.ingest.burst().text.empty());
}

TEST_F(IngestTest, TakesTheLevelOfTheTypeElseOfTheData) {
    const auto level_of = [this](const std::string& json) {
        EXPECT_TRUE(publish(json));
        return hub.ingest.burst().entries.back().level;
    };

    EXPECT_EQ(level_of(R"({"topic":"a","type":"logger.error","data":{"level":"info"}})"), Level::error);
    EXPECT_EQ(level_of(R"({"topic":"a","type":"order","data":{"n":1,"level":"WARN"}})"), Level::warning);
    EXPECT_EQ(level_of(R"({"topic":"a","type":"order","data":{"deep":{"level":"warn"}}})"), std::nullopt);
    EXPECT_EQ(level_of(R"({"topic":"a","type":"order","data":{"level":"high"}})"), std::nullopt);
    EXPECT_EQ(level_of(R"({"topic":"a","type":"order","data":[{"level":"warn"}]})"), std::nullopt);
}

// `logbeam publish --type logger.warning` sends no level beside it.
TEST_F(IngestTest, TakesTheLevelOfTheTypeOfABatchsEventToo) {
    wire::BatchBuilder builder{"me"};
    wire::EventKind kind{"a", "logger.warning", "tests", ""};
    builder.add(1, kind, std::nullopt, Timestamp{}, "{}");

    ASSERT_TRUE(publish_batch(builder.seal()));

    EXPECT_EQ(hub.ingest.burst().entries.back().level, Level::warning);
}

// Publishers that send again, overlap, leave out and drop, against sets of numbers.
class IngestAgainstItsModel : public ::testing::TestWithParam<unsigned>, protected HubRig {
protected:
    struct Batch {
        std::string bytes;
        std::vector<std::uint64_t> counters;
        std::uint64_t last = 0;
    };
    struct Publisher {
        std::string id;
        std::vector<Batch> made;
        std::uint64_t counter = 0;
        std::uint64_t held = 0;
        std::uint64_t accepted = 0;
    };

    Batch make(Publisher& publisher) {
        WirePublisher wire{publisher.id};
        wire.skip(publisher.counter);
        Batch batch;
        for (auto count = random_() % 6 + 1; count != 0; --count) {
            if (random_() % 4 == 0) wire.hole(random_() % 3 + 1);
            if (random_() % 6 == 0) wire.skip(1);
            wire.event("a");
            batch.counters.push_back(wire.counter());
        }
        publisher.counter = batch.last = wire.counter();
        batch.bytes = wire.seal();
        publisher.made.push_back(batch);
        return batch;
    }
    void send(Publisher& publisher, const Batch& batch) {
        std::uint64_t news = 0;
        for (const std::uint64_t counter : batch.counters)
            news += counter > publisher.held ? 1 : 0;
        publisher.held = std::max(publisher.held, batch.last);
        publisher.accepted += news;
        duplicates_ += batch.counters.size() - news;

        const auto taken_batch = publish_batch(batch.bytes);
        ASSERT_TRUE(taken_batch);
        ASSERT_EQ(taken_batch->accepted, news);
        ASSERT_EQ(taken_batch->through, publisher.held);
        ASSERT_EQ(hub.ingest.held(publisher.id), publisher.held);
        ASSERT_TRUE(account_of(publisher.id).is_closed());
    }
    const PublisherAccount& account_of(const std::string& publisher) {
        return *hub.ingest.publishers().find(publisher);
    }

    std::mt19937 random_{GetParam()};
    std::uint64_t duplicates_ = 0;
};

TEST_P(IngestAgainstItsModel, StoresEveryCounterOnceAndInOrder) {
    std::vector<Publisher> publishers{{"one", {}}, {"two", {}}, {"three", {}}};
    std::uint64_t accepted = 0;
    for (int step = 0; step < 500; ++step) {
        Publisher& publisher = publishers[random_() % publishers.size()];
        const bool again = !publisher.made.empty() && random_() % 3 == 0;
        send(publisher, again ? publisher.made[random_() % publisher.made.size()] : make(publisher));
        if (HasFatalFailure()) return;
        if (random_() % 4 == 0) {
            ASSERT_TRUE(hub.commit());
        }
    }
    ASSERT_TRUE(hub.commit());

    std::set<std::string> ids;
    std::uint64_t last_seq = 0;
    for (const std::string& text : remembered()) {
        const auto event = Event::parse(text).value();
        EXPECT_TRUE(ids.insert(event.id).second) << event.id << " is there twice";
        EXPECT_EQ(event.seq, ++last_seq);
    }
    for (const Publisher& publisher : publishers) {
        accepted += publisher.accepted;
        EXPECT_EQ(account_of(publisher.id).stored(), publisher.accepted);
        EXPECT_EQ(account_of(publisher.id).through, publisher.held);
    }
    EXPECT_EQ(ids.size(), accepted);
    EXPECT_EQ(hub.counters.accepted, accepted);
    EXPECT_EQ(hub.counters.duplicates, duplicates_);
}

INSTANTIATE_TEST_SUITE_P(Seeds, IngestAgainstItsModel, ::testing::Range(1U, 7U));

}  // namespace
}  // namespace logbeam::hub
