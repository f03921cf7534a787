#include "cli/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <variant>

namespace logbeam::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Answer answer(std::vector<std::string> words) {
    const CommandLine line = parse_command_line(std::move(words));
    const auto* found = std::get_if<Answer>(&line);
    return found == nullptr ? Answer{-1, "a command was found"} : *found;
}

TEST(CommandLine, ReadsATail) {
    const auto line = parse_command_line({"tail", "level>=warn", "city:Berlin", "--topic", "logs.*", "--topic",
                                          "orders", "--last", "5", "--json", "--name", "audit"});

    const auto& tail = std::get<TailOptions>(line);
    EXPECT_EQ(tail.query, "level>=warn city:Berlin");
    EXPECT_THAT(tail.patterns, ElementsAre("logs.*", "orders"));
    EXPECT_EQ(tail.last, 5u);
    EXPECT_TRUE(tail.json);
    EXPECT_EQ(tail.name, "audit");
}

TEST(CommandLine, TailsEverythingByDefault) {
    const auto tail = std::get<TailOptions>(parse_command_line({"tail"}));

    EXPECT_THAT(tail.patterns, ElementsAre(">"));
    EXPECT_EQ(tail.query, "");
}

TEST(CommandLine, ReadsAPublish) {
    const auto line = parse_command_line({"publish", "orders.shipped", "id=1", "city=Berlin", "--timeout", "2.5"});

    const auto& publish = std::get<PublishOptions>(line);
    EXPECT_EQ(publish.topic, "orders.shipped");
    EXPECT_THAT(publish.data, ElementsAre("id=1", "city=Berlin"));
    EXPECT_EQ(publish.timeout, 2500ms);
}

TEST(CommandLine, TakesADashForStdin) {
    EXPECT_THAT(std::get<PublishOptions>(parse_command_line({"publish", "a", "-"})).data, ElementsAre("-"));
}

TEST(CommandLine, KnowsTheDialectOfANatsUrl) {
    const auto line = parse_command_line({"bench", "--url", "nats+ws://127.0.0.1:8080", "--connections", "7"});

    EXPECT_EQ(std::get<BenchOptions>(line).dialect, BenchDialect::nats);
    EXPECT_EQ(std::get<BenchOptions>(line).subscribers, 7u);
}

TEST(CommandLine, RefusesAWordThatIsNoPatternInOneLine) {
    const Answer refused = answer({"tail", "--topic", "level>=warn"});

    EXPECT_EQ(refused.exit_code, exit_usage);
    EXPECT_THAT(refused.text, HasSubstr("'level>=warn' is no topic pattern"));
    EXPECT_THAT(refused.text, Not(HasSubstr("\n")));
}

TEST(CommandLine, TakesTheWordBehindATopicAsPartOfTheQuery) {
    const auto tail = std::get<TailOptions>(parse_command_line({"tail", "--topic", "orders", "city:Berlin"}));

    EXPECT_THAT(tail.patterns, ElementsAre("orders"));
    EXPECT_EQ(tail.query, "city:Berlin");
}

TEST(CommandLine, TakesWordsThatBeginWithAMinusBehindTwoOfThem) {
    const auto tail = std::get<TailOptions>(parse_command_line({"tail", "--", "timeout", "-healthcheck"}));

    EXPECT_EQ(tail.query, "timeout -healthcheck");
}

TEST(CommandLine, RefusesAQueryThatDoesNotReadAndPointsAtTheCharacter) {
    for (const std::string command : {"tail", "query"}) {
        const Answer refused = answer({command, "level>=warn", "(city:Berlin"});

        EXPECT_EQ(refused.exit_code, exit_usage);
        EXPECT_THAT(refused.text, HasSubstr("in the query, at character")) << command;
        EXPECT_THAT(refused.text, Not(HasSubstr("\n")));
    }
}

TEST(CommandLine, ReadsAQuery) {
    const auto query = std::get<QueryOptions>(
        parse_command_line({"query", "level:error", "timeout", "--from", "-15m", "--to=2026-11-20", "--last", "7",
                            "--order", "newest", "--topic", "logs.>", "--json"}));

    EXPECT_EQ(query.query, "level:error timeout");
    EXPECT_EQ(query.from, "-15m");
    EXPECT_EQ(query.to, "2026-11-20");
    EXPECT_EQ(query.limit, 7u);
    EXPECT_EQ(query.order, QueryOptions::Order::newest);
    EXPECT_THAT(query.topics, ElementsAre("logs.>"));
    EXPECT_EQ(query.format, QueryOptions::Format::json);
    EXPECT_EQ(query.report, QueryOptions::Report::events);
}

TEST(CommandLine, ReadsTheReportsOfAQuery) {
    const auto histogram = std::get<QueryOptions>(parse_command_line({"query", "--histogram", "--by", "level"}));
    const auto fields = std::get<QueryOptions>(parse_command_line({"query", "--fields", "--json"}));
    const auto templates = std::get<QueryOptions>(parse_command_line({"query", "--templates", "level:error"}));

    EXPECT_EQ(histogram.report, QueryOptions::Report::histogram);
    EXPECT_EQ(histogram.by, "level");
    EXPECT_EQ(fields.report, QueryOptions::Report::fields);
    EXPECT_EQ(fields.format, QueryOptions::Format::json);
    EXPECT_EQ(templates.report, QueryOptions::Report::templates);
    EXPECT_EQ(templates.query, "level:error");
}

TEST(CommandLine, RefusesFormsOfAQueryThatDoNotGoTogether) {
    EXPECT_EQ(answer({"query", "--histogram", "--fields"}).exit_code, exit_usage);
    EXPECT_EQ(answer({"query", "--by", "level"}).exit_code, exit_usage);
    EXPECT_EQ(answer({"query", "--csv", "--json"}).exit_code, exit_usage);
    EXPECT_EQ(answer({"query", "--csv", "--templates"}).exit_code, exit_usage);
    EXPECT_EQ(answer({"query", "--order", "random"}).exit_code, exit_usage);
}

TEST(CommandLine, RefusesNamesThatWouldLeaveTheStateFolder) {
    EXPECT_EQ(answer({"tail", "--name", "../x"}).exit_code, exit_usage);
    EXPECT_EQ(answer({"tail", "--name", ".."}).exit_code, exit_usage);
}

TEST(CommandLine, ReadsWhereABrokerKeepsItsEvents) {
    EXPECT_EQ(std::get<ServeOptions>(parse_command_line({"serve", "--data", "/a"})).data_dir, "/a");
    EXPECT_TRUE(std::get<ServeOptions>(parse_command_line({"serve", "--memory"})).memory);
    EXPECT_EQ(answer({"serve", "--memory", "--data", "/a"}).exit_code, exit_usage);
}

TEST(CommandLine, ReadsASnapshot) {
    const auto snapshot = std::get<SnapshotOptions>(parse_command_line({"snapshot", "--data", "/a", "/b"}));

    EXPECT_EQ(snapshot.data_dir, "/a");
    EXPECT_EQ(snapshot.to, "/b");
    EXPECT_EQ(answer({"snapshot", "/b"}).exit_code, exit_usage);
}

TEST(CommandLine, RefusesUnknownCommandsOptionsAndNothingAtAll) {
    EXPECT_THAT(answer({"tial"}).text, HasSubstr("'tial' is no command"));
    EXPECT_THAT(answer({"tail", "--lats", "5"}).text, HasSubstr("--lats"));
    EXPECT_EQ(answer({}).exit_code, exit_usage);
    EXPECT_EQ(answer({"publish"}).exit_code, exit_usage);
}

TEST(CommandLine, HelpsWithExamplesForEveryCommand) {
    for (const std::string command : {"tail", "query", "publish", "pipe", "follow", "level", "snapshot", "bench"}) {
        const Answer help = answer({command, "--help"});

        EXPECT_EQ(help.exit_code, exit_done) << command;
        EXPECT_THAT(help.text, HasSubstr("Examples:")) << command;
        EXPECT_THAT(help.text, HasSubstr("logbeam " + command));
    }
}

}  // namespace
}  // namespace logbeam::cli
