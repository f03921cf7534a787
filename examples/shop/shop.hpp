#pragma once

// What the services of the shop tell each other, and what each of them is made of.

#include <logbeam/event_channel.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <spdlog/spdlog.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

namespace shop {

struct OrderPlaced {
    std::int64_t order_id = 0;
    std::string city;
    double total = 0;
    std::string request_id;
};
LOGBEAM_EVENT(OrderPlaced, "OrderPlaced", order_id, city, total, request_id)

struct OrderPaid {
    std::int64_t order_id = 0;
    std::string city;
    std::string request_id;
};
LOGBEAM_EVENT(OrderPaid, "OrderPaid", order_id, city, request_id)

struct OrderShipped {
    std::int64_t order_id = 0;
    std::string city;
    std::string carrier;
    std::string request_id;
};
LOGBEAM_EVENT(OrderShipped, "OrderShipped", order_id, city, carrier, request_id)

// A service: a logger whose calls go to the broker of LOGBEAM_URL, open until Ctrl-C or SIGTERM. Work comes from one
// thread, be it main or that of a channel's handlers.
class Service {
public:
    explicit Service(const std::string& name)
        : connection{logbeam::Connection::from_environment(options_of(name))},
          log{registered(std::make_shared<spdlog::logger>(name, logbeam::make_spdlog_sink(connection)))} {
        log.set_level(spdlog::level::debug);
        log.info("{} is open", name);
    }

    // Waits; false when it is time to close.
    bool stays_open_for(std::chrono::milliseconds pause) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(pause);
        const timespec limit{seconds.count(), std::chrono::nanoseconds{pause - seconds}.count()};
        return ::sigtimedwait(&end_, nullptr, &limit) < 0;
    }

    // What main returns: 0 when the broker holds everything that was said.
    int close() {
        log.info("{} is closed", log.name());
        return connection.flush(std::chrono::seconds{5}) ? 0 : 1;
    }

    // As latencies are: most are near the typical one, a few far above.
    double milliseconds(double typical) { return std::lognormal_distribution{std::log(typical), 0.6}(dice_); }

    bool once_in(int times) { return std::uniform_int_distribution{1, times}(dice_) == 1; }

    const char* one_of(std::initializer_list<const char*> names) {
        return names.begin()[std::uniform_int_distribution<std::size_t>{0, names.size() - 1}(dice_)];
    }

private:
    static logbeam::ConnectionOptions options_of(const std::string& name) {
        logbeam::ConnectionOptions options;
        options.source = name;
        options.remote_level = logbeam::RemoteLevel::allow;  // logbeam level orders orders warning --for 5m
        return options;
    }

    // In spdlog's registry, where `logbeam level` finds it.
    static spdlog::logger& registered(std::shared_ptr<spdlog::logger> logger) {
        spdlog::register_logger(logger);
        return *logger;
    }

    // Blocked before the connection starts its threads, which leave the signals to us in this way.
    static sigset_t block_end() {
        sigset_t end;
        ::sigemptyset(&end);
        ::sigaddset(&end, SIGINT);
        ::sigaddset(&end, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &end, nullptr);
        return end;
    }

    sigset_t end_ = block_end();
    std::mt19937 dice_{std::random_device{}()};

public:
    logbeam::Connection connection;
    spdlog::logger& log;
};

}  // namespace shop
