#include "event/event_value.hpp"
#include "event/members.hpp"
#include "wire/native_frame.hpp"

#include <logbeam/topic.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace logbeam::wire {
namespace {

using event::Members;
using Need = Members::Need;

std::vector<PublisherPosition> take_positions(Members& frame) {
    std::vector<PublisherPosition> positions;
    for (Value& item : frame.array("publishers")) {
        const auto path = "publishers[" + std::to_string(positions.size()) + "]";
        Fields* object = item.as_object();
        if (object == nullptr) frame.adopt(path + ": expected an object");
        Members members{object == nullptr ? Fields{} : std::move(*object), path};
        positions.push_back({members.text("id", Need::required), members.natural("counter")});
        frame.adopt(members.problem());
    }
    return positions;
}

std::vector<std::string> take_topics(Members& frame) {
    std::vector<std::string> topics;
    for (Value& item : frame.array("topics", Need::required)) {
        const std::string* text = item.as_string();
        const auto pattern = TopicPattern::parse(text == nullptr ? std::string_view{} : *text);
        if (!pattern) frame.reject("topics", pattern.error().detail);
        topics.push_back(text == nullptr ? std::string{} : *text);
    }
    if (topics.empty()) frame.reject("topics", "is empty");
    return topics;
}

constexpr double highest_speed = 1e6;

Start start_from(Members members, Members& frame) {
    Start start;
    if (members.has("last")) {
        start = FromLast{members.natural("last")};
    } else if (members.has("time")) {
        start = FromTime{members.time("time", Need::required)};
    } else {
        const auto seq = members.natural("seq", Need::required);
        start = FromSeq{seq, members.text("epoch", Need::required)};
    }
    frame.adopt(members.problem());
    return start;
}

Start take_start(Members& frame) {
    auto from = frame.any("from").value_or("now");
    if (Fields* object = from.as_object()) return start_from(Members{std::move(*object), "from"}, frame);
    if (from != Value{"now"}) frame.reject("from", R"(expected "now", {"seq", "epoch"}, {"last"} or {"time"})");
    return FromNow{};
}

Lag take_lag(Members& frame) {
    const auto lag = frame.text("lag");
    if (lag == "skip") return Lag::skip;
    if (!lag.empty() && lag != "disconnect") frame.reject("lag", R"(expected "skip" or "disconnect")");
    return Lag::disconnect;
}

Event take_event(Members& frame, Need topic) {
    auto value = frame.any("event");
    if (!value) {
        frame.reject("event", "is missing");
        return {};
    }
    auto event = event::event_from(std::move(*value), "event");
    if (!event) {
        frame.adopt(event.error().detail);
        return {};
    }
    if (topic == Need::required || !event->topic.empty()) {
        if (const auto name = TopicName::parse(event->topic); !name) frame.adopt("event.topic: " + name.error().detail);
    }
    return std::move(*event);
}

std::vector<Event> take_events(Members& frame) {
    std::vector<Event> events;
    for (Value& item : frame.array("events", Need::required)) {
        auto event = event::event_from(std::move(item), "events[" + std::to_string(events.size()) + "]");
        if (!event) frame.adopt(event.error().detail);
        events.push_back(event ? std::move(*event) : Event{});
    }
    return events;
}

ClientLimits take_limits(Members& frame) {
    Members limits{frame.object("limits"), "limits"};
    ClientLimits taken;
    taken.frame_bytes = limits.natural("frameBytes");
    taken.batch_bytes = limits.natural("batchBytes");
    taken.subscriptions = limits.natural("subscriptions");
    taken.events_per_second = limits.natural("eventsPerSecond");
    frame.adopt(limits.problem());
    return taken;
}

LoggerLevel take_level(Members& frame, std::string_view key) {
    const auto level = parse_logger_level(frame.text(key, Need::required));
    if (!level) frame.reject(key, "is no level");
    return level.value_or(LoggerLevel::off);
}

// As many and as long as a program tells; the broker remembers them for as long as it is connected.
constexpr std::size_t most_loggers = 1000;
constexpr std::size_t longest_logger_name = 1024;

Logger take_logger(Members members, Members& frame) {
    Logger logger{members.text("name", Need::required), take_level(members, "level"), {}};
    if (logger.name.size() > longest_logger_name) members.reject("name", "is longer than 1024 bytes");
    if (members.has("until")) {
        const auto was = take_level(members, "was");
        logger.change = LevelChange{was, members.time("until", Need::required)};
    }
    frame.adopt(members.problem());
    return logger;
}

std::vector<Logger> take_loggers(Members& frame) {
    std::vector<Logger> loggers;
    auto items = frame.array("loggers", Need::required);
    if (items.size() > most_loggers) {
        frame.reject("loggers", "more than 1000");
        return loggers;
    }
    for (Value& item : items) {
        const auto path = "loggers[" + std::to_string(loggers.size()) + "]";
        Fields* object = item.as_object();
        if (object == nullptr) frame.adopt(path + ": expected an object");
        loggers.push_back(take_logger(Members{object == nullptr ? Fields{} : std::move(*object), path}, frame));
    }
    return loggers;
}

std::chrono::milliseconds take_milliseconds(Members& frame, std::string_view key) {
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max() / 1'000'000;  // as nanoseconds, too
    const auto count = frame.natural(key);
    if (count > most) frame.reject(key, "is too long");
    return std::chrono::milliseconds{static_cast<std::int64_t>(std::min(count, most))};
}

double take_speed(Members& frame) {
    const auto value = frame.any("speed");
    const auto speed = value ? value->as_double() : std::nullopt;
    const bool is_well = !value || (speed && *speed > 0 && *speed <= highest_speed);
    if (!is_well) frame.reject("speed", "expected a number above 0, as 1 or 0.25");
    return is_well ? speed.value_or(0) : 0;
}

ClientFrame read_hello(Members& frame) {
    Hello hello;
    hello.version = frame.natural("version", Need::required);
    hello.publishers = take_positions(frame);
    hello.source = frame.text("source");
    hello.token = frame.text("token");
    return hello;
}

ClientFrame read_subscribe(Members& frame) {
    Subscribe subscribe;
    subscribe.id = frame.natural("id", Need::required);
    subscribe.topics = take_topics(frame);
    subscribe.from = take_start(frame);
    subscribe.lag = take_lag(frame);
    subscribe.max_rate = frame.natural("maxRate");
    subscribe.filter = frame.text("filter");
    subscribe.name = frame.text("name");
    subscribe.speed = take_speed(frame);
    return subscribe;
}

ClientFrame read_acknowledge_events(Members& frame) {
    const auto id = frame.natural("id", Need::required);
    return AcknowledgeEvents{id, frame.natural("seq", Need::required)};
}

ClientFrame read_unsubscribe(Members& frame) {
    return Unsubscribe{frame.natural("id", Need::required)};
}

ClientFrame read_publish(Members& frame) {
    const auto ref = frame.natural("ref");
    return Publish{ref, take_event(frame, Need::required)};
}

ClientFrame read_send_to(Members& frame) {
    SendTo send{frame.text("client"), frame.text("user"), take_event(frame, Need::optional)};
    if (send.client.empty() == send.user.empty()) frame.adopt("expected either client or user");
    return send;
}

ClientFrame read_ping(Members& frame) {
    return Ping{frame.natural("ref")};
}

ClientFrame read_account(Members& frame) {
    Account account;
    account.made = frame.natural("made", Need::required);
    account.below_level = frame.natural("belowLevel");
    account.queued = frame.natural("queued");
    account.spooled = frame.natural("spooled");
    account.acknowledged = frame.natural("acknowledged");
    account.dropped = frame.natural("dropped");
    return account;
}

ClientFrame read_loggers(Members& frame) {
    auto loggers = take_loggers(frame);
    return Loggers{std::move(loggers), frame.natural("answered")};
}

ServerFrame read_welcome(Members& frame) {
    Welcome welcome;
    welcome.version = frame.natural("version", Need::required);
    welcome.server = frame.text("server");
    welcome.epoch = frame.text("epoch", Need::required);
    welcome.limits = take_limits(frame);
    welcome.publishers = take_positions(frame);
    return welcome;
}

ServerFrame read_subscribed(Members& frame) {
    const auto id = frame.natural("id", Need::required);
    const auto audience = frame.natural("audience", Need::required);
    return Subscribed{id, audience, frame.natural("seq")};
}

ServerFrame read_acknowledge(Members& frame) {
    auto publisher = frame.text("publisher", Need::required);
    return Acknowledge{std::move(publisher), frame.natural("counter", Need::required)};
}

ServerFrame read_published(Members& frame) {
    const auto ref = frame.natural("ref", Need::required);
    const auto seq = frame.natural("seq", Need::required);
    return Published{ref, seq, frame.text("id", Need::required)};
}

ServerFrame read_events(Members& frame) {
    const auto audience = frame.natural("audience", Need::required);
    return Events{audience, take_events(frame)};
}

ServerFrame read_gap(Members& frame) {
    Gap gap;
    gap.audience = frame.natural("audience", Need::required);
    gap.from = frame.natural("from", Need::required);
    gap.to = frame.natural("to", Need::required);
    gap.count = frame.natural("count", Need::required);
    gap.reason = frame.text("reason");
    return gap;
}

ServerFrame read_sampled(Members& frame) {
    const auto audience = frame.natural("audience", Need::required);
    const auto seen = frame.natural("seen", Need::required);
    return Sampled{audience, seen, frame.natural("sent", Need::required)};
}

ServerFrame read_failed(Members& frame) {
    Failed failed;
    if (frame.has("ref")) failed.ref = frame.natural("ref");
    failed.number = frame.natural("error", Need::required);
    failed.name = frame.text("name");
    failed.detail = frame.text("detail");
    failed.may_retry = frame.flag("mayRetry");
    return failed;
}

ServerFrame read_pong(Members& frame) {
    return Pong{frame.natural("ref")};
}

ServerFrame read_set_level(Members& frame) {
    std::optional<std::string> logger;
    if (frame.has("logger")) logger = frame.text("logger");
    const auto level = take_level(frame, "level");
    return SetLevel{std::move(logger), level, take_milliseconds(frame, "forMs")};
}

template <class Frame>
struct Kind {
    std::string_view name;
    Frame (*read)(Members& frame);
};

constexpr std::array client_kinds{
    Kind<ClientFrame>{"hello", read_hello},
    Kind<ClientFrame>{"subscribe", read_subscribe},
    Kind<ClientFrame>{"publish", read_publish},
    Kind<ClientFrame>{"unsubscribe", read_unsubscribe},
    Kind<ClientFrame>{"sendTo", read_send_to},
    Kind<ClientFrame>{"ping", read_ping},
    Kind<ClientFrame>{"acknowledge", read_acknowledge_events},
    Kind<ClientFrame>{"account", read_account},
    Kind<ClientFrame>{"loggers", read_loggers},
};

constexpr std::array server_kinds{
    Kind<ServerFrame>{"events", read_events},
    Kind<ServerFrame>{"acknowledge", read_acknowledge},
    Kind<ServerFrame>{"welcome", read_welcome},
    Kind<ServerFrame>{"subscribed", read_subscribed},
    Kind<ServerFrame>{"gap", read_gap},
    Kind<ServerFrame>{"sampled", read_sampled},
    Kind<ServerFrame>{"failed", read_failed},
    Kind<ServerFrame>{"pong", read_pong},
    Kind<ServerFrame>{"setLevel", read_set_level},
    Kind<ServerFrame>{"published", read_published},
};

Error malformed(std::string detail) {
    return Error{ErrorCode::malformed_frame, std::move(detail)};
}

template <class Kinds>
auto decode(std::string_view text, const Kinds& kinds) -> Result<decltype(kinds[0].read(std::declval<Members&>()))> {
    auto value = Value::parse(text);
    if (!value) return value.error();
    Fields* object = value->as_object();
    if (object == nullptr) return malformed("expected an object");

    Members frame{std::move(*object)};
    const auto name = frame.text("kind", Need::required);
    if (!frame.problem().empty()) return malformed(frame.problem());
    const auto* kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.name == name; });
    if (kind == kinds.end()) return malformed("unknown kind '" + name + "'");

    auto decoded = kind->read(frame);
    if (!frame.problem().empty()) return malformed(name + ": " + frame.problem());
    return decoded;
}

}  // namespace

Result<ClientFrame> decode_client_frame(std::string_view text) {
    return decode(text, client_kinds);
}

Result<ServerFrame> decode_server_frame(std::string_view text) {
    return decode(text, server_kinds);
}

}  // namespace logbeam::wire
