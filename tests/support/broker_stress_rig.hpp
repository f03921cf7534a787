#pragma once

#include "base/guarded.hpp"
#include "history/burst.hpp"
#include "support/broker_rig.hpp"
#include "support/faulty_connection.hpp"
#include "support/tcp_proxy.hpp"

#include <logbeam/connection.hpp>

#include <gtest/gtest.h>

#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace logbeam::test {

// What a broker stored. In the end every count of trouble is 0.
struct StoredTally {
    std::uint64_t events = 0;
    std::uint64_t disordered = 0;  // a publisher's counter, or a thread's number, that did not rise: twice, or too late
    std::uint64_t strangers = 0;   // events without counter, "t" or "n"
    std::map<std::string, std::uint64_t, std::less<>> counters;  // by publisher: the last one
    std::map<std::string, std::uint64_t> numbers;                // by publisher and thread: the last one, plus one
};

// Reads every event that a broker stores, but for the broker's own: its id is `<publisher>-<counter in hex>`, its data
// has the integers "t" (thread) and "n" (rising per thread). Thread-safe.
class StoreWitness {
public:
    void see(const history::Burst& burst) {
        tally_.with([&](StoredTally& tally) {
            for (const history::Entry& entry : burst.entries) {
                if (burst.topic_of(entry).front() != '$') see_event(tally, burst.text_of(entry));
            }
        });
    }
    [[nodiscard]] StoredTally tally() const {
        return tally_.with([](const StoredTally& tally) { return tally; });
    }
    [[nodiscard]] std::uint64_t count() const {
        return tally_.with([](const StoredTally& tally) { return tally.events; });
    }

private:
    static void see_event(StoredTally& tally, std::string_view text) {
        ++tally.events;
        constexpr std::string_view id_key = R"({"id":")";
        const std::string_view id = text.substr(id_key.size(), text.find('"', id_key.size()) - id_key.size());
        const std::size_t dash = id.rfind('-');
        std::uint64_t counter = 0;
        std::uint64_t thread = 0;
        std::uint64_t number = 0;
        if (dash == std::string_view::npos || !read(id, dash + 1, 16, counter) || !find(text, R"("t":)", thread) ||
            !find(text, R"("n":)", number)) {
            ++tally.strangers;
            return;
        }
        const std::string publisher{id.substr(0, dash)};
        note(tally, tally.counters[publisher], counter);
        note(tally, tally.numbers[publisher + '/' + std::to_string(thread)], number + 1);
    }
    static void note(StoredTally& tally, std::uint64_t& last, std::uint64_t now) {
        tally.disordered += now > last ? 0 : 1;
        last = now;
    }
    static bool find(std::string_view text, std::string_view key, std::uint64_t& number) {
        const std::size_t at = text.rfind(key);
        return at != std::string_view::npos && read(text, at + key.size(), 10, number);
    }
    static bool read(std::string_view text, std::size_t at, int base, std::uint64_t& number) {
        return std::from_chars(text.data() + at, text.data() + text.size(), number, base).ec == std::errc{};
    }

    Guarded<StoredTally> tally_;
};

// A real broker behind a network that can fail. Must outlive its connections.
struct BrokerStressRig {
    BrokerStressRig() {
        broker.on_hub([this](hub::Hub& hub) {
            hub.on_burst.emplace_back([this](const history::Burst& burst) { stored.see(burst); });
            return true;
        });
    }

    [[nodiscard]] static ConnectionOptions quiet(ConnectionOptions options = {}) {
        options.on_error = [](const Error& /*expected here*/) {};
        return options;
    }
    [[nodiscard]] Connection connect(ConnectionOptions options = {}) {
        return Connection{network.url(), quiet(std::move(options))};
    }

    StoreWitness stored;
    BrokerRig broker;
    TcpProxy network{broker.port()};
};

// For a connection that was flushed after its producers ended, `calls` in all: every event is where the figures say, the
// broker stored what was acknowledged, once and in order, and was told of every drop.
inline void expect_accounts_to_close(const Connection& connection, BrokerStressRig& rig, std::uint64_t calls) {
    const ConnectionStats stats = connection.stats();
    const hub::Counters counters = rig.broker.counters();  // when the broker is done with its last burst
    const StoredTally stored = rig.stored.tally();
    EXPECT_EQ(stats.made, calls);
    EXPECT_TRUE(sums_close(stats));
    EXPECT_EQ(stats.queued, 0u);
    EXPECT_EQ(stats.spooled, 0u);
    EXPECT_EQ(stats.acknowledged, stored.events);
    EXPECT_EQ(stats.dropped, counters.dropped_at_source);
    EXPECT_EQ(stored.disordered, 0u);
    EXPECT_EQ(stored.strangers, 0u);
    EXPECT_EQ(counters.missing_counters, 0u);
    EXPECT_EQ(counters.refused_batches + counters.refused_events + counters.unstored_events, 0u);
}

}  // namespace logbeam::test
