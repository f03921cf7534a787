#include "cli/query/events_query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <map>
#include <string>
#include <vector>

namespace logbeam::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Order = QueryOptions::Order;
using Format = QueryOptions::Format;

std::tm utc(std::time_t time) {
    std::tm fields{};
    ::gmtime_r(&time, &fields);
    return fields;
}

std::string event(int seq) {
    Event made;
    made.id = "e-" + std::to_string(seq);
    made.topic = "a";
    made.type = "T";
    made.source = "s";
    made.seq = static_cast<std::uint64_t>(seq);
    return made.to_json();
}

std::string lines(const std::vector<int>& seqs, const std::string& done) {
    std::string all;
    for (const int seq : seqs)
        all += R"({"event":)" + event(seq) + "}\n";
    return all + R"({"done":)" + done + "}\n";
}

// A broker that knows its answers, and notes what it is asked.
class Querying : public ::testing::Test {
protected:
    Result<void> run() {
        options.format = Format::json;
        return run_as_is();
    }
    Result<void> run_as_is() {
        EventsQuery query{options, RenderStyle{false, utc, true}};
        const auto done = query.run(
            [this](const std::string& path, const TakeBody& take) -> Result<void> {
                asked.push_back(path);
                const std::string answer = answers.at(asked.size() - 1);
                (void)take(answer.substr(0, answer.size() / 2));  // pieces end anywhere
                (void)take(answer.substr(answer.size() / 2));
                return {};
            },
            [this](std::string_view text) {
                shown += text;
                return true;
            },
            [this](const SearchState& state) { told = state; });
        damaged = query.damaged();
        return done;
    }

    QueryOptions options;
    std::vector<std::string> answers;
    std::vector<std::string> asked;
    std::string shown;
    SearchState told;
    std::uint64_t damaged = 0;
};

TEST_F(Querying, ShowsTheNewestInTheOrderOfTime) {
    options.limit = 2;
    answers = {lines({9, 8}, R"({"progress":{},"next":8})")};

    ASSERT_TRUE(run());

    EXPECT_THAT(asked, ElementsAre("/api/events?format=stream&order=newest&limit=2"));
    EXPECT_EQ(shown, event(8) + "\n" + event(9) + "\n");
}

TEST_F(Querying, GoesOnUntilItHasWhatWasWanted) {
    options.limit = 3;
    options.order = Order::newest;
    answers = {lines({9}, R"({"progress":{},"next":7})"), lines({}, R"({"progress":{},"next":5})"),
               lines({4, 2}, R"({"progress":{},"next":2})")};

    ASSERT_TRUE(run());

    EXPECT_THAT(asked, ElementsAre("/api/events?format=stream&order=newest&limit=3",
                                   "/api/events?format=stream&order=newest&limit=2&before=7",
                                   "/api/events?format=stream&order=newest&limit=2&before=5"));
    EXPECT_EQ(shown, event(9) + "\n" + event(4) + "\n" + event(2) + "\n");
}

TEST_F(Querying, AsksForAllOfThemOldestFirst) {
    options.limit = 0;
    answers = {lines({1}, R"({"progress":{},"next":1})"), lines({2}, R"({"progress":{}})")};

    ASSERT_TRUE(run());

    EXPECT_THAT(asked, ElementsAre("/api/events?format=stream&order=oldest&limit=10000000",
                                   "/api/events?format=stream&order=oldest&limit=10000000&after=1"));
    EXPECT_EQ(shown, event(1) + "\n" + event(2) + "\n");
}

TEST_F(Querying, AsksForWhatWasSaid) {
    options.query = R"(level>=warn "a b")";
    options.topics = {"logs.>", "orders"};
    options.from = "-15m";
    options.to = "2026-11-20";
    answers = {lines({}, R"({"progress":{}})")};

    ASSERT_TRUE(run());

    EXPECT_THAT(asked, ElementsAre("/api/events?query=level%3E%3Dwarn%20%22a%20b%22&topic=logs.%3E&topic=orders&"
                                   "from=-15m&to=2026-11-20&format=stream&order=newest&limit=100"));
}

TEST_F(Querying, TellsHowFarItIsAndWhatCouldNotBeRead) {
    answers = {R"({"progress":{"blocks":9,"scanned":2,"skipped":1,"damaged":0,"events":50,"matched":3}})"
               "\n" +
               lines({}, R"({"progress":{"blocks":9,"scanned":5,"skipped":4,"damaged":2,"events":90,"matched":3}})")};

    ASSERT_TRUE(run());

    EXPECT_EQ(told.done, 9u);
    EXPECT_EQ(told.events, 90u);
    EXPECT_EQ(damaged, 2u);
}

TEST_F(Querying, RefusesAnAnswerThatIsBrokenOff) {
    answers = {R"({"event":)" + event(1) + "}\n"};

    EXPECT_FALSE(run());
}

TEST_F(Querying, WritesCsvWithAHeaderAndQuotes) {
    options.format = Format::csv;
    Event log;
    log.id = "e-1";
    log.topic = "logs.a";
    log.type = "logger.info";
    log.source = "shop";
    log.seq = 1;
    log.data = Fields{{"level", "info"}, {"message", "one, \"two\""}};
    answers = {R"({"event":)" + log.to_json() + "}\n" + lines({}, R"({"progress":{}})")};

    ASSERT_TRUE(run_as_is());

    EXPECT_EQ(shown, "seq,timestamp,level,topic,type,source,message,id,data\n"
                     "1,1970-01-01T00:00:00.000000000Z,info,logs.a,logger.info,shop,\"one, \"\"two\"\"\",e-1,"
                     R"("{""level"":""info"",""message"":""one, \""two\""""}")"
                     "\n");
}

TEST_F(Querying, ShowsLinesWithTheirDate) {
    answers = {lines({7}, R"({"progress":{}})")};

    ASSERT_TRUE(run_as_is());

    EXPECT_THAT(shown, HasSubstr("1970-01-01 00:00:00.000 event    a  T {}\n"));
}

}  // namespace
}  // namespace logbeam::cli
