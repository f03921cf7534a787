#pragma once

#include "base/guarded.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/log_record.hpp>
#include <logbeam/realtime_client.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What tests of connections with a real worker share: they meet it at flushes and in-boxes.
namespace logbeam::channel {

using namespace std::chrono_literals;

constexpr std::chrono::seconds patience{10};

// Waits until the connection is up and has told the other end of its subscriptions.
inline void wait_until_ready(Connection& connection) {
    ASSERT_TRUE(RealtimeClient{connection}.init(patience).ok());
    ASSERT_TRUE(connection.flush(patience));
}

// Where handlers put what they got. Thread-safe.
template <class T>
class Inbox {
public:
    void push(T item) {
        items_.with([&](std::vector<T>& items) { items.push_back(std::move(item)); });
        changed_.notify_all();
    }

    // All of them, once there are so many.
    [[nodiscard]] std::vector<T> wait_for(std::size_t count) {
        auto items = items_.lock();
        const bool came = items.wait_for(changed_, patience, [count](const auto& all) { return all.size() >= count; });
        EXPECT_TRUE(came) << items->size() << " of " << count << " came";
        return *items;
    }

private:
    Guarded<std::vector<T>> items_;
    std::condition_variable changed_;
};

[[nodiscard]] inline ConnectionOptions quiet(ConnectionOptions options = {}) {
    options.on_error = [](const Error& /*expected here*/) {};
    return options;
}

// As the logger `orders` does.
inline void log(LogSource& source, std::string_view message, Level level = Level::info) {
    LogRecord record;
    record.level = level;
    record.logger = "orders";
    record.message = message;
    source.submit(record);
}

[[nodiscard]] inline std::vector<std::string> messages(const testing::Recorder& recorder) {
    std::vector<std::string> all;
    for (const Event& event : recorder.events()) {
        all.emplace_back(event.message());
    }
    return all;
}

// A variable that is as it was before when the object goes.
class EnvironmentVariable {
public:
    EnvironmentVariable(const char* name, const std::string& value) : name_{name} {
        if (const char* before = std::getenv(name)) {
            before_ = before;
        }
        ::setenv(name, value.c_str(), 1);
    }
    ~EnvironmentVariable() {
        if (before_) {
            ::setenv(name_, before_->c_str(), 1);
        } else {
            ::unsetenv(name_);
        }
    }
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

// The error that `act` fails with.
template <class Act>
[[nodiscard]] Error error_of(Act act) {
    try {
        act();
    } catch (const Failure& failure) {
        return failure.error();
    }
    ADD_FAILURE() << "it did not fail";
    return {};
}

}  // namespace logbeam::channel
