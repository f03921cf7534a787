#include "channel/level_book.hpp"

#include "unit/channel/host_loggers.hpp"

#include <gtest/gtest.h>

namespace logbeam::channel {
namespace {

using namespace std::chrono_literals;

struct ALevelBook : ::testing::Test {
    void set(const std::optional<std::string>& logger, LoggerLevel level, std::chrono::milliseconds duration) {
        book.set(registry.loggers(), {logger, level, duration}, now);
    }
    void pass(std::chrono::milliseconds time) {
        now.steady += time;
        now.wall += time;
        book.revert_due(now.steady);
    }
    [[nodiscard]] wire::Logger described(std::size_t index) { return book.describe(registry.loggers()).at(index); }

    test::FakeRegistry registry;
    std::shared_ptr<test::FakeLogger> net = registry.add("net", LoggerLevel::info);
    std::shared_ptr<test::FakeLogger> db = registry.add("db", LoggerLevel::warning);
    LevelBook book{1h};
    Moment now{std::chrono::steady_clock::time_point{100s}, Timestamp{1000s}};
};

TEST_F(ALevelBook, SetsOneLoggerUntilItsTimeIsOver) {
    set("net", LoggerLevel::debug, 5min);

    EXPECT_EQ(net->level(), LoggerLevel::debug);
    EXPECT_EQ(db->level(), LoggerLevel::warning);
    EXPECT_EQ(book.next_due(), now.steady + 5min);
    EXPECT_EQ(described(0),
              (wire::Logger{"net", LoggerLevel::debug, wire::LevelChange{LoggerLevel::info, Timestamp{1300s}}}));

    pass(5min - 1ms);
    EXPECT_EQ(net->level(), LoggerLevel::debug);
    pass(1ms);
    EXPECT_EQ(net->level(), LoggerLevel::info);
    EXPECT_EQ(book.next_due(), std::nullopt);
    EXPECT_EQ(described(0), (wire::Logger{"net", LoggerLevel::info, {}}));
}

TEST_F(ALevelBook, SetsAllWhereNoneIsNamed) {
    set(std::nullopt, LoggerLevel::off, 1min);

    EXPECT_EQ(net->level(), LoggerLevel::off);
    EXPECT_EQ(db->level(), LoggerLevel::off);
    pass(1min);
    EXPECT_EQ(net->level(), LoggerLevel::info);
    EXPECT_EQ(db->level(), LoggerLevel::warning);
}

TEST_F(ALevelBook, SetsTheOneWithoutANameAlone) {
    const auto nameless = registry.add("", LoggerLevel::info);

    set("", LoggerLevel::debug, 1min);

    EXPECT_EQ(nameless->level(), LoggerLevel::debug);
    EXPECT_EQ(net->level(), LoggerLevel::info);
}

TEST_F(ALevelBook, KeepsWhatWasFirstWhenALevelIsSetAgain) {
    set("net", LoggerLevel::debug, 1min);
    pass(30s);
    set("net", LoggerLevel::trace, 1min);
    pass(59s);
    EXPECT_EQ(net->level(), LoggerLevel::trace);

    pass(1s);

    EXPECT_EQ(net->level(), LoggerLevel::info);
}

TEST_F(ALevelBook, EndsAChangeWhenAsked) {
    set("net", LoggerLevel::debug, 1min);

    set("net", LoggerLevel::off, 0ms);
    set("db", LoggerLevel::off, 0ms);  // nothing stands there

    EXPECT_EQ(net->level(), LoggerLevel::info);
    EXPECT_EQ(db->level(), LoggerLevel::warning);
    EXPECT_EQ(book.next_due(), std::nullopt);
}

TEST_F(ALevelBook, LeavesALoggerAloneThatTheHostHasSetMeanwhile) {
    set("net", LoggerLevel::debug, 1min);
    net->set_level(LoggerLevel::error);
    EXPECT_EQ(described(0), (wire::Logger{"net", LoggerLevel::error, {}}));

    pass(1min);
    EXPECT_EQ(net->level(), LoggerLevel::error);

    set("net", LoggerLevel::debug, 1min);
    pass(1min);
    EXPECT_EQ(net->level(), LoggerLevel::error) << "what the host set is what returns";
}

TEST_F(ALevelBook, LetsNothingStandBeyondItsLimit) {
    set("net", LoggerLevel::debug, 48h);

    EXPECT_EQ(book.next_due(), now.steady + 1h);
}

TEST_F(ALevelBook, RevertsAllAtTheEnd) {
    set("", LoggerLevel::trace, 1h);

    book.revert_all();

    EXPECT_EQ(net->level(), LoggerLevel::info);
    EXPECT_EQ(db->level(), LoggerLevel::warning);
}

TEST_F(ALevelBook, LeavesOutALoggerWhoseNameIsTooLongForAFrame) {
    registry.add(std::string(LevelBook::longest_name + 1, 'n'), LoggerLevel::info);

    EXPECT_EQ(book.describe(registry.loggers()).size(), 2U);
}

TEST_F(ALevelBook, DescribesABoundedNumber) {
    for (std::size_t i = 0; i < LevelBook::most_described; ++i)
        registry.add("l" + std::to_string(i), LoggerLevel::info);

    EXPECT_EQ(book.describe(registry.loggers()).size(), LevelBook::most_described);
}

}  // namespace
}  // namespace logbeam::channel
