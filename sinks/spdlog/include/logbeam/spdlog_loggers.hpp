#pragma once

#include <logbeam/logger_registry.hpp>

#include <spdlog/logger.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace logbeam {

// A registered logger, for as long as spdlog keeps it.
class SpdlogLogger final : public HostLogger {
public:
    explicit SpdlogLogger(const std::shared_ptr<spdlog::logger>& logger)
        : name_{logger->name()}, logger_{logger}, last_{logger->level()} {}

    [[nodiscard]] const std::string& name() const noexcept override { return name_; }

    [[nodiscard]] LoggerLevel level() const noexcept override {
        if (const auto logger = logger_.lock()) last_ = logger->level();
        return static_cast<LoggerLevel>(last_.load());
    }

    void set_level(LoggerLevel level) noexcept override {
        if (const auto logger = logger_.lock()) logger->set_level(static_cast<spdlog::level::level_enum>(level));
    }

private:
    const std::string name_;
    const std::weak_ptr<spdlog::logger> logger_;
    mutable std::atomic<int> last_;
};

// spdlog's registry, until it ends with the program's statics.
class SpdlogRegistry final : public LoggerRegistry {
public:
    SpdlogRegistry() : life_{watch()} {}

    [[nodiscard]] std::vector<std::shared_ptr<HostLogger>> loggers() override {
        std::vector<std::shared_ptr<HostLogger>> all;
        const std::lock_guard<std::mutex> lock{life_->mutex};
        if (life_->is_over) return all;
        spdlog::apply_all([&all](const std::shared_ptr<spdlog::logger>& logger) {
            all.push_back(std::make_shared<SpdlogLogger>(logger));
        });
        return all;
    }

private:
    struct Life {
        std::mutex mutex;
        bool is_over = false;
    };

    // Made after spdlog's registry, and therefore destroyed before it.
    class Watch {
    public:
        Watch() { (void)spdlog::default_logger_raw(); }
        ~Watch() {
            const std::lock_guard<std::mutex> lock{life->mutex};
            life->is_over = true;
        }
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

        const std::shared_ptr<Life> life = std::make_shared<Life>();
    };

    static std::shared_ptr<Life> watch() {
        static const Watch watch;
        return watch.life;
    }

    const std::shared_ptr<Life> life_;
};

}  // namespace logbeam
