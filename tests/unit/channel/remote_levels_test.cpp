#include "channel/remote_levels.hpp"

#include "unit/channel/host_loggers.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

namespace logbeam::channel {
namespace {

using namespace std::chrono_literals;

// Its threads are real, and waited for by what they say when they are done.
struct RemoteLevelsTest : ::testing::Test {
    [[nodiscard]] std::unique_ptr<RemoteLevels> make(RemoteLevel permission = RemoteLevel::allow) {
        return std::make_unique<RemoteLevels>(RemoteLevels::Setup{permission, 1h, [this] { done.release(); }});
    }
    // What is there once so many questions were dealt with.
    [[nodiscard]] wire::Loggers answered(std::uint64_t questions) {
        while (done.try_acquire_for(10s)) {
            if (auto found = levels->take(); found && found->answered >= questions) return *std::move(found);
        }
        ADD_FAILURE() << questions << " questions were not answered";
        return {};
    }

    std::counting_semaphore<> done{0};
    std::shared_ptr<test::FakeRegistry> registry = std::make_shared<test::FakeRegistry>();
    std::shared_ptr<test::FakeLogger> net = registry->add("net", LoggerLevel::info);
    std::unique_ptr<RemoteLevels> levels = make();
};

TEST_F(RemoteLevelsTest, TellWhatWasOffered) {
    levels->offer(registry);

    EXPECT_EQ(answered(0), (wire::Loggers{{{"net", LoggerLevel::info, {}}}, 0}));
}

TEST_F(RemoteLevelsTest, SetWhatTheOtherEndAsksForAndTellThatItIsDone) {
    levels->offer(registry);
    levels->set({"net", LoggerLevel::debug, 5min});
    levels->set({"unknown", LoggerLevel::debug, 5min});

    const auto told = answered(2);

    EXPECT_EQ(net->level(), LoggerLevel::debug);
    EXPECT_EQ(told.loggers.at(0).level, LoggerLevel::debug);
    EXPECT_TRUE(levels->deadline().has_value());
}

TEST_F(RemoteLevelsTest, FindLoggersThatWereMadeSince) {
    levels->offer(registry);
    (void)answered(0);
    const auto db = registry->add("db", LoggerLevel::info);

    levels->set({"db", LoggerLevel::off, 5min});

    EXPECT_EQ(answered(1).loggers.size(), 2U);
    EXPECT_EQ(db->level(), LoggerLevel::off);
}

TEST_F(RemoteLevelsTest, ReturnWhenTheyAreDue) {
    levels->offer(registry);
    levels->set({"net", LoggerLevel::debug, 1ms});
    (void)answered(1);
    while (net->level() != LoggerLevel::info) {
        levels->drive(std::chrono::steady_clock::time_point::max());
        std::this_thread::yield();
    }
}

TEST_F(RemoteLevelsTest, DoNothingWithoutPermission) {
    levels = make(RemoteLevel::refuse);
    levels->offer(registry);
    levels->set({"net", LoggerLevel::debug, 5min});

    EXPECT_EQ(registry.use_count(), 1) << "it is not even kept";
    EXPECT_EQ(net->level(), LoggerLevel::info);
}

TEST_F(RemoteLevelsTest, EndWhileTheHostHoldsItsLock) {
    levels->offer(registry);
    (void)answered(0);
    const std::weak_ptr<test::FakeRegistry> kept = registry;
    {
        const std::lock_guard held{registry->mutex};
        levels->set({"net", LoggerLevel::debug, 5min});
        levels->close();
        levels.reset();  // does not wait for the thread that waits for the lock
    }
    registry.reset();
    while (!kept.expired())
        std::this_thread::yield();
    EXPECT_EQ(net->level(), LoggerLevel::info);
}

TEST_F(RemoteLevelsTest, RevertEverythingWhenTheyAreClosed) {
    levels->offer(registry);
    levels->set({"net", LoggerLevel::debug, 5min});
    (void)answered(1);

    levels->close();

    while (net->level() != LoggerLevel::info)
        std::this_thread::yield();
}

TEST_F(RemoteLevelsTest, ForgetWhatAnEarlierConversationAskedFor) {
    levels->set({"net", LoggerLevel::debug, 5min});  // before anything is offered
    levels->begin();
    levels->offer(registry);

    EXPECT_EQ(answered(0).answered, 0U);
    EXPECT_EQ(net->level(), LoggerLevel::info);
}

TEST_F(RemoteLevelsTest, CountNothingForAConversationThatAnEarlierOneAskedFor) {
    levels->offer(registry);
    (void)answered(0);
    {
        const std::lock_guard held{registry->mutex};
        levels->set({"net", LoggerLevel::debug, 5min});
        while (registry->visits < 2)
            std::this_thread::yield();
        levels->begin();
    }

    EXPECT_EQ(answered(0).answered, 0U);
}

TEST_F(RemoteLevelsTest, InheritWhatStandsInTheParentOfAFork) {
    levels->offer(registry);
    levels->set({"net", LoggerLevel::debug, 5min});
    (void)answered(1);

    auto childs = make();
    childs->inherit(*levels);
    childs->offer(registry);
    childs->close();

    while (net->level() != LoggerLevel::info)
        std::this_thread::yield();
}

}  // namespace
}  // namespace logbeam::channel
