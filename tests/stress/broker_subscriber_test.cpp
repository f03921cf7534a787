#include "support/broker_stress_rig.hpp"
#include "support/stress_rig.hpp"
#include "support/stress_scale.hpp"

#include <logbeam/event_channel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace logbeam::test {
namespace {

struct Tick {
    std::uint64_t t = 0;
    std::uint64_t n = 0;
};
LOGBEAM_EVENT(Tick, "stress.tick", t, n)

TEST(ASubscriber, ContinuesWhereItWasHoweverOftenItsNetworkIsCut) {
    const std::uint64_t cuts = scaled(200);
    BrokerStressRig rig;
    Connection publishing{rig.broker.url(), BrokerStressRig::quiet()};
    ConnectionOptions options;
    std::atomic<std::uint64_t> gaps{0};
    options.on_gap = [&](const Gap& /*none is expected*/) { ++gaps; };
    Connection listening = rig.connect(options);
    EventChannel out{publishing, "ticks"};
    EventChannel in{listening, "ticks"};
    std::atomic<std::uint64_t> next{0};
    std::atomic<std::uint64_t> disordered{0};
    const Subscription ticks = in.on<Tick>([&](const Tick& tick) {
        disordered += next == 0 || tick.n == next ? 0 : 1;
        next = tick.n + 1;
    });
    std::atomic<bool> is_over{false};
    std::atomic<std::uint64_t> published{0};

    // The broker remembers 100,000 events: on a slow machine nobody may be that far behind.
    constexpr std::uint64_t furthest_ahead = 20'000;
    std::thread publisher{[&] {
        for (; !is_over; ++published) {
            while (published > next + furthest_ahead && !is_over)
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
            while (out.publish(Tick{0, published}) != Publish::queued)
                std::this_thread::yield();
            if (published % 16 == 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        (void)publishing.flush(patience);
    }};
    bool goes_on = true;
    for (std::uint64_t cut = 0; cut < cuts && goes_on; ++cut) {
        const std::uint64_t heard = next;
        goes_on = comes_true([&] { return next > heard && rig.network.accepted() > cut; });
        rig.network.cut();
    }
    EXPECT_TRUE(goes_on);
    is_over = true;
    publisher.join();
    const bool came = comes_true([&] { return next == published; });

    EXPECT_TRUE(came) << next << " of " << published;
    EXPECT_EQ(disordered, 0u);
    EXPECT_EQ(gaps, 0u);
    EXPECT_GT(listening.stats().reconnects, 0u);
    EXPECT_EQ(rig.stored.tally().disordered, 0u);
}

}  // namespace
}  // namespace logbeam::test
