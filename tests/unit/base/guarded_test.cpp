#include "base/guarded.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <string>
#include <thread>
#include <vector>

namespace logbeam {
namespace {

TEST(Guarded, GivesItsDataUnderTheLock) {
    Guarded<std::vector<int>> numbers;

    numbers.lock()->push_back(1);
    numbers.with([](std::vector<int>& data) { data.push_back(2); });

    EXPECT_EQ(numbers.with([](const auto& data) { return data; }), (std::vector{1, 2}));
}

TEST(Guarded, IsMadeFromTheArgumentsOfItsData) {
    const Guarded<std::string> text{std::size_t{3}, 'x'};

    EXPECT_EQ(*text.lock(), "xxx");
}

TEST(Guarded, LosesNoUpdateOfManyThreads) {
    Guarded<int> count{0};
    const auto work = [&count] {
        for (int round = 0; round < 1000; ++round) {
            ++*count.lock();
        }
    };

    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back(work);
    }
    for (auto& thread : threads) {
        thread.join();
    }

    EXPECT_EQ(*count.lock(), 4000);
}

TEST(Guarded, WaitsUntilItsDataIsReady) {
    Guarded<int> stage{0};
    std::condition_variable changed;
    std::thread other{[&] {
        *stage.lock() = 1;
        changed.notify_one();
    }};

    stage.lock().wait(changed, [](int now) { return now == 1; });
    other.join();

    EXPECT_EQ(*stage.lock(), 1);
}

TEST(Guarded, GivesUpWaitingAtTheLimit) {
    Guarded<int> stage{0};
    std::condition_variable changed;

    const bool is_ready =
        stage.lock().wait_for(changed, std::chrono::milliseconds{1}, [](int now) { return now == 1; });

    EXPECT_FALSE(is_ready);
}

}  // namespace
}  // namespace logbeam
