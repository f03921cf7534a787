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
    const auto line = parse_command_line({"tail", "logs.*", "orders", "--last", "5", "--json", "--name", "audit"});

    const auto& tail = std::get<TailOptions>(line);
    EXPECT_THAT(tail.patterns, ElementsAre("logs.*", "orders"));
    EXPECT_EQ(tail.last, 5u);
    EXPECT_TRUE(tail.json);
    EXPECT_EQ(tail.name, "audit");
}

TEST(CommandLine, TailsEverythingByDefault) {
    EXPECT_THAT(std::get<TailOptions>(parse_command_line({"tail"})).patterns, ElementsAre(">"));
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
    const Answer refused = answer({"tail", "level>=warn"});

    EXPECT_EQ(refused.exit_code, exit_usage);
    EXPECT_THAT(refused.text, HasSubstr("'level>=warn' is no topic pattern"));
    EXPECT_THAT(refused.text, Not(HasSubstr("\n")));
}

TEST(CommandLine, RefusesNamesThatWouldLeaveTheStateFolder) {
    EXPECT_EQ(answer({"tail", "--name", "../x"}).exit_code, exit_usage);
    EXPECT_EQ(answer({"tail", "--name", ".."}).exit_code, exit_usage);
}

TEST(CommandLine, RefusesUnknownCommandsOptionsAndNothingAtAll) {
    EXPECT_THAT(answer({"tial"}).text, HasSubstr("'tial' is no command"));
    EXPECT_THAT(answer({"tail", "--lats", "5"}).text, HasSubstr("--lats"));
    EXPECT_EQ(answer({}).exit_code, exit_usage);
    EXPECT_EQ(answer({"publish"}).exit_code, exit_usage);
}

TEST(CommandLine, HelpsWithExamplesForEveryCommand) {
    for (const std::string command : {"tail", "publish", "pipe", "follow", "bench"}) {
        const Answer help = answer({command, "--help"});

        EXPECT_EQ(help.exit_code, exit_done) << command;
        EXPECT_THAT(help.text, HasSubstr("Examples:")) << command;
        EXPECT_THAT(help.text, HasSubstr("logbeam " + command));
    }
}

}  // namespace
}  // namespace logbeam::cli
