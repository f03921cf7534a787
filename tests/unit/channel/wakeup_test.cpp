#include "channel/wakeup.hpp"

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <optional>
#include <thread>

namespace logbeam::channel {
namespace {

using namespace std::chrono_literals;

constexpr auto practically_for_ever = 1h;
constexpr int nothing_to_watch = -1;

// The number that the next descriptor of this process gets.
int next_descriptor() {
    const int next = ::dup(STDERR_FILENO);
    ::close(next);
    return next;
}

// How often a wakeup was roused, by the descriptor that it took; that many system calls were paid.
std::uint64_t take_rouses(int descriptor) {
    std::uint64_t count = 0;
    return ::read(descriptor, &count, sizeof count) == sizeof count ? count : 0;
}

TEST(Wakeup, DozesForTheLimitAtMost) {
    Wakeup wakeup;

    wakeup.doze(1us, nothing_to_watch);

    EXPECT_EQ(wakeup.rests(), 1U);
}

TEST(Wakeup, EndsADozeWhenItIsRoused) {
    Wakeup wakeup;
    std::latch about_to_doze{1};
    std::thread worker{[&] {
        about_to_doze.count_down();
        wakeup.doze(practically_for_ever, nothing_to_watch);
    }};
    about_to_doze.wait();

    wakeup.rouse();
    worker.join();

    EXPECT_EQ(wakeup.rests(), 1U);
}

TEST(Wakeup, KeepsARousingThatComesBeforeTheDoze) {
    Wakeup wakeup;

    wakeup.rouse();
    wakeup.doze(practically_for_ever, nothing_to_watch);

    EXPECT_EQ(wakeup.rests(), 1U);
}

TEST(Wakeup, EndsADozeWhenTheDescriptorIsReadable) {
    Wakeup wakeup;
    const int descriptor = ::eventfd(1, 0);

    wakeup.doze(practically_for_ever, descriptor);
    ::close(descriptor);

    EXPECT_EQ(wakeup.rests(), 1U);
}

TEST(Wakeup, DoesNotSleepWhenThereIsSomethingToDoAfterAll) {
    Wakeup wakeup;

    wakeup.park(std::nullopt, nothing_to_watch, [] { return false; });

    EXPECT_EQ(wakeup.rests(), 0U);
}

TEST(Wakeup, IsParkedWhenItLooksOnceMore) {
    Wakeup wakeup;
    bool was_parked = false;

    wakeup.park(std::nullopt, nothing_to_watch, [&] {
        was_parked = wakeup.is_parked();
        return false;
    });

    EXPECT_TRUE(was_parked);
    EXPECT_FALSE(wakeup.is_parked());
}

TEST(Wakeup, EndsAParkingWhenItIsRoused) {
    Wakeup wakeup;
    std::latch is_parked{1};
    std::thread worker{[&] {
        wakeup.park(std::nullopt, nothing_to_watch, [&] {
            is_parked.count_down();
            return true;
        });
    }};
    is_parked.wait();

    wakeup.rouse_if_resting();
    worker.join();

    EXPECT_EQ(wakeup.rests(), 1U);
}

TEST(Wakeup, EndsAParkingAtItsLimit) {
    Wakeup wakeup;

    wakeup.park(1us, nothing_to_watch, [] { return true; });

    EXPECT_EQ(wakeup.rests(), 1U);
}

TEST(Wakeup, LetsTheFirstRouserPayAlone) {
    const int descriptor = next_descriptor();
    Wakeup wakeup;
    std::uint64_t rouses = 0;

    wakeup.park(std::nullopt, nothing_to_watch, [&] {
        wakeup.rouse_if_resting();
        wakeup.rouse_if_resting();
        wakeup.rouse_if_resting();
        rouses = take_rouses(descriptor);
        return false;
    });

    EXPECT_EQ(rouses, 1U);
}

TEST(Wakeup, CostsARouserNothingWhileTheWorkerIsAwake) {
    const int descriptor = next_descriptor();
    Wakeup wakeup;

    wakeup.rouse_if_resting();

    EXPECT_EQ(take_rouses(descriptor), 0U);
}

TEST(Wakeup, MissesNoRecordOverManyParkings) {
    constexpr int count = 2'000;
    Wakeup wakeup;
    std::atomic<int> made{0};
    std::atomic<int> seen{0};
    std::thread worker{[&] {
        while (seen < count) {
            seen = made.load();
            wakeup.park(std::nullopt, nothing_to_watch, [&] { return made == seen && seen < count; });
        }
    }};

    for (int number = 1; number <= count; ++number) {
        made.store(number, std::memory_order_release);
        std::atomic_signal_fence(std::memory_order_seq_cst);
        if (wakeup.is_parked()) {
            wakeup.rouse_if_resting();
        }
        while (seen < number) {
            std::this_thread::yield();
        }
    }
    worker.join();

    EXPECT_EQ(seen, count);
}

}  // namespace
}  // namespace logbeam::channel
