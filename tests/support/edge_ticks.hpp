#pragma once

#include "support/nats_connection.hpp"
#include "support/raw_client.hpp"
#include "support/read_back.hpp"

#include <logbeam/event_channel.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

// Numbered events, and what brokers hold of them.
namespace logbeam::test {

struct Tick {
    std::uint64_t n = 0;
};
LOGBEAM_EVENT(Tick, "stress.tick", n)

inline ConnectionOptions patient_options() {
    ConnectionOptions options;
    options.source = "stress";
    options.on_error = [](const Error& /*expected*/) {};
    options.overflow = OverflowPolicy::block;
    return options;
}

// Publishes 64 ticks between rests, until it is over; returns how many.
inline std::uint64_t publish_ticks(Connection& connection, const std::atomic<bool>& is_over,
                                   std::chrono::milliseconds rest = std::chrono::milliseconds{2}) {
    EventChannel channel{connection, "ticks"};
    std::uint64_t count = 0;
    for (; !is_over; ++count) {
        while (channel.publish(Tick{count}) != Publish::queued)
            std::this_thread::yield();
        if (count % 64 == 63) std::this_thread::sleep_for(rest);
    }
    return count;
}

using Ticks = std::map<std::string, std::vector<std::uint64_t>>;  // by publisher

// What a broker holds of ticks, in the order of their seqs.
inline Ticks ticks_at(std::uint16_t port) {
    Ticks all;
    std::uint64_t after = 0;
    for (bool goes_on = true; goes_on;) {
        const auto answer =
            get(port, "/api/events?format=ndjson&order=oldest&limit=50000&topic=ticks&after=" + std::to_string(after));
        goes_on = false;
        for (std::size_t at = 0, end = 0; (end = answer.body.find('\n', at)) != std::string::npos; at = end + 1) {
            const std::string line = answer.body.substr(at, end - at);
            const auto seqs = numbers_of(line, R"("seq":)");
            const auto ticks = numbers_of(line, R"("n":)");
            if (seqs.empty() || ticks.empty()) continue;
            const std::size_t id = line.find(R"("id":")") + 6;
            all[line.substr(id, line.find('-', id) - id)].push_back(ticks.front());
            after = seqs.front();
            goes_on = true;
        }
    }
    return all;
}

// What a broker says that has not come to it, though later ones have.
inline Ticks told_absent(std::uint16_t port) {
    const Value report = Value::parse(get(port, "/api/accounting").body).value();
    Ticks absent;
    for (const Value& publisher : *report.as_object()->find("publishers")->as_array()) {
        const std::string chain = *publisher.as_object()->find("id")->as_string();
        const Value* stretches = publisher.as_object()->find("absent");
        if (stretches == nullptr || !chain.ends_with(" ticks")) continue;
        for (const Value& stretch : *stretches->as_array()) {
            const auto number = [&](const char* key) { return *stretch.as_object()->find(key)->as_uint64(); };
            for (std::uint64_t counter = number("after") + 1; counter <= number("through"); ++counter)
                absent[chain.substr(0, chain.find(' '))].push_back(counter - 1);
        }
    }
    return absent;
}

// Once there are so many, or no more come.
inline Ticks ticks_at(std::uint16_t port, std::size_t count) {
    Ticks held;
    (void)comes_true([&] {
        held = ticks_at(port);
        std::size_t there = 0;
        for (const auto& [publisher, ticks] : held)
            there += ticks.size();
        return there >= count;
    });
    return held;
}

// As "512-767 1024-1279": which of 0 … count - 1 are not there.
inline std::string missing_of(const std::set<std::uint64_t>& ticks, std::uint64_t count) {
    std::string missing;
    std::uint64_t next = 0;
    const auto go_on_at = [&](std::uint64_t tick) {
        if (tick > next) missing += std::to_string(next) + '-' + std::to_string(tick - 1) + ' ';
        next = tick + 1;
    };
    for (const std::uint64_t tick : ticks)
        go_on_at(tick);
    go_on_at(count);
    return missing;
}

// Each of 0 … count - 1 once.
inline void expect_all(const std::vector<std::uint64_t>& ticks, std::uint64_t count) {
    const std::set<std::uint64_t> different{ticks.begin(), ticks.end()};
    EXPECT_EQ(ticks.size(), count);
    EXPECT_EQ(missing_of(different, count), "");
    EXPECT_TRUE(different.empty() || *different.rbegin() == count - 1);
}

inline std::uint64_t falls_in(const std::vector<std::uint64_t>& ticks) {
    std::uint64_t falls = 0;
    for (std::size_t at = 1; at < ticks.size(); ++at)
        falls += ticks[at] < ticks[at - 1] ? 1 : 0;
    return falls;
}

// What a broker says that it has found out of order.
inline std::uint64_t told_disorder(std::uint16_t port) {
    const std::string stats = get(port, "/api/stats").body;
    std::uint64_t told = 0;
    for (const char* member : {R"("early_batches":)", R"("late_batches":)"}) {
        const auto count = numbers_of(stats, member);
        told += count.empty() ? 0 : count.front();
    }
    return told;
}

}  // namespace logbeam::test
