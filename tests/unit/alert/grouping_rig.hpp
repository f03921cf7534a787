#pragma once

#include "alert/grouping.hpp"
#include "unit/alert/standings.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace logbeam::alert {

// "30 firing eu us resolved de": who is told what, and at which second.
inline std::string line_of(const GroupMessage& message, Timestamp now) {
    std::string line = std::to_string(now.time_since_epoch() / std::chrono::seconds{1});
    if (message.is_reminder) line += " again";
    if (!message.firing.empty()) line += " firing";
    for (const Standing& alert : message.firing)
        line += " " + alert.by.front().second;
    if (!message.resolved.empty()) line += " resolved";
    for (const Standing& alert : message.resolved)
        line += " " + alert.by.front().second;
    if (message.unlisted > 0) line += " and " + std::to_string(message.unlisted) + " more";
    return line;
}

// A Grouping with a clock that goes from one time when something is due to the next.
struct GroupingRig : ::testing::Test {
    void fires(const std::string& region, std::chrono::seconds second, std::uint64_t number = 1) {
        pass(second);
        grouping().take(standings::firing(region, number, second), standings::at(second));
    }
    void ends(const std::string& region, std::chrono::seconds second, std::uint64_t number = 2) {
        pass(second);
        grouping().take(standings::resolved(region, number, second), standings::at(second));
    }

    // Whatever is due up to here is sent.
    void pass(std::chrono::seconds second) {
        for (auto due = grouping().next_due(); due && *due <= standings::at(second); due = grouping().next_due())
            send(*due);
        now = second;
    }
    void send(Timestamp when) {
        const auto is_muted = [this](const Standing& alert) { return muted.contains(alert.by.front().second); };
        for (GroupMessage& message : grouping().due(when, is_muted)) {
            lines.push_back(line_of(message, when));
            sent.push_back(std::move(message));
        }
    }

    void keep() {
        for (const auto& record : grouping().changes()) {
            if (record.text.empty()) {
                kept.erase(record.key);
            } else {
                kept[record.key] = record.text;
            }
        }
    }
    void restart() {
        keep();
        made.reset();
        for (const auto& [key, text] : kept)
            ASSERT_TRUE(grouping().restore({key, text}, standings::at(now)));
    }

    // Made when it is first asked for, so that a test may say before what the route is.
    Grouping& grouping() {
        if (!made) made = std::make_unique<Grouping>(std::vector{route}, limits);
        return *made;
    }

    Route route = [] {
        Route made_up;
        made_up.name = "shop";
        made_up.how.notifiers = {"mail"};
        return made_up;
    }();
    Grouping::Limits limits;
    std::set<std::string> muted;  // regions
    std::chrono::seconds now{};
    std::unique_ptr<Grouping> made;
    std::vector<std::string> lines;
    std::vector<GroupMessage> sent;
    std::map<std::string, std::string> kept;
};

}  // namespace logbeam::alert
