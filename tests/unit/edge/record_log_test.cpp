#include "edge/record_log.hpp"

#include "edge/bucket.hpp"
#include "edge/shared_records.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_port.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace logbeam::edge {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

// A broker that writes records, until it is destroyed as by kill -9.
struct Writer {
    Writer(test::FakeJetStream& server, const Clock& clock)
        : port{server}, bucket{port, "alerts"}, log{bucket, "someone", clock, observer()} {
        bucket.open(1, [](const Result<void>& opened) { ASSERT_TRUE(opened.ok()); });
        port.drive();
        drive();
    }
    void drive() {
        log.drive();
        port.drive();
    }
    void put(const std::string& key, const std::string& text) { ASSERT_TRUE(log.change({{"group", key, text}}).ok()); }
    [[nodiscard]] bool is_kept() {
        return log.wait_until_kept([] { return false; });
    }
    RecordLog::Observer observer() {
        return {[this] { ++woken; }, [this] { said.emplace_back("open"); }, [this] { said.emplace_back("lost"); },
                [this](const std::string& line) { troubles.push_back(line); }};
    }

    test::FakePort port;
    Bucket bucket;
    int woken = 0;
    std::vector<std::string> said;
    std::vector<std::string> troubles;
    RecordLog log;
};

struct ARecordLog : ::testing::Test {
    std::vector<std::string> left(std::string_view kind = "group") {
        Writer reader{server, clock};
        EXPECT_THAT(reader.said, ElementsAre("open"));
        EXPECT_THAT(reader.troubles, IsEmpty());
        std::vector<std::string> all;
        for (const auto& record : reader.log.records(kind))
            all.push_back(record.key + "=" + record.text);
        return all;
    }

    test::FakeClock clock;
    test::FakeJetStream server;
    std::unique_ptr<Writer> writer = std::make_unique<Writer>(server, clock);
};

TEST_F(ARecordLog, LeavesItsRecordsToTheNext) {
    writer->put("a", "1");
    writer->put("b", R"({"text":"\"x\""})");
    writer->put("a", "2");
    writer->drive();

    EXPECT_THAT(left(), ElementsAre("a=2", R"(b={"text":"\"x\""})"));
}

TEST_F(ARecordLog, LeavesNothingOfWhatWasRemoved) {
    writer->put("a", "1");
    writer->drive();
    (void)writer->log.change({{"group", "a", std::nullopt}});
    writer->drive();

    EXPECT_THAT(left(), IsEmpty());
}

TEST_F(ARecordLog, SaysWhatIsKept) {
    writer->put("a", "1");
    EXPECT_FALSE(writer->is_kept());
    writer->drive();

    EXPECT_TRUE(writer->is_kept());
    EXPECT_EQ(writer->woken, 1);
}

TEST_F(ARecordLog, LeavesAllOfACallOrNothing) {
    (void)writer->log.change({{"group", "a", "1"}, {"notification", "a", "1"}});
    EXPECT_THAT(left(), IsEmpty());  // it died before it wrote
    writer = std::make_unique<Writer>(server, clock);
    (void)writer->log.change({{"group", "a", "1"}, {"notification", "a", "1"}});
    writer->drive();

    EXPECT_THAT(left("group"), ElementsAre("a=1"));
    EXPECT_THAT(left("notification"), ElementsAre("a=1"));
}

TEST_F(ARecordLog, WritesNothingMoreWhenAnotherHasFollowed) {
    writer->put("a", "1");
    writer->drive();
    Writer next{server, clock};
    writer->put("a", "late");
    writer->drive();

    EXPECT_THAT(writer->said, ElementsAre("open", "lost"));
    EXPECT_FALSE(writer->is_kept());
    EXPECT_THAT(left(), ElementsAre("a=1"));
}

TEST_F(ARecordLog, WritesOnceWhatWasNotAnswered) {
    writer->port.lost_answers = 1;
    writer->put("a", "1");
    writer->drive();
    EXPECT_FALSE(writer->is_kept());
    writer->put("a", "2");
    writer->drive();

    EXPECT_TRUE(writer->is_kept());
    EXPECT_THAT(left(), ElementsAre("a=2"));
}

TEST_F(ARecordLog, WritesLaterWhatCouldNotBeWritten) {
    server.is_full = true;
    writer->put("a", "1");
    writer->drive();
    EXPECT_FALSE(writer->is_kept());
    server.is_full = false;
    writer->drive();

    EXPECT_TRUE(writer->is_kept());
}

TEST_F(ARecordLog, TakesNoMorePlacesHoweverLongItGoesOn) {
    for (int each = 0; each < 2'000; ++each) {
        writer->put(std::to_string(each % 10), std::to_string(each));
        writer->drive();
    }

    const std::set<std::string> keys(server.is_written.begin(), server.is_written.end());
    EXPECT_THAT(keys, SizeIs(Le(RecordTable::places + 4)));
    EXPECT_THAT(left(), AllOf(SizeIs(10), Contains("9=1999"), Contains("0=1990")));
}

TEST_F(ARecordLog, LeavesTheSameWhereverItDiesBetweenTwoWrites) {
    writer->port.payload = 1'024 + 64;  // so that snapshots have parts
    for (std::uint64_t each = 0; each < RecordTable::places - 1; ++each) {
        writer->put(std::to_string(each % 5), std::to_string(each));
        writer->drive();
    }
    const auto before = left();
    for (const int writes : {0, 1, 2, 3, 4, 5, 6}) {
        Writer next{server, clock};
        next.port.payload = 1'024 + 64;
        next.put("a", std::string(200, 'x'));  // longer than a value
        next.log.drive();
        for (int each = 0; each < writes; ++each)
            next.port.drive_once();
        auto now = left();
        EXPECT_TRUE(now == before || now.back() == "a=" + std::string(200, 'x')) << writes;
    }
}

TEST_F(ARecordLog, RefusesMoreThanItsLimit) {
    const auto changed = writer->log.change({{"group", "a", std::string(RecordTable::most_bytes, 'x')}});

    ASSERT_FALSE(changed.ok());
    EXPECT_EQ(changed.error().code, ErrorCode::limit_reached);
    EXPECT_THAT(writer->log.records("group"), IsEmpty());
}

TEST_F(ARecordLog, TakesNothingMoreAtItsEnd) {
    writer->log.close();

    EXPECT_FALSE(writer->log.change({{"group", "a", "1"}}).ok());
}

TEST_F(ARecordLog, PassesOverWhatItCannotRead) {
    writer->put("a", "1");
    writer->drive();
    writer->bucket.write({"change.77", "no json", {}, {}, {}}, [](const Result<std::uint64_t>&) {});
    writer->port.drive();
    Writer next{server, clock};

    EXPECT_THAT(next.said, ElementsAre("open"));
    EXPECT_THAT(next.troubles, SizeIs(1));
    EXPECT_THAT(next.log.records("group"), SizeIs(1));
}

TEST_F(ARecordLog, ReadsAgainWhenItIsNotAnswered) {
    test::FakeJetStream other;
    Writer late{other, clock};
    late.port.lost_requests = 1;
    RecordLog log{late.bucket, "x", clock, late.observer()};
    log.drive();
    late.port.drive();
    log.drive();
    late.port.drive();

    EXPECT_THAT(late.said, ElementsAre("open", "open"));
}

}  // namespace
}  // namespace logbeam::edge
