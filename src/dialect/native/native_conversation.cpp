#include "dialect/native/native_conversation.hpp"

#include "event/json_text.hpp"
#include "hub/levels.hpp"
#include "json/number.hpp"
#include "json/scan.hpp"
#include "query/program.hpp"
#include "websocket/frame.hpp"

#include <logbeam/event.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::dialect {
namespace {

constexpr std::chrono::milliseconds pause_when_crowded{100};  // after each batch

// What one client sends mostly; only a text that begins so is looked at for the short way.
constexpr std::string_view publish_begins = R"({"kind":"publish",)";

Result<std::vector<TopicPattern>> patterns_of(const std::vector<std::string>& topics) {
    std::vector<TopicPattern> patterns;
    for (const std::string& topic : topics) {
        auto pattern = TopicPattern::parse(topic);
        if (!pattern) return pattern.error();
        patterns.push_back(std::move(*pattern));
    }
    if (patterns.empty()) return Error{ErrorCode::malformed_frame, "topics: at least one is needed"};
    return patterns;
}

Result<std::shared_ptr<const query::Program>> filter_of(const std::string& text, Timestamp now) {
    if (text.empty()) return std::shared_ptr<const query::Program>{};
    return query::Program::compile(text, now);
}

}  // namespace

NativeConversation::NativeConversation(Session session, hub::SharedRights rights)
    : session_{session},
      hub_{session.context.hub},
      rights_{std::move(rights)},
      feed_{session, hub::Dialect::native},
      metering_{session} {}

NativeConversation::~NativeConversation() {
    session_.client.loggers.reset();
    hub_.forget(*this);
}

void NativeConversation::on_text(std::string_view text) {
    if (has_greeted_ && take_publish(text)) return;
    auto frame = wire::decode_client_frame(text);
    if (!frame) {
        ++hub_.counters.protocol_errors;
        return has_greeted_ ? fail(std::nullopt, frame.error()) : end(frame.error());
    }
    if (!has_greeted_ && !std::holds_alternative<wire::Hello>(*frame)) {
        return end({ErrorCode::hello_expected, "the first frame of a client is hello"});
    }
    std::visit([this](auto& said) { hear(said); }, *frame);
}

// A publish frame without rebuilding its event: the text of `event` goes to the ingest as it is.
bool NativeConversation::take_publish(std::string_view text) {
    if (text.substr(0, publish_begins.size()) != publish_begins || !json::check(text)) return false;
    std::string_view event;
    std::uint64_t ref = 0;
    bool is_plain = true;
    event::for_each_member(text, [&](std::string_view key, std::string_view value) {
        if (key == R"("event")") {
            event = value;
        } else if (key == R"("ref")") {
            const auto number = json::parse_number(value);
            const auto* whole = number ? std::get_if<std::int64_t>(&*number) : nullptr;
            is_plain = whole != nullptr && *whole >= 0;
            if (is_plain) ref = static_cast<std::uint64_t>(*whole);
        } else {
            is_plain = is_plain && key == R"("kind")";
        }
    });
    if (!is_plain || event.empty()) return false;
    publish(ref, event);
    return true;
}

void NativeConversation::publish(std::uint64_t ref, std::string_view event) {
    const auto taken = hub_.take_event(event, sender());
    metering_.count(1, event.size());
    if (!taken) return fail(ref == 0 ? std::nullopt : std::optional{ref}, taken.error());
    if (ref == 0) return;
    const std::string answer = wire::encode(wire::ServerFrame{wire::Published{ref, taken->seq, taken->id}});
    websocket::append_frame(kept_next().answers, websocket::Opcode::text, answer);
}

void NativeConversation::on_binary(std::string_view bytes) {
    if (!has_greeted_) return end({ErrorCode::hello_expected, "the first frame of a client is hello"});
    const auto taken = hub_.take_batch(bytes, sender());
    if (!taken) return end(taken.error());
    metering_.count(taken->accepted, bytes.size());
    if (taken->refused != 0) {
        Error error = taken->first_refusal;
        error.detail += " (" + std::to_string(taken->refused) + " of the batch's events were refused)";
        fail(std::nullopt, error);
    }
    auto& acknowledged = kept_next().acknowledged;
    if (acknowledged.empty() || acknowledged.back().publisher != taken->publisher) {
        acknowledged.push_back({std::string{taken->publisher}, taken->through, 0});
    } else {
        acknowledged.back().through = taken->through;
    }
    if (hub_.is_crowded()) session_.outlet.pause(pause_when_crowded);
}

NativeConversation::Kept& NativeConversation::kept_next() {
    const std::uint64_t commit = hub_.await_commit(*this);
    if (kept_soon_.empty() || kept_soon_.back().commit != commit) kept_soon_.push_back({commit});
    return kept_soon_.back();
}

void NativeConversation::on_stored(std::uint64_t commit) {
    std::string frames;
    for (; !kept_soon_.empty() && kept_soon_.front().commit <= commit; kept_soon_.pop_front()) {
        frames.append(kept_soon_.front().answers);
        for (history::PublisherMark& mark : kept_soon_.front().acknowledged) {
            const std::string text =
                wire::encode(wire::ServerFrame{wire::Acknowledge{std::move(mark.publisher), mark.through}});
            websocket::append_frame(frames, websocket::Opcode::text, text);
        }
    }
    if (!frames.empty()) session_.outlet.send(frames);
}

void NativeConversation::hear(const wire::Hello& hello) {
    if (has_greeted_) return fail(std::nullopt, {ErrorCode::malformed_frame, "hello was said before"});
    if (!hello.token.empty() || !rights_) {
        if (auto taken = take_token(hello.token); !taken) {
            ++hub_.counters.unauthorized;
            return end(taken.error());
        }
    }
    if (hello.version > wire::native_version) {
        return end({ErrorCode::unsupported_version, "version " + std::to_string(hello.version) + ", known is 1"});
    }
    has_greeted_ = true;
    if (!hello.publishers.empty()) session_.client.id = hello.publishers.front().id;
    session_.client.source = hello.source;
    say(welcome_for(hello));
}

Result<void> NativeConversation::take_token(std::string_view token) {
    auto rights = session_.context.authenticate(token);
    if (!rights) return rights.error();
    if (*rights) rights_ = std::move(*rights);
    if (!rights_) return Error{ErrorCode::unauthorized, "who has no rights yet cannot get any here"};
    session_.client.user = rights_->user;
    return {};
}

wire::Welcome NativeConversation::welcome_for(const wire::Hello& hello) const {
    const ClientLimits& limits = session_.limits;
    wire::Welcome welcome;
    welcome.server = session_.context.server;
    welcome.epoch = hub_.ingest.epoch();
    welcome.limits.frame_bytes = limits.message_bytes;
    welcome.limits.batch_bytes = std::min(limits.message_bytes, wire::max_batch_bytes);
    welcome.limits.subscriptions = limits.subscriptions;
    welcome.limits.events_per_second = limits.events_per_second;
    for (const wire::PublisherPosition& publisher : hello.publishers) {
        welcome.publishers.push_back({publisher.id, hub_.held(publisher.id)});
    }
    return welcome;
}

void NativeConversation::hear(wire::Subscribe& subscribe) {
    auto topics = patterns_of(subscribe.topics);
    if (!topics) return fail(subscribe.id, topics.error());
    auto filter = filter_of(subscribe.filter, hub_.clock.wall_now());
    if (!filter) return fail(subscribe.id, filter.error());
    const std::uint64_t id = subscribe.id;
    const auto audience = feed_.open(
        id, {std::move(*topics), rights_, subscribe.lag, subscribe.max_rate, *std::move(filter), subscribe.speed});
    if (!audience) return fail(id, audience.error());
    if (!subscribe.name.empty()) names_[id] = subscribe.name;
    feed_.locate(id, start_of(subscribe), [this, id, number = *audience](const wire::Start& from) {
        say(wire::Subscribed{id, number, beginning_of(from)});
        feed_.begin(id, from);
    });
}

// A name continues where it was acknowledged, unless the subscriber knows better where it is.
wire::Start NativeConversation::start_of(const wire::Subscribe& subscribe) const {
    if (subscribe.name.empty() || std::holds_alternative<wire::FromSeq>(subscribe.from)) return subscribe.from;
    const history::Position* position = hub_.positions.find(session_.client.user, subscribe.name);
    if (position == nullptr) return subscribe.from;
    return wire::FromSeq{position->seq, position->epoch};
}

// What follows lies behind this, so that whoever is cut off before it comes can continue from here. A resumption begins
// where it was asked to, or with all that is held where that was another epoch.
std::uint64_t NativeConversation::beginning_of(const wire::Start& from) const {
    const auto* resumed = std::get_if<wire::FromSeq>(&from);
    if (resumed == nullptr) return hub_.ingest.last_seq();
    const bool is_here = resumed->epoch.empty() || resumed->epoch == hub_.ingest.epoch();
    return is_here ? resumed->seq : hub_.history.extent().first - 1;
}

void NativeConversation::hear(const wire::Account& account) {
    hub_.ingest.note_report(session_.client.id,
                            {hub_.clock.wall_now(), account.made, account.below_level, account.queued, account.spooled,
                             account.acknowledged, account.dropped});
}

void NativeConversation::hear(const wire::Loggers& loggers) {
    hub::note_loggers(hub_, session_.client, loggers, *this);
}

void NativeConversation::set_level(const wire::SetLevel& wish) {
    say(wish);
}

void NativeConversation::hear(const wire::Unsubscribe& unsubscribe) {
    names_.erase(unsubscribe.id);
    if (feed_.close(unsubscribe.id)) return;
    fail(unsubscribe.id, {ErrorCode::unknown_subscription, std::to_string(unsubscribe.id) + " is none of yours"});
}

void NativeConversation::hear(const wire::AcknowledgeEvents& acknowledge) {
    const auto name = names_.find(acknowledge.id);
    if (name == names_.end()) {
        return fail(acknowledge.id, {ErrorCode::unknown_subscription,
                                     "no subscription " + std::to_string(acknowledge.id) + " with a name is yours"});
    }
    const bool is_kept = hub_.positions.set(
        {name->second, session_.client.user, hub_.ingest.epoch(), acknowledge.seq, hub_.clock.wall_now()});
    if (is_kept) return;
    ++hub_.counters.limits_reached;
    fail(acknowledge.id, {ErrorCode::limit_reached, "the broker keeps the positions of " +
                                                        std::to_string(hub_.positions.size()) + " names already"});
}

// An event without a time is one of now.
std::string NativeConversation::text_of(Event event) const {
    if (event.timestamp == Timestamp{}) event.timestamp = hub_.clock.wall_now();
    return event.to_json();
}

void NativeConversation::hear(const wire::Publish& frame) {
    publish(frame.ref, text_of(frame.event));
}

void NativeConversation::hear(const wire::SendTo& message) {
    const auto letter = hub_.ingest.compose(text_of(message.event), sender(), hub_.clock.wall_now());
    metering_.count(1, letter ? letter->text.size() : 0);
    if (!letter) return fail(std::nullopt, letter.error());
    if (hub_.send_direct(message.client, message.user, *letter) != 0) return;
    const std::string whom = message.client.empty() ? "user '" + message.user : "client '" + message.client;
    fail(std::nullopt, {ErrorCode::not_found, "no " + whom + "' is connected"});
}

void NativeConversation::hear(const wire::Ping& ping) {
    say(wire::Pong{ping.ref});
}

hub::Sender NativeConversation::sender() const noexcept {
    return {session_.client.id, session_.client.source, {}, rights_.get()};
}

void NativeConversation::say(const wire::ServerFrame& frame) {
    std::string out;
    websocket::append_frame(out, websocket::Opcode::text, wire::encode(frame));
    session_.outlet.send(out);
}

void NativeConversation::fail(std::optional<std::uint64_t> ref, const Error& error) {
    say(wire::failed(ref, error));
}

// For what leaves nothing to talk about.
void NativeConversation::end(const Error& error) {
    ++hub_.counters.protocol_errors;
    fail(std::nullopt, error);
    session_.outlet.close(websocket::close_code::policy_violation, error.message());
}

}  // namespace logbeam::dialect
