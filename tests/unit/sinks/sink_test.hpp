#pragma once

#include <logbeam/spdlog_sink.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::test {

using namespace std::chrono_literals;

// A recorder as the other end of a connection.
class SinkTest : public ::testing::Test {
protected:
    [[nodiscard]] spdlog::logger make_logger(std::string name, SinkOptions options = {}) {
        spdlog::logger logger{std::move(name), make_spdlog_sink(connection(), std::move(options))};
        logger.set_level(spdlog::level::trace);
        return logger;
    }

    // All events, once what was logged so far has come.
    [[nodiscard]] std::vector<Event> events() {
        EXPECT_TRUE(connection().flush(10s));
        return recorder.events();
    }

    // The last of them.
    [[nodiscard]] Event event() {
        const auto all = events();
        EXPECT_FALSE(all.empty());
        return all.empty() ? Event{} : all.back();
    }

    [[nodiscard]] Connection& connection() { return recorder.connection(); }
    [[nodiscard]] ConnectionStats stats() { return connection().stats(); }

    testing::Recorder recorder;
};

// One property of each event.
template <class Property>
[[nodiscard]] auto each(const std::vector<Event>& events, Property property) {
    std::vector<std::decay_t<decltype(property(events.front()))>> values;
    for (const Event& event : events) {
        values.push_back(property(event));
    }
    return values;
}

[[nodiscard]] inline std::vector<std::string> messages(const std::vector<Event>& events) {
    return each(events, [](const Event& event) { return std::string{event.message()}; });
}

[[nodiscard]] inline std::vector<std::string> topics(const std::vector<Event>& events) {
    return each(events, [](const Event& event) { return event.topic; });
}

// A field of the event's data; null when there is none.
[[nodiscard]] inline Value field(const Event& event, std::string_view key) {
    const Value* value = event.field(key);
    return value == nullptr ? Value{} : *value;
}

}  // namespace logbeam::test
