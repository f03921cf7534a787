#include "support/broker_process.hpp"
#include "support/command.hpp"
#include "support/crowd.hpp"
#include "support/raw_client.hpp"
#include "support/wire_batch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

// `logbeam query` and a filtered `logbeam tail` against `logbeam serve`, as in a terminal.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class QueryCommand : public ::testing::Test {
protected:
    // Events with the numbers from `first` to `last`, each third one an error of the city Berlin.
    void publish(int first, int last) {
        RawWebSocket socket{broker.port(), "/ws"};
        socket.send_text(R"({"kind":"hello","version":1,"publishers":[{"id":"me"}]})");
        for (int number = first; number <= last; ++number) {
            const bool is_third = number % 3 == 0;
            me.event("logs.shop",
                     R"({"message":"order )" + std::to_string(number) + R"( moved","n":)" + std::to_string(number) +
                         R"(,"city":")" + (is_third ? "Berlin" : "Rome") + R"("})",
                     is_third ? Level::error : Level::info);
        }
        socket.send_binary(me.seal());
        ASSERT_TRUE(socket.next_with(R"("counter":)" + std::to_string(me.counter()) + "}").has_value());
    }

    [[nodiscard]] Command command(const std::string& name, Arguments words) const {
        words.insert(words.begin(), {name, "--url", broker.url()});
        return {LOGBEAM_PROGRAM_PATH, std::move(words)};
    }
    std::vector<std::string> query(const Arguments& words, int code = 0) {
        return printed_by(command("query", words).arguments, code);
    }

    BrokerProcess broker;
    WirePublisher me{"me"};
};

TEST_F(QueryCommand, ShowsWhatTheQueryMatchesInTheOrderOfTime) {
    publish(1, 9);

    const auto lines = query({"level>=warn", "city:Berlin", "--last", "2"});

    EXPECT_THAT(lines, ElementsAre(HasSubstr(R"(logs.shop  test {"message":"order 6 moved","n":6)"),
                                   HasSubstr(R"(logs.shop  test {"message":"order 9 moved","n":9)")));
}

TEST_F(QueryCommand, ExportsEverythingOldestFirst) {
    publish(1, 2500);

    const auto lines = query({"--json", "--limit", "0"});

    ASSERT_THAT(lines, SizeIs(2500));
    EXPECT_THAT(lines.front(), HasSubstr(R"("n":1,)"));
    EXPECT_THAT(lines.back(), HasSubstr(R"("n":2500,)"));
}

TEST_F(QueryCommand, CountsMeasuresAndGroups) {
    publish(1, 30);

    const auto histogram = query({"--histogram", "--by", "level", "--value", "n", "--from", "1970-01-01", "--to",
                                  "1970-01-01", "--bucket", "1d"});
    const auto templates = query({"--templates", "--from", "1970-01-01", "--to", "1970-01-01"});
    const auto fields = query({"--fields", "level:error"});

    EXPECT_THAT(histogram, ElementsAre(HasSubstr("| 30  info 20  error 10  avg 15.5  p50 15  p95 29  p99 30")));
    EXPECT_THAT(templates, ElementsAre(HasSubstr("order <*> moved")));
    EXPECT_THAT(fields, ::testing::Contains(HasSubstr("Berlin (10)")));
}

TEST_F(QueryCommand, SaysInOneLineWhatTheBrokerRefuses) {
    EXPECT_THAT(query({"--from", "yesterday"}, 1), ElementsAre(HasSubstr("the broker says: from='yesterday'")));
}

TEST_F(QueryCommand, SaysInOneLineThatNobodyIsThere) {
    broker.kill(SIGKILL);
    ASSERT_EQ(broker.wait(5s), died_of(SIGKILL));

    EXPECT_THAT(query({}, 1), ElementsAre(HasSubstr("cannot connect")));
}

TEST_F(QueryCommand, EndsQuietlyWhenItsReaderGoesAway) {
    publish(1, 3000);
    Child shell{Command{
        "/bin/sh",
        {"-c", std::string{LOGBEAM_PROGRAM_PATH} + " query --json --limit 0 --url " + broker.url() + " | head -n 1"}}};

    EXPECT_THAT(shell.line().value_or(""), HasSubstr(R"("n":1,)"));
    EXPECT_FALSE(shell.line().has_value());
    EXPECT_EQ(shell.wait(20s), exit_code(0));
}

TEST_F(QueryCommand, LeavesTheBrokerFreeToTakeEventsWhileASearchGoesOn) {
    publish(1, 5000);
    RawWebSocket reader{broker.port(), "/ws"};
    subscribe(reader, "logs.shop");

    Child slow{command("query", {"--json", "--limit", "0"})};  // nobody reads what it prints
    publish(5001, 5010);

    EXPECT_TRUE(reader.next_with(R"("n":5010,)").has_value());
}

TEST_F(QueryCommand, HasATailThatShowsOnlyWhatItsQueryMatches) {
    publish(1, 3);
    Child tail{command("tail", {"level>=warn", "city:Berlin", "--json"})};
    ASSERT_THAT(tail.line().value_or(""), HasSubstr(R"("n":3,)"));

    publish(4, 6);

    EXPECT_THAT(tail.line().value_or(""), HasSubstr(R"("n":6,)"));
}

}  // namespace
}  // namespace logbeam::test
