#include "hub/levels.hpp"

#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace logbeam::hub {
namespace {

using json::write_member;

constexpr std::size_t to_the_second = 19;  // characters of an RFC 3339 time

class Told {
public:
    Told() { json_.begin_object(); }

    Told& text(std::string_view key, std::string_view value) {
        write_member(json_, key, value);
        return *this;
    }
    Told& text_if_any(std::string_view key, const std::optional<std::string>& value) {
        return value ? text(key, *value) : *this;
    }
    Told& text_unless_empty(std::string_view key, std::string_view value) {
        return value.empty() ? *this : text(key, value);
    }
    [[nodiscard]] std::string end() {
        json_.end_object();
        return std::move(text_);
    }

private:
    std::string text_;
    JsonWriter json_{text_};
};

bool is_meant(const LevelWish& wish, const Client& client) noexcept {
    return (wish.publisher.empty() || wish.publisher == client.id) &&
           (wish.source.empty() || wish.source == client.source);
}

const std::string& name_of(const LevelWish& wish) noexcept {
    return wish.source.empty() ? wish.publisher : wish.source;
}

std::string quoted(const std::string& logger) {
    return logger.empty() ? "the default logger" : "'" + logger + "'";
}

std::string described(const LevelWish& wish) {
    const bool is_back = wish.level.duration.count() == 0;
    std::string text = (wish.level.logger ? quoted(*wish.level.logger) : "all loggers") + " of " + name_of(wish);
    text +=
        is_back ? " asked to go back to its level" : " asked to log from " + std::string{to_string(wish.level.level)};
    if (!is_back) text += " on for " + std::to_string(wish.level.duration.count() / 1000) + " s";
    return wish.by.empty() ? text : text + " by " + wish.by;
}

void tell_asked(Hub& hub, const LevelWish& wish) {
    const bool is_back = wish.level.duration.count() == 0;
    hub.tell(topic_of_levels, "level.asked",
             Told{}
                 .text("level", "info")
                 .text("message", described(wish))
                 .text_unless_empty("publisher", wish.publisher)
                 .text_unless_empty("of", wish.source)
                 .text_if_any("logger", wish.level.logger)
                 .text("set", is_back ? "back" : to_string(wish.level.level))
                 .text_unless_empty("by", wish.by)
                 .end());
}

// One logger whose level is another one than before, or whose change ended.
void tell_change(Hub& hub, const Client& client, const wire::Logger& before, const wire::Logger& now) {
    const auto level = to_string(now.level);
    const auto was = to_string(now.change ? now.change->was : before.level);
    const std::string until = now.change ? to_rfc3339(now.change->until) : std::string{};
    const bool has_returned = before.change && !now.change;
    std::string message = quoted(now.name) + " of " + client.source + (has_returned ? " is back at " : " logs from ") +
                          std::string{level};
    if (!has_returned) message += " on, was " + std::string{was};
    if (!until.empty()) message += ", until " + until.substr(0, to_the_second) + "Z";
    hub.tell(topic_of_levels, has_returned ? "level.returned" : "level.changed",
             Told{}
                 .text("level", "info")
                 .text("message", message)
                 .text("publisher", client.id)
                 .text("of", client.source)
                 .text("logger", now.name)
                 .text("set", level)
                 .text("was", was)
                 .text_unless_empty("until", until)
                 .end());
}

std::map<std::string_view, const wire::Logger*> by_name(const std::vector<wire::Logger>& loggers) {
    std::map<std::string_view, const wire::Logger*> all;
    for (const wire::Logger& logger : loggers)
        all.emplace(logger.name, &logger);
    return all;
}

}  // namespace

Result<std::vector<AskedPublisher>> ask_for_level(Hub& hub, const LevelWish& wish) {
    std::vector<AskedPublisher> asked;
    bool is_any_connected = false;
    for (auto& [session, client] : hub.clients.clients()) {
        if (!is_meant(wish, client)) continue;
        is_any_connected = true;
        if (!client.loggers) continue;
        client.loggers->port->set_level(wish.level);
        asked.push_back({client.id, client.source, ++client.loggers->asked});
    }
    if (!is_any_connected) return Error{ErrorCode::not_found, "no program '" + name_of(wish) + "' is connected"};
    if (asked.empty()) {
        return Error{ErrorCode::forbidden, name_of(wish) +
                                               " does not allow it; its program says so with "
                                               "ConnectionOptions::remote_level = logbeam::RemoteLevel::allow"};
    }
    tell_asked(hub, wish);
    return asked;
}

void note_loggers(Hub& hub, Client& client, const wire::Loggers& loggers, LevelPort& port) {
    if (!client.loggers) {
        client.loggers = ClientLoggers{loggers.loggers, 0, 0, &port};
        return;
    }
    const auto known = by_name(client.loggers->loggers);
    for (const wire::Logger& now : loggers.loggers) {
        const auto before = known.find(now.name);
        if (before != known.end() && *before->second != now) tell_change(hub, client, *before->second, now);
    }
    client.loggers->loggers = loggers.loggers;
    client.loggers->answered = loggers.answered;
}

}  // namespace logbeam::hub
