#pragma once

#include "notify/alertmanager.hpp"
#include "notify/command.hpp"
#include "notify/email.hpp"
#include "notify/outbox.hpp"
#include "notify/secret.hpp"
#include "notify/slack.hpp"
#include "notify/topic.hpp"
#include "notify/webhook.hpp"

#include <string>
#include <variant>
#include <vector>

namespace logbeam::yaml {
class Reader;
}

namespace logbeam::notify {

struct TopicOptions {
    std::string topic;
};
struct BrowserOptions {};

using NotifierOptions = std::variant<WebhookOptions, SlackOptions, AlertmanagerOptions, EmailOptions, CommandOptions,
                                     TopicOptions, BrowserOptions>;

// A notifier as the configuration file has it. Holds secrets: only `to_string` is for others' eyes.
struct NotifierConfig {
    std::string name;
    NotifierOptions options;
};

// `webhook 'ops'`.
[[nodiscard]] std::string to_string(const NotifierConfig& config);

// The list `notifiers` of a file, as docs/notifiers.md has it. A problem becomes the reader's, with its line; no value that
// may be a secret is in it.
[[nodiscard]] std::vector<NotifierConfig> read_notifiers(yaml::Reader& file, const Environment& environment);

// What notifiers work with; the clock outlives them.
struct NotifierNeighbours {
    const Clock& clock;
    Publish publish;
};
[[nodiscard]] NamedNotifier make_notifier(NotifierConfig config, const NotifierNeighbours& neighbours);

}  // namespace logbeam::notify
