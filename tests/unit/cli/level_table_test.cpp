#include "cli/level/level_table.hpp"

#include <gtest/gtest.h>

namespace logbeam::cli {
namespace {

const Value answer = Value::parse(R"({"publishers":[
    {"publisher":"p1","source":"orders-api","asked":2,"answered":2,"loggers":[
        {"name":"net","level":"debug","was":"info","until":"2026-11-21T19:05:00.000000000Z"},
        {"name":"","level":"off"}]},
    {"publisher":"p2","source":"web","asked":1,"answered":0,"loggers":[{"name":"net","level":"info"}]}]})")
                         .value();

TEST(ALevelTable, HasALineForEachLogger) {
    EXPECT_EQ(level_table(answer, {}), "orders-api  ''   off\n"
                                       "orders-api  net  debug  until 2026-11-21T19:05:00Z, was info\n"
                                       "web         net  info\n");
}

TEST(ALevelTable, ShowsWhatWasAskedFor) {
    EXPECT_EQ(level_table(answer, {"web", {}}), "web  net  info\n");
    EXPECT_EQ(level_table(answer, {"orders-api", "net"}),
              "orders-api  net  debug  until 2026-11-21T19:05:00Z, was info\n");
    EXPECT_EQ(level_table(answer, {"orders-api", ""}), "orders-api  ''  off\n");
    EXPECT_EQ(level_table(answer, {"orders-api", "db"}), "");
    EXPECT_EQ(logger_names(answer, "orders-api"), "'' (the default one), net");
}

TEST(ALevelTable, KnowsWhetherAProgramHasAnswered) {
    EXPECT_TRUE(is_answered(answer, "orders-api"));
    EXPECT_FALSE(is_answered(answer, "web"));
    EXPECT_FALSE(is_answered(answer, ""));
}

}  // namespace
}  // namespace logbeam::cli
