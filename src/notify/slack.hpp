#pragma once

#include "notify/http.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace logbeam::notify {

struct SlackOptions {
    HttpTarget target;    // the address of an incoming webhook
    std::string channel;  // where the address leaves a choice; empty: its own
};

// Posts to Slack, and to what takes its incoming webhooks: Mattermost, Rocket.Chat, Discord (`/slack`).
[[nodiscard]] std::unique_ptr<Notifier> make_slack(SlackOptions options);

// What is posted.
[[nodiscard]] std::string slack_body(const alert::Notification& notification, const std::string& channel);

// The text such that it is nothing but text: no link, no name that calls people.
[[nodiscard]] std::string slack_text(std::string_view text);

}  // namespace logbeam::notify
