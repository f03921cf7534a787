#pragma once

#include "dialect/feed.hpp"
#include "support/session_rig.hpp"
#include "wire/native_frame.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam::dialect::test {

using logbeam::test::Seat;
using logbeam::test::SessionRig;

// Frames in few words: "7:1,2" for events of audience 7, else the frame.
inline std::string in_short(const std::string& message) {
    const auto frame = wire::decode_server_frame(message).value();
    const auto* events = std::get_if<wire::Events>(&frame);
    if (events == nullptr) return message;
    std::string text = std::to_string(events->audience) + ":";
    for (const Event& event : events->events)
        text += (text.back() == ':' ? "" : ",") + std::to_string(event.seq);
    return text;
}

// A session's feed in the native dialect, and what is heard there.
struct FeedTest : ::testing::Test {
    explicit FeedTest(hub::HubLimits limits = {}, store::MemoryLimits memory = {}) : rig{limits, memory} {
        seat.outlet.serve(feed);
    }

    void publish(const std::string& topic, const std::string& data = "{}") {
        (void)rig.publish(R"({"topic":")" + topic + R"(","data":)" + data + "}").value();
    }
    void store(int count, const std::string& topic = "a") {
        for (; count != 0; --count)
            publish(topic);
        ASSERT_TRUE(rig.hub.commit());
    }
    Wish wish(const std::vector<std::string>& topics, wire::Lag lag = wire::Lag::disconnect) const {
        Wish wish;
        for (const std::string& topic : topics)
            wish.topics.emplace_back(topic);
        wish.rights = rig.owner;
        wish.lag = lag;
        return wish;
    }
    void subscribe(std::uint64_t id, const std::string& topic, const wire::Start& from = wire::FromNow{}) {
        (void)feed.open(id, wish({topic})).value();
        feed.begin(id, from);
    }
    std::vector<std::string> heard() {
        std::vector<std::string> frames;
        for (const std::string& message : seat.heard())
            frames.push_back(in_short(message));
        return frames;
    }

    SessionRig rig;
    Seat seat{rig, {.subscriptions = 3}};
    Feed feed{seat.session, hub::Dialect::native};
};

}  // namespace logbeam::dialect::test
