#include "wire/native_frame.hpp"

#include <logbeam/json_writer.hpp>

#include <limits>

namespace logbeam::wire {
namespace {

// One frame as it is written: members that say nothing are left out.
class FrameWriter {
public:
    FrameWriter(std::string& out, std::string_view kind) : json_{out} {
        json_.begin_object();
        text("kind", kind);
    }

    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }
    void text_unless_empty(std::string_view key, std::string_view value) {
        if (!value.empty()) text(key, value);
    }
    void number(std::string_view key, std::uint64_t value) {
        json_.key(key);
        json_.unsigned_integer(value);
    }
    void number_unless_zero(std::string_view key, std::uint64_t value) {
        if (value != 0) number(key, value);
    }
    void decimal(std::string_view key, double value) {
        json_.key(key);
        json_.number(value);
    }
    void flag(std::string_view key, bool value) {
        json_.key(key);
        json_.boolean(value);
    }
    void event(const Event& event) {
        json_.key("event");
        json_.raw(event.to_json());
    }
    template <class Items, class Write>
    void array(std::string_view key, const Items& items, Write write) {
        json_.key(key);
        json_.begin_array();
        for (const auto& item : items) {
            write(item);
        }
        json_.end_array();
    }
    template <class Write>
    void object(std::string_view key, Write write) {
        json_.key(key);
        json_.begin_object();
        write();
        json_.end_object();
    }

    JsonWriter& json() noexcept { return json_; }
    void end() { json_.end_object(); }

private:
    JsonWriter json_;
};

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

void write_positions(FrameWriter& frame, const std::vector<PublisherPosition>& positions) {
    if (positions.empty()) return;
    frame.array("publishers", positions, [&frame](const PublisherPosition& position) {
        frame.json().begin_object();
        frame.text("id", position.id);
        frame.number_unless_zero("counter", position.counter);
        frame.json().end_object();
    });
}

void write_start(FrameWriter& frame, const Start& start) {
    std::visit(
        Overloaded{[](const FromNow& /*now*/) {},
                   [&frame](const FromSeq& from) {
                       frame.object("from", [&] {
                           frame.number("seq", from.seq);
                           frame.text("epoch", from.epoch);
                       });
                   },
                   [&frame](const FromLast& from) { frame.object("from", [&] { frame.number("last", from.count); }); },
                   [&frame](const FromTime& from) {
                       frame.object("from", [&] { frame.text("time", to_rfc3339(from.time)); });
                   }},
        start);
}

void write_limits(FrameWriter& frame, const ClientLimits& limits) {
    frame.object("limits", [&] {
        frame.number_unless_zero("frameBytes", limits.frame_bytes);
        frame.number_unless_zero("batchBytes", limits.batch_bytes);
        frame.number_unless_zero("subscriptions", limits.subscriptions);
        frame.number_unless_zero("eventsPerSecond", limits.events_per_second);
    });
}

constexpr std::string_view kind_of(const Hello& /*frame*/) {
    return "hello";
}
constexpr std::string_view kind_of(const Subscribe& /*frame*/) {
    return "subscribe";
}
constexpr std::string_view kind_of(const AcknowledgeEvents& /*frame*/) {
    return "acknowledge";
}
constexpr std::string_view kind_of(const Unsubscribe& /*frame*/) {
    return "unsubscribe";
}
constexpr std::string_view kind_of(const Publish& /*frame*/) {
    return "publish";
}
constexpr std::string_view kind_of(const SendTo& /*frame*/) {
    return "sendTo";
}
constexpr std::string_view kind_of(const Ping& /*frame*/) {
    return "ping";
}
constexpr std::string_view kind_of(const Account& /*frame*/) {
    return "account";
}
constexpr std::string_view kind_of(const Loggers& /*frame*/) {
    return "loggers";
}
constexpr std::string_view kind_of(const Welcome& /*frame*/) {
    return "welcome";
}
constexpr std::string_view kind_of(const Subscribed& /*frame*/) {
    return "subscribed";
}
constexpr std::string_view kind_of(const Acknowledge& /*frame*/) {
    return "acknowledge";
}
constexpr std::string_view kind_of(const Published& /*frame*/) {
    return "published";
}
constexpr std::string_view kind_of(const Events& /*frame*/) {
    return "events";
}
constexpr std::string_view kind_of(const Gap& /*frame*/) {
    return "gap";
}
constexpr std::string_view kind_of(const Sampled& /*frame*/) {
    return "sampled";
}
constexpr std::string_view kind_of(const Failed& /*frame*/) {
    return "failed";
}
constexpr std::string_view kind_of(const Pong& /*frame*/) {
    return "pong";
}
constexpr std::string_view kind_of(const SetLevel& /*frame*/) {
    return "setLevel";
}

void write(FrameWriter& out, const Hello& frame) {
    out.number("version", frame.version);
    write_positions(out, frame.publishers);
    out.text_unless_empty("source", frame.source);
    out.text_unless_empty("token", frame.token);
}

void write(FrameWriter& out, const Subscribe& frame) {
    out.number("id", frame.id);
    out.array("topics", frame.topics, [&out](const std::string& topic) { out.json().string(topic); });
    write_start(out, frame.from);
    if (frame.lag == Lag::skip) out.text("lag", "skip");
    out.number_unless_zero("maxRate", frame.max_rate);
    if (frame.speed > 0) out.decimal("speed", frame.speed);
    out.text_unless_empty("name", frame.name);
    out.text_unless_empty("filter", frame.filter);
}

void write(FrameWriter& out, const AcknowledgeEvents& frame) {
    out.number("id", frame.id);
    out.number("seq", frame.seq);
}

void write(FrameWriter& out, const Unsubscribe& frame) {
    out.number("id", frame.id);
}

void write(FrameWriter& out, const Publish& frame) {
    out.number_unless_zero("ref", frame.ref);
    out.event(frame.event);
}

void write(FrameWriter& out, const SendTo& frame) {
    out.text_unless_empty("client", frame.client);
    out.text_unless_empty("user", frame.user);
    out.event(frame.event);
}

void write(FrameWriter& out, const Ping& frame) {
    out.number_unless_zero("ref", frame.ref);
}

void write(FrameWriter& out, const Account& frame) {
    out.number("made", frame.made);
    out.number("belowLevel", frame.below_level);
    out.number("queued", frame.queued);
    out.number("spooled", frame.spooled);
    out.number("acknowledged", frame.acknowledged);
    out.number("dropped", frame.dropped);
}

void write(FrameWriter& out, const Loggers& frame) {
    out.array("loggers", frame.loggers, [&out](const Logger& logger) {
        out.json().begin_object();
        out.text("name", logger.name);
        out.text("level", to_string(logger.level));
        if (logger.change) {
            out.text("was", to_string(logger.change->was));
            out.text("until", to_rfc3339(logger.change->until));
        }
        out.json().end_object();
    });
    out.number_unless_zero("answered", frame.answered);
}

void write(FrameWriter& out, const Welcome& frame) {
    out.number("version", frame.version);
    out.text_unless_empty("server", frame.server);
    out.text("epoch", frame.epoch);
    write_limits(out, frame.limits);
    write_positions(out, frame.publishers);
}

void write(FrameWriter& out, const Subscribed& frame) {
    out.number("id", frame.id);
    out.number("audience", frame.audience);
    out.number_unless_zero("seq", frame.seq);
}

void write(FrameWriter& out, const Acknowledge& frame) {
    out.text("publisher", frame.publisher);
    out.number("counter", frame.counter);
}

void write(FrameWriter& out, const Published& frame) {
    out.number("ref", frame.ref);
    out.number("seq", frame.seq);
    out.text("id", frame.id);
}

void write(FrameWriter& out, const Events& frame) {
    out.number("audience", frame.audience);
    out.array("events", frame.events, [&out](const Event& event) { out.json().raw(event.to_json()); });
}

void write(FrameWriter& out, const Gap& frame) {
    out.number("audience", frame.audience);
    out.number("from", frame.from);
    out.number("to", frame.to);
    out.number("count", frame.count);
    out.text("reason", frame.reason);
}

void write(FrameWriter& out, const Sampled& frame) {
    out.number("audience", frame.audience);
    out.number("seen", frame.seen);
    out.number("sent", frame.sent);
}

void write(FrameWriter& out, const Failed& frame) {
    if (frame.ref) out.number("ref", *frame.ref);
    out.number("error", frame.number);
    out.text("name", frame.name);
    out.text_unless_empty("detail", frame.detail);
    out.flag("mayRetry", frame.may_retry);
}

void write(FrameWriter& out, const Pong& frame) {
    out.number_unless_zero("ref", frame.ref);
}

void write(FrameWriter& out, const SetLevel& frame) {
    if (frame.logger) out.text("logger", *frame.logger);
    out.text("level", to_string(frame.level));
    out.number_unless_zero("forMs", static_cast<std::uint64_t>(frame.duration.count()));
}

template <class Frames>
std::string encode_any(const Frames& frames) {
    std::string text;
    std::visit(
        [&text](const auto& frame) {
            FrameWriter out{text, kind_of(frame)};
            write(out, frame);
            out.end();
        },
        frames);
    return text;
}

}  // namespace

std::string encode(const ClientFrame& frame) {
    return encode_any(frame);
}

std::string encode(const ServerFrame& frame) {
    return encode_any(frame);
}

std::string encode_events(std::uint64_t audience, const std::vector<std::string_view>& canonical) {
    std::string text;
    FrameWriter out{text, "events"};
    out.number("audience", audience);
    out.array("events", canonical, [&out](std::string_view event) { out.json().raw(event); });
    out.end();
    return text;
}

Failed failed(std::optional<std::uint64_t> ref, const Error& error) {
    return {ref, static_cast<std::uint64_t>(error.number()), std::string{error.name()}, error.detail,
            error.may_retry()};
}

Error error_of(const Failed& failed) {
    const bool has_code = failed.number <= std::numeric_limits<std::uint16_t>::max();
    return {has_code ? static_cast<ErrorCode>(failed.number) : ErrorCode::internal,
            "the broker says: " + (failed.detail.empty() ? failed.name : failed.detail)};
}

}  // namespace logbeam::wire
