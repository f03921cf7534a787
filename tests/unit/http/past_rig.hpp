#pragma once

#include "unit/http/broker_rig.hpp"

#include <logbeam/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http::test {

// What is published at a moment: a log call of that level, or with an empty level an event of the type `T`.
struct Published {
    Timestamp time{};
    std::string topic = "logs.a";
    std::string level = "info";
    std::string data = "{}";
};

inline std::string json_of(const Published& event) {
    const std::string type = event.level.empty() ? "T" : "logger." + event.level;
    return R"({"topic":")" + event.topic + R"(","type":")" + type + R"(","timestamp":")" + to_rfc3339(event.time) +
           R"(","data":)" + event.data + "}";
}

// A broker with a past.
class PastRig : public BrokerRig {
public:
    void publish(const std::vector<Published>& events) {
        std::string body;
        for (const Published& event : events)
            body += json_of(event) + "\n";
        const auto answer = post("/api/events", body, "application/x-ndjson");
        EXPECT_EQ(answer.status, 200) << answer.body;
    }

    // `count` of them, a second apart, the last one now.
    void publish_seconds(int count, const std::string& topic = "logs.a") {
        std::vector<Published> events;
        for (int i = 1; i <= count; ++i)
            events.push_back({clock.wall_now() - std::chrono::seconds{count - i}, topic, "info",
                              R"({"n":)" + std::to_string(i) + "}"});
        publish(events);
    }

    [[nodiscard]] Timestamp ago(std::chrono::nanoseconds span) const { return clock.wall_now() - span; }
};

// Every look at it finds five milliseconds gone: a step of a report deals with one block.
class TickingClock final : public Clock {
public:
    [[nodiscard]] Timestamp wall_now() const noexcept override { return {}; }
    [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const noexcept override {
        now_ += std::chrono::milliseconds{5};
        return now_;
    }

private:
    mutable std::chrono::steady_clock::time_point now_;
};

inline std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

inline Value value_of(std::string_view json) {
    auto value = Value::parse(json);
    EXPECT_TRUE(value.ok()) << json;
    return value ? *value : Value{};
}

}  // namespace logbeam::http::test
