#include "transport/nats/packer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::transport {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::size_t roomy = 1 << 20;

// A batch of the publisher `me` from what a test adds in the order of counters.
class Draft {
public:
    Draft& event(std::uint64_t counter, const std::string& topic, std::size_t bytes = 4) {
        wire::EventKind kind{topic, "t", "s", ""};
        builder_.add(counter, kind, Level::info, {}, '"' + std::string(bytes, 'x') + '"');
        return *this;
    }
    Draft& hole(std::uint64_t first, std::uint64_t count) {
        builder_.add_hole({first, count, DropReason::queue_full, {}});
        return *this;
    }
    std::shared_ptr<const Batch> seal(bool is_recovered = false) {
        Batch batch;
        batch.publisher = "me";
        batch.first = builder_.first();
        batch.last = builder_.last();
        batch.events = builder_.events();
        batch.recovered = is_recovered;
        batch.bytes = builder_.seal();
        if (is_recovered) wire::mark_recovered(batch.bytes);
        return std::make_shared<const Batch>(std::move(batch));
    }

private:
    wire::BatchBuilder builder_{"me"};
};

struct PackerTest : ::testing::Test {
    std::vector<Packet> pack(const std::shared_ptr<const Batch>& batch, std::size_t limit = roomy) {
        return packer.pack(batch, limit, [this](const Error& error) { lost.push_back(error); }).value();
    }

    Packer packer{SubjectMapping::parse("e.{topic}").value()};
    std::vector<Error> lost;
};

// "subject: header", of each.
std::vector<std::string> outlines(const std::vector<Packet>& packets) {
    std::vector<std::string> all;
    for (const Packet& packet : packets) {
        all.push_back(packet.subject + ": " + encode(packet.header));
    }
    return all;
}

std::vector<std::uint64_t> counters(const Packet& packet) {
    std::vector<std::uint64_t> all;
    for (const auto& event : wire::decode_batch(*packet.body).value().events) {
        all.push_back(event.counter);
    }
    return all;
}

TEST_F(PackerTest, SendsABatchOfOneTopicAsItIs) {
    const auto batch = Draft{}.event(1, "a").event(2, "a").seal();

    const auto packets = pack(batch);

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 1 2 2 0"));
    EXPECT_EQ(packets.front().body.get(), &batch->bytes);
}

TEST_F(PackerTest, TakesOthersApartByTopic) {
    const auto packets = pack(Draft{}.event(1, "a").event(2, "b").event(3, "a").event(5, "b").seal());

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 1 3 2 0", "e.b: me 2 5 2 0"));
    EXPECT_THAT(counters(packets[0]), ElementsAre(1, 3));
    EXPECT_THAT(counters(packets[1]), ElementsAre(2, 5));
}

TEST_F(PackerTest, ChainsTheMessagesOfEachTopic) {
    (void)pack(Draft{}.event(1, "a").event(2, "b").seal());

    const auto packets = pack(Draft{}.event(3, "b").event(4, "a").seal());

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 4 4 1 1", "e.b: me 3 3 1 2"));
}

TEST_F(PackerTest, LetsHolesGoWithTheFirstTopic) {
    const auto packets = pack(Draft{}.hole(1, 2).event(3, "b").event(4, "a").hole(5, 1).event(6, "b").seal());

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 4 4 1 0", "e.b: me 1 6 2 0"));
    EXPECT_THAT(wire::decode_batch(*packets[1].body).value().holes, SizeIs(2));
}

TEST_F(PackerTest, SendsNothingButHolesToTheDrops) {
    EXPECT_THAT(outlines(pack(Draft{}.hole(1, 9).seal())), ElementsAre("e.$sys.drops: me 1 9 0 0"));
}

TEST_F(PackerTest, KeepsTheMarkOfARecoveredBatch) {
    const auto packets = pack(Draft{}.event(1, "a").event(2, "b").seal(true));

    EXPECT_TRUE(wire::decode_batch(*packets[0].body).value().recovered);
    EXPECT_TRUE(wire::decode_batch(*packets[1].body).value().recovered);
}

TEST_F(PackerTest, GivesTheSameBytesAndIdsWhenABatchComesAgain) {
    const auto first = Draft{}.event(1, "a").event(2, "b").seal();
    const auto second = Draft{}.event(3, "a").hole(4, 2).event(6, "b").seal();
    const auto sent = std::pair{pack(first), pack(second)};
    packer.acknowledge({"me", 2});

    const auto again = pack(second);

    ASSERT_EQ(outlines(again), outlines(sent.second));
    EXPECT_EQ(*again[0].body, *sent.second[0].body);
    EXPECT_EQ(*again[1].body, *sent.second[1].body);
    EXPECT_EQ(message_id(again[0].header), message_id(sent.second[0].header));
}

TEST_F(PackerTest, DividesWhatIsTooLongForOneMessage) {
    const auto packets = pack(Draft{}.event(1, "a", 400).event(2, "a", 400).event(3, "a", 400).seal(), 1200);

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 1 2 2 0", "e.a: me 3 3 1 2"));
    EXPECT_LE(packets[0].body->size(), 1200U);
    EXPECT_THAT(lost, IsEmpty());
}

TEST_F(PackerTest, PutsAHoleWhereAnEventFitsIntoNoMessage) {
    const auto packets = pack(Draft{}.event(1, "a").event(2, "a", 5000).event(3, "a").seal(), 1200);

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 1 3 2 0"));
    const auto view = wire::decode_batch(*packets[0].body).value();
    ASSERT_THAT(view.holes, SizeIs(1));
    EXPECT_EQ(view.holes[0].first, 2U);
    EXPECT_EQ(view.holes[0].reason, DropReason::too_large);
    ASSERT_THAT(lost, SizeIs(1));
    EXPECT_EQ(lost[0].code, ErrorCode::too_large);
}

TEST_F(PackerTest, RefusesAPublisherThatNoHeaderCanName) {
    wire::BatchBuilder builder{"two words"};
    builder.add_hole({1, 1, DropReason::filtered, {}});
    Batch batch;
    batch.bytes = builder.seal();

    const auto packed = packer.pack(std::make_shared<const Batch>(batch), roomy, [](const Error& /*error*/) {});

    ASSERT_FALSE(packed);
    EXPECT_EQ(packed.error().code, ErrorCode::malformed_batch);
}

TEST_F(PackerTest, PutsNoMoreEventsIntoAMessageThanOnesThatReadAStreamHaveNumbersFor) {
    Draft draft;
    for (std::uint64_t counter = 1; counter <= max_message_events + 1; ++counter)
        draft.event(counter, "a");

    const auto packets = pack(draft.seal());

    EXPECT_THAT(outlines(packets), ElementsAre("e.a: me 1 4096 4096 0", "e.a: me 4097 4097 1 4096"));
}

}  // namespace
}  // namespace logbeam::transport
