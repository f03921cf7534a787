#pragma once

#include <logbeam/logger_registry.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::test {

class FakeLogger final : public HostLogger {
public:
    FakeLogger(std::string name, LoggerLevel level) : name_{std::move(name)}, level_{level} {}

    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] LoggerLevel level() const noexcept override { return level_; }
    void set_level(LoggerLevel level) noexcept override { level_ = level; }

private:
    const std::string name_;
    std::atomic<LoggerLevel> level_;
};

// A registry whose lock a test may hold, as a logging library does while a logger ends.
class FakeRegistry final : public LoggerRegistry {
public:
    std::shared_ptr<FakeLogger> add(const std::string& name, LoggerLevel level) {
        const std::lock_guard lock{mutex};
        auto logger = std::make_shared<FakeLogger>(name, level);
        all_.push_back(logger);
        return logger;
    }
    [[nodiscard]] std::vector<std::shared_ptr<HostLogger>> loggers() override {
        ++visits;
        const std::lock_guard lock{mutex};
        return all_;
    }

    std::mutex mutex;
    std::atomic<int> visits{0};  // those that wait for the lock, too

private:
    std::vector<std::shared_ptr<HostLogger>> all_;
};

}  // namespace logbeam::test
