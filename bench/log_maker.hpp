#pragma once

#include "history/burst.hpp"

#include <logbeam/event.hpp>
#include <logbeam/timestamp.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logbeam::bench {

// Log events of a small company: messages of seven kinds with fields, sixteen topics, rare words; the same ones each time.
// About 295 bytes of canonical text each. Unsynchronised.
class LogMaker {
public:
    // `events` are spread over ten hours.
    explicit LogMaker(std::uint64_t events)
        : step_{std::chrono::nanoseconds{std::chrono::hours{10}} / static_cast<std::int64_t>(events)} {}

    // Adds the next event to the burst.
    void add_to(history::Burst& burst) {
        message_.clear();
        fields_.clear();
        level_ = Level::info;
        fill();
        if (random(5000) == 0) level_ = Level::critical;
        if (random(20'000) == 0) topic_ = 15;
        if (random(400'000) == 0) message_ += " zx81qfault";
        time_ += step_;
        write(burst);
    }

    [[nodiscard]] static Timestamp begin() noexcept { return Timestamp{std::chrono::seconds{1'763'600'000}}; }

private:
    static constexpr std::array<std::string_view, 16> topics{
        "logs.gateway", "logs.orders",  "logs.payments", "logs.auth",  "logs.inventory", "logs.search",
        "logs.worker",  "logs.billing", "metrics.host",  "logs.mail",  "logs.catalog",   "logs.db",
        "logs.cache",   "logs.cron",    "audit.user",    "audit.admin"};
    static constexpr std::array<std::string_view, 16> cities{
        "Berlin", "London", "Paris", "New York", "Tokyo",     "München", "Madrid", "Rome",
        "Vienna", "Zürich", "Oslo",  "Москва",   "São Paulo", "Lisbon",  "Dublin", "Kraków"};

    std::uint64_t random() noexcept {  // xorshift128+
        std::uint64_t a = state_[0];
        const std::uint64_t b = state_[1];
        state_[0] = b;
        a ^= a << 23U;
        state_[1] = a ^ b ^ (a >> 18U) ^ (b >> 5U);
        return state_[1] + b;
    }
    std::uint64_t random(std::uint64_t below) noexcept { return (random() >> 32U) * below >> 32U; }

    void say(std::string_view text) { message_ += text; }
    void say(std::uint64_t number) { message_ += std::to_string(number); }
    void field(std::string_view key, std::string_view json) {
        fields_.append(",\"").append(key).append("\":").append(json);
    }
    void field(std::string_view key, std::uint64_t number) { field(key, std::to_string(number)); }
    void text_field(std::string_view key, std::string_view text) {
        field(key, std::string{"\""}.append(text).append("\""));
    }
    [[nodiscard]] std::string hex(int digits) {
        std::string text;
        for (std::uint64_t bits = random(); digits > 0; --digits, bits >>= 4U)
            text += "0123456789abcdef"[bits & 15U];
        return text;
    }
    [[nodiscard]] std::string money(std::uint64_t cents) {
        return std::to_string(cents / 100) + "." + std::to_string(cents / 10 % 10) + std::to_string(cents % 10);
    }
    [[nodiscard]] std::string_view city() noexcept { return cities[random(random(4) + 1) * 4 + random(4)]; }
    [[nodiscard]] std::uint64_t order_id() noexcept { return 1 + random(seq_ / 8 + 1); }

    void fill() {
        const std::uint64_t kind = random(1000);
        if (kind < 300) return request();
        if (kind < 500) return order();
        if (kind < 600) return payment();
        if (kind < 700) return login();
        if (kind < 850) return stock();
        if (kind < 985) return job();
        return failure();
    }
    void request() {
        topic_ = 0;
        logger_ = "http";
        const std::uint64_t status = random(100) < 93 ? 200 : random(10) < 7 ? 404 : 503;
        const std::uint64_t took = 1 + random(40) * random(30);
        level_ = status == 503 ? Level::error : status == 404 ? Level::warning : Level::info;
        say("GET /api/v1/orders/"), say(order_id()), say(" "), say(status), say(" "), say(took), say(" ms");
        field("status", status);
        field("elapsed_ms", took);
        text_field("trace_id", hex(16));
    }
    void order() {
        topic_ = 1;
        logger_ = "orders";
        const std::uint64_t id = order_id();
        const std::string_view where = city();
        const std::string total = money(100 + random(30'000));
        say("order "), say(id), say(random(2) == 0 ? " shipped to " : " created for customer in "), say(where);
        say(" total "), say(total);
        field("order_id", id);
        text_field("city", where);
        field("total", total);
    }
    void payment() {
        topic_ = 2;
        logger_ = "payments";
        const std::uint64_t id = order_id();
        if (random(100) >= 96) level_ = Level::warning;
        say(level_ == Level::info ? "payment authorized for order " : "payment declined for order "), say(id);
        say(" via mastercard in "), say(20 + random(400)), say(" ms");
        field("order_id", id);
        field("amount", money(100 + random(30'000)));
    }
    void login() {
        topic_ = 3;
        logger_ = "auth";
        const std::uint64_t user = random(200'000);
        const std::string address =
            "10." + std::to_string(random(8)) + "." + std::to_string(random(256)) + "." + std::to_string(random(256));
        say("user u"), say(user), say(" logged in from "), say(address);
        field("user_id", user);
        text_field("ip", address);
    }
    void stock() {
        topic_ = 4;
        logger_ = "inventory";
        level_ = Level::debug;
        const std::uint64_t sku = random(40'000);
        say("stock level for SKU-"), say(sku), say(" is "), say(random(500)), say(" in warehouse W"), say(random(12));
        field("sku", sku);
    }
    void job() {
        topic_ = 5 + random(10);
        logger_ = "worker";
        const std::uint64_t queue = random(64);
        say("job "), say(hex(8)), say(" finished on queue q"), say(queue), say(" attempt "), say(1 + random(3));
        field("queue", queue);
    }
    void failure() {
        topic_ = random(7);
        logger_ = "svc";
        level_ = Level::error;
        if (random(2) == 0) {
            say("timeout after "), say(1000 * (1 + random(9))), say(" ms connecting to db-"), say(1 + random(6));
            field("retry", random(5));
            return;
        }
        say("unhandled exception: std::out_of_range: vector::_M_range_check\\n");
        for (std::uint64_t frame = 0; frame < 5 + random(6); ++frame) {
            say("    at #"), say(frame), say(" 0x00007f"), say(hex(8)), say(" in orders::Cart::item src/app/file");
            say(random(40)), say(".cpp:"), say(random(900)), say("\\n");
        }
    }

    void write(history::Burst& burst) {
        history::Entry entry;
        entry.seq = ++seq_;
        entry.time = time_;
        entry.level = level_;
        entry.topic = static_cast<std::uint32_t>(topic_);
        entry.at = static_cast<std::uint32_t>(burst.text.size());
        std::string& text = burst.text;
        const auto offset = [&] { return static_cast<std::uint16_t>(text.size() - entry.at); };
        std::array<char, 16> counter{};
        const auto end = std::to_chars(counter.data(), counter.data() + counter.size(), seq_, 16).ptr;
        text.append(R"({"id":"k3v9t2m8q1x0z-)").append(counter.data(), end).append(R"(",)");
        entry.parts.topic_at = offset();
        text.append(R"("topic":")").append(topics[topic_]).append(R"(",)");
        entry.parts.topic_end = offset();
        text.append(R"("type":"logger.)").append(to_string(level_)).append(R"(","source":"orders-api","timestamp":")");
        text.append(to_rfc3339(time_)).append(R"(",)");
        entry.parts.seq_at = offset();
        text.append(R"("seq":)").append(std::to_string(seq_)).append(",");
        entry.parts.seq_end = offset();
        text.append(R"("data":{"level":")").append(to_string(level_)).append(R"(","message":")").append(message_);
        text.append(R"(","logger":")")
            .append(logger_)
            .append(R"(","thread":)")
            .append(std::to_string(1000 + random(32)));
        text.append(fields_).append(R"(},"metadata":{"host":"web-1","pid":4711})");
        entry.parts.client_at = offset();
        text.append(R"(,"clientId":"k3v9t2m8q1x0z"})");
        entry.bytes = static_cast<std::uint32_t>(text.size() - entry.at);
        burst.entries.push_back(entry);
    }

    std::chrono::nanoseconds step_;
    std::uint64_t seq_ = 0;
    std::array<std::uint64_t, 2> state_{0x9E3779B97F4A7C15, 0xD1B54A32D192ED03};
    Timestamp time_ = begin();
    std::uint64_t topic_ = 0;
    Level level_ = Level::info;
    std::string_view logger_;
    std::string message_;
    std::string fields_;
};

}  // namespace logbeam::bench
