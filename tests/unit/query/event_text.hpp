#pragma once

#include "query/subject.hpp"

#include <logbeam/event.hpp>
#include <logbeam/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logbeam::test {

// An event as the broker keeps it, of which a test says what matters to it.
struct EventText {
    std::string topic = "logs.orders";
    std::string type = "event";
    std::string source = "tests";
    std::string id = "id-1";
    std::string timestamp = "2026-11-20T10:57:33.500000000Z";
    std::uint64_t seq = 7;
    std::string data = "{}";  // as it stands in the text
    std::string metadata = "";
    std::string client_id = "";

    [[nodiscard]] std::string head() const {
        std::string text = R"({"id":")" + id + R"(","topic":")" + topic + R"(","type":")" + type + R"(","source":")" +
                           source + R"(","timestamp":")" + timestamp + R"(",)";
        return seq == 0 ? text : text + R"("seq":)" + std::to_string(seq) + ",";
    }

    [[nodiscard]] std::string json() const {
        std::string text = head() + R"("data":)" + data;
        if (!metadata.empty()) text += R"(,"metadata":)" + metadata;
        if (!client_id.empty()) text += R"(,"clientId":")" + client_id + '"';
        return text + "}";
    }

    // Of `text`, which is json() and must outlive it.
    [[nodiscard]] query::Subject subject(std::string_view text) const {
        constexpr std::string_view log_type = "logger.";
        std::optional<Level> level;
        if (type.starts_with(log_type)) level = parse_level(std::string_view{type}.substr(log_type.size()));
        const auto time = parse_rfc3339(timestamp).value_or(Timestamp{});
        return {text, topic, level, seq, time, static_cast<std::uint32_t>(head().size())};
    }
};

}  // namespace logbeam::test
