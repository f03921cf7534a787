#include "base/guarded.hpp"
#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/event_channel.hpp>
#include <logbeam/realtime_client.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <random>
#include <thread>

namespace logbeam::test {
namespace {

struct Tick {
    std::int64_t n = 0;
};
LOGBEAM_EVENT(Tick, "stress.tick", n)

// A handler's own view of its life: a call after the subscription's end is a fault.
struct Life {
    std::atomic<bool> over{false};
    std::atomic<std::uint64_t> calls{0};
    std::atomic<std::uint64_t> late_calls{0};
};

struct Listening {
    std::shared_ptr<Life> life = std::make_shared<Life>();
    Subscription subscription;

    explicit Listening(EventChannel& channel) {
        subscription = channel.on<Tick>([seen = life](const Tick& /*any*/) {
            seen->late_calls += seen->over ? 1 : 0;
            ++seen->calls;
        });
    }
    std::uint64_t end() {
        subscription.reset();
        life->over = true;
        return life->late_calls;
    }
};

TEST(Subscriptions, ComeAndGoWhileEventsAreDelivered) {
    const std::uint64_t turns = scaled(40'000);
    testing::Recorder recorder;
    Connection publishing{recorder.url()};
    Connection listening{recorder.url()};
    EventChannel out{publishing, "stress.ticks"};
    EventChannel in{listening, "stress.ticks"};
    std::atomic<bool> over{false};
    std::atomic<std::uint64_t> late_calls{0};
    std::atomic<std::uint64_t> published{0};

    std::thread publisher{[&] {
        for (std::int64_t number = 0; !over; ++number) {
            published += out.publish(Tick{number}) == Publish::queued ? 1 : 0;
            if (number % 64 == 63) {
                (void)publishing.flush(patience);
                recorder.clear();
            }
        }
    }};
    in_threads(3, [&](std::uint64_t thread) {
        std::mt19937_64 choices{thread};
        for (std::uint64_t turn = 0; turn < turns; ++turn) {
            Listening short_lived{in};
            for (std::uint64_t wait = choose(choices, 20); wait != 0; --wait) {
                std::this_thread::yield();
            }
            late_calls += short_lived.end();
        }
    });
    over = true;
    publisher.join();

    EXPECT_GT(published, 0u);
    EXPECT_EQ(late_calls, 0u);
    EXPECT_TRUE(sums_close(publishing.stats()));
}

TEST(Subscriptions, ThatStayHearEverythingInOrderWhileOthersComeAndGo) {
    const std::int64_t ticks = static_cast<std::int64_t>(scaled(200'000));
    testing::Recorder recorder;
    Connection publishing{recorder.url()};
    ConnectionOptions roomy;
    roomy.max_received = 1 << 22;
    Connection listening{recorder.url(), roomy};
    EventChannel out{publishing, "stress.ticks"};
    EventChannel in{listening, "stress.ticks"};
    std::atomic<std::int64_t> next{0};
    std::atomic<std::uint64_t> disordered{0};
    std::atomic<bool> over{false};

    const Subscription staying = in.on<Tick>([&](const Tick& tick) {
        if (tick.n >= 0) {  // below: sent until the subscription was known to be heard
            disordered += tick.n == next ? 0 : 1;
            next = tick.n + 1;
        }
    });
    std::atomic<bool> heard{false};
    const Subscription probe = in.on<Tick>([&](const Tick& /*any*/) { heard = true; });
    ASSERT_TRUE(comes_true([&] {
        (void)out.publish(Tick{-1});
        return heard.load();
    }));
    ASSERT_TRUE(publishing.flush(patience));  // the queue has room again
    std::thread visitor{[&] {
        while (!over) {
            Listening short_lived{in};
            EventChannel other{listening, "stress.ticks"};
            Listening another{other};
        }
    }};
    for (std::int64_t number = 0; number < ticks; ++number) {
        (void)out.publish(Tick{number});
        if (number % 256 == 255) {
            (void)publishing.flush(patience);
            recorder.clear();
        }
    }
    (void)publishing.flush(patience);
    const bool came = comes_true([&] { return next == ticks; });
    over = true;
    visitor.join();

    EXPECT_TRUE(came) << next << " of " << ticks;
    EXPECT_EQ(disordered, 0u);
    EXPECT_EQ(listening.stats().received_dropped, 0u);
}

TEST(Subscriptions, EndInsideTheirHandlersAndWithTheirConnection) {
    const std::uint64_t rounds = scaled(1'000);
    testing::Recorder recorder;
    Connection publishing{recorder.url()};
    EventChannel out{publishing, "stress.ticks"};

    for (std::uint64_t round = 0; round < rounds; ++round) {
        auto listening = std::make_unique<Connection>(recorder.url());
        EventChannel in{*listening, "stress.ticks"};
        std::atomic<int> calls{0};
        Guarded<Subscription> once;
        const Subscription always = in.on<Tick>([&](const Tick& /*any*/) { ++calls; });
        *once.lock() = in.on<Tick>([&](const Tick& /*any*/) { once.lock()->reset(); });
        ASSERT_TRUE(comes_true([&] {
            (void)out.publish(Tick{1});
            return calls > 0;
        }));
        listening.reset();  // before its subscriptions
    }
    recorder.clear();
}

}  // namespace
}  // namespace logbeam::test
