#pragma once

#include "edge/log_feed.hpp"
#include "support/recording_port.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace logbeam::edge {

using namespace std::chrono_literals;

inline std::string stream(std::uint64_t first, std::uint64_t last,
                          const std::string& created = "2026-11-22T07:31:00Z") {
    return R"({"config":{"name":"L"},"created":")" + created + R"(","state":{"first_seq":)" + std::to_string(first) +
           R"(,"last_seq":)" + std::to_string(last) + "}}";
}

inline const std::string no_stream = R"({"error":{"err_code":10059,"description":"stream not found"}})";
inline const std::string no_message = R"({"error":{"err_code":10037,"description":"no message found"}})";

inline std::string message_of(const std::string& time) {
    return R"({"message":{"subject":"logbeam.event.a","seq":1,"time":")" + time + R"("}})";
}

struct LogFeedRig : ::testing::Test {
    void begin(std::uint64_t after = 0) {
        LogFeed::Listener listener;
        listener.on_message = [this](const LogMessage& message) {
            heard.emplace_back(message.number, std::string{message.body});
            has_read_all.push_back(message.is_all_read);
        };
        listener.on_gone = [this](std::uint64_t first, std::uint64_t last) { gone.emplace_back(first, last); };
        listener.on_ended = [this](const Error& reason) { ended.push_back(reason.detail); };
        listener.on_trouble = [this](const Error& reason) { troubles.push_back(reason.detail); };
        feed.emplace(port, parse_stream(stream(1, 0)).value(), after, std::move(listener));
        tick();
    }
    void tick(std::chrono::milliseconds by = 0ms) {
        now += by;
        feed->tick(now);
    }
    // Until it asks the leader how far it is; the consumer says meanwhile that it lives.
    void look() {
        for (auto waited = 0s; waited <= LogFeed::between_looks; waited += 1s) {
            port.deliver(inbox(), inbox(), "", "", {{"Status", "100"}});
            tick(1s);
        }
    }
    void look_and_find(std::uint64_t first, std::uint64_t last) {
        look();
        port.answer(stream(first, last));
    }
    // Answers what the feed asks at its beginning, so that its consumer stands.
    void stand(std::uint64_t first, std::uint64_t last) {
        port.answer(stream(first, last));
        port.answer(std::string{R"({"name":"abc"})"});
    }
    [[nodiscard]] std::string inbox() const { return port.subscriptions.begin()->second.subject; }
    void bring(std::uint64_t stream_seq, std::uint64_t consumer_seq, std::uint64_t pending = 1) {
        port.deliver(inbox(), "logbeam.event.a", "m" + std::to_string(stream_seq),
                     "$JS.ACK.L.abc.1." + std::to_string(stream_seq) + '.' + std::to_string(consumer_seq) + ".5." +
                         std::to_string(pending));
    }
    [[nodiscard]] std::uint64_t asked_from() const {
        return nlohmann::json::parse(port.asked.front().letter.body)["config"]["opt_start_seq"];
    }

    test::RecordingPort port;
    std::optional<LogFeed> feed;
    LogFeed::Time now{1h};
    std::vector<std::pair<std::uint64_t, std::string>> heard;
    std::vector<bool> has_read_all;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> gone;
    std::vector<std::string> ended;
    std::vector<std::string> troubles;
};

}  // namespace logbeam::edge
