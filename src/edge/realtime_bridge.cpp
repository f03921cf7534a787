#include "edge/realtime_bridge.hpp"

#include "base/ids.hpp"
#include "edge/public_topic.hpp"
#include "edge/realtime_control.hpp"
#include "edge/realtime_event.hpp"

#include <logbeam/topic.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::edge {
namespace {

using Kind = RealtimeGossip::Kind;

constexpr std::chrono::seconds ask_every{5};
constexpr std::chrono::seconds between_tellings{2};
constexpr int silences_of_a_follower = 3;  // whoever leads has asked the client long before
constexpr std::size_t checks_in_a_sweep = 1'000;
constexpr std::size_t gossip_bytes = 256 << 10;  // of one message

}  // namespace

RealtimeBridge::RealtimeBridge(transport::MessagePort& port, Clock& clock, Settings settings,
                               std::function<bool()> leads, Intake intake)
    : port_{port},
      clock_{clock},
      settings_{std::move(settings)},
      leads_{std::move(leads)},
      intake_{std::move(intake)},
      clients_{settings_.limits},
      sweep_at_{clock.steady_now() + settings_.sweep_every} {
    using transport::Mail;
    subscriptions_.push_back(
        port_.subscribe(settings_.subject_prefix + ".>", queue, [this](const Mail& mail) { take_event(mail); }));
    subscriptions_.push_back(
        port_.subscribe(settings_.control_prefix + ".*", queue, [this](const Mail& mail) { take_control(mail); }));
    subscriptions_.push_back(port_.subscribe(gossip_subject, {}, [this](const Mail& mail) { take_gossip(mail.body); }));
}

RealtimeBridge::~RealtimeBridge() {
    for (const std::uint64_t subscription : subscriptions_)
        port_.unsubscribe(subscription);
}

void RealtimeBridge::on_open() {
    knows_clients_ = false;  // what was told meanwhile has been missed
    ask_at_ = {};
}

void RealtimeBridge::take_event(const transport::Mail& mail) {
    if (!mail.headers.find(header).empty()) {
        ++counts_.passed_over;
        return;
    }
    const std::string_view topic = mail.subject.substr(settings_.subject_prefix.size() + 1);
    const auto event = read_realtime_event(mail.body, settings_.edge);
    if (!event || !TopicName::parse(topic)) {
        ++counts_.malformed;
        return;
    }
    note_heard(event->client_id);
    const bool is_taken = is_public_topic(topic) && intake_(topic, event->json, event->client_id);
    ++(is_taken ? counts_.taken : counts_.refused);
}

void RealtimeBridge::take_control(const transport::Mail& mail) {
    auto message = read_control(mail.body);
    if (!message) {
        ++counts_.malformed;
        return;
    }
    const std::string_view verb = mail.subject.substr(settings_.control_prefix.size() + 1);
    if (verb == "connect") return connect(std::move(*message), mail);
    if (message->client.empty()) {
        ++counts_.malformed;
        return;
    }
    if (verb == "subscribe") return subscribe(*message, mail);
    if (verb == "unsubscribe") return unsubscribe(*message);
    if (verb == "disconnect") return disconnect(*message, mail);
    ++counts_.malformed;
}

// Without room there is no answer: the client fails as it does without a server, and tries again.
void RealtimeBridge::connect(ControlMessage message, const transport::Mail& mail) {
    if (message.client.empty()) message.client = base::make_publisher_id();
    if (!message.topic) message.topic = TopicPattern{"default"};
    const std::string& topic = message.topic->str();
    if (!clients_.subscribe(message.client, *message.topic, clock_.steady_now())) return;
    gossip(Kind::subscribed, {{message.client, {topic}}});
    reply(mail, connection_established(message.client, topic, clock_.wall_now()));
}

void RealtimeBridge::subscribe(const ControlMessage& message, const transport::Mail& mail) {
    if (!message.topic) {
        ++counts_.malformed;
        return;
    }
    const std::string& topic = message.topic->str();
    if (!clients_.subscribe(message.client, *message.topic, clock_.steady_now())) {
        return reply(mail, not_subscribed(topic));
    }
    gossip(Kind::subscribed, {{message.client, {topic}}});
    reply(mail, subscribed(topic));
}

void RealtimeBridge::unsubscribe(const ControlMessage& message) {
    if (!message.topic) {
        ++counts_.malformed;
        return;
    }
    note_heard(message.client);
    clients_.unsubscribe(message.client, message.topic->str());
    gossip(Kind::unsubscribed, {{message.client, {message.topic->str()}}});
}

void RealtimeBridge::disconnect(const ControlMessage& message, const transport::Mail& mail) {
    clients_.forget(message.client);
    heard_.erase(message.client);
    gossip(Kind::gone, {{message.client, {}}});
    reply(mail, disconnected(clock_.wall_now()));
}

void RealtimeBridge::take_gossip(std::string_view body) {
    const auto gossip = parse_realtime_gossip(body);
    if (!gossip) {
        ++counts_.malformed;
        return;
    }
    if (gossip->edge == settings_.edge) return;
    if (gossip->kind == Kind::told) knows_clients_ = true;
    if (gossip->kind == Kind::ask && leads_()) return tell_all_clients();
    adopt(*gossip);
}

void RealtimeBridge::adopt(const RealtimeGossip& gossip) {
    const Time now = clock_.steady_now();
    for (const RealtimeGossip::Client& client : gossip.clients) {
        if (gossip.kind == Kind::heard) clients_.heard(client.id, now);
        if (gossip.kind == Kind::gone) clients_.forget(client.id);
        for (const std::string& topic : client.topics) {
            if (gossip.kind == Kind::subscribed) clients_.subscribe(client.id, TopicPattern{topic}, now);
            if (gossip.kind == Kind::unsubscribed) clients_.unsubscribe(client.id, topic);
        }
    }
}

void RealtimeBridge::on_burst(const history::Burst& burst) {
    if (clients_.size() == 0 || burst.entries.empty() || !leads_()) return;
    for (const history::Entry& entry : burst.entries) {
        const std::string_view text = burst.text_of(entry);
        const std::string_view topic = history::topic_in(text, entry.parts);
        if (!is_public_topic(topic) || !clients_.wants(topic) || was_bridged(text, entry.parts)) continue;
        publish_event(text, entry.parts, topic);
    }
}

void RealtimeBridge::publish_event(std::string_view text, const history::TextParts& parts, std::string_view topic) {
    const std::string body = realtime_text(text, parts);
    if (body.size() > port_.max_payload()) {
        ++counts_.too_large;
        return;
    }
    std::string subject = settings_.subject_prefix;
    subject.append(1, '.').append(topic);
    const bool is_out =
        port_.publish({.subject = std::move(subject), .body = body, .headers = {{header, settings_.edge}}}).ok();
    ++(is_out ? counts_.bridged : counts_.lost);
}

void RealtimeBridge::note_heard(std::string_view client) {
    if (clients_.heard(client, clock_.steady_now())) heard_.emplace(client);
}

void RealtimeBridge::tick() {
    const Time now = clock_.steady_now();
    if (!knows_clients_ && now >= ask_at_) ask_for_clients(now);
    if (now >= sweep_at_) sweep(now);
}

void RealtimeBridge::ask_for_clients(Time now) {
    ask_at_ = now + ask_every;
    if (leads_()) {
        knows_clients_ = true;  // nobody else would answer
    } else {
        gossip(Kind::ask, {});
    }
}

// Those who ask at the same time hear the same answer.
void RealtimeBridge::tell_all_clients() {
    const Time now = clock_.steady_now();
    if (now < tell_again_at_) return;
    tell_again_at_ = now + between_tellings;
    std::vector<RealtimeGossip::Client> all;
    clients_.for_each([&all](const std::string& client, const auto& topics) {
        for (const std::string& topic : topics)
            all.push_back({client, {topic}});
    });
    gossip(Kind::subscribed, std::move(all));
    (void)port_.publish({.subject = gossip_subject, .body = encode({Kind::told, settings_.edge, {}})});
}

void RealtimeBridge::sweep(Time now) {
    sweep_at_ = now + settings_.sweep_every;
    std::vector<RealtimeGossip::Client> heard;
    heard.reserve(heard_.size());
    for (const std::string& client : heard_)
        heard.push_back({client, {}});
    heard_.clear();
    if (!heard.empty()) gossip(Kind::heard, std::move(heard));
    if (leads_()) return check_silent(now);
    forget_silent(now);
}

// A client that only listens says nothing, but is subscribed to `client.<id>`: one that can be reached is there.
void RealtimeBridge::check_silent(Time now) {
    for (const std::string& client : clients_.silent(now, 1, checks_in_a_sweep)) {
        if (TopicName::parse(client)) {
            clients_.heard(client, now);  // until the answer comes
            check(client);
        } else {
            clients_.forget(client);
            gossip(Kind::gone, {{client, {}}});
        }
    }
}

void RealtimeBridge::check(const std::string& client) {
    const std::string body = connection_check(clock_.wall_now());
    auto on_answer = [this, client](const Result<const transport::Mail*>& answer) {
        const bool is_gone = !answer && answer.error().code == ErrorCode::not_found;
        if (!is_gone) return note_heard(client);
        clients_.forget(client);
        heard_.erase(client);
        gossip(Kind::gone, {{client, {}}});
    };
    port_.request(
        {.subject = settings_.client_prefix + "." + client, .body = body, .headers = {{header, settings_.edge}}},
        settings_.check_limit, lifetime_.guard(std::move(on_answer)));
}

void RealtimeBridge::forget_silent(Time now) {
    for (const std::string& client : clients_.silent(now, silences_of_a_follower, SIZE_MAX)) {
        clients_.forget(client);
    }
}

// A message that finds no connection is made good when there is one: by asking.
void RealtimeBridge::gossip(Kind kind, std::vector<RealtimeGossip::Client> clients) {
    if (kind == Kind::ask) {
        (void)port_.publish({.subject = gossip_subject, .body = encode({kind, settings_.edge, {}})});
        return;
    }
    const std::size_t room = std::min(port_.max_payload() / 2, gossip_bytes);
    for (const std::string& body : encode_in_parts({kind, settings_.edge, std::move(clients)}, room)) {
        (void)port_.publish({.subject = gossip_subject, .body = body});
    }
}

void RealtimeBridge::reply(const transport::Mail& mail, std::string_view body) {
    if (mail.reply.empty()) return;
    (void)port_.publish({.subject = std::string{mail.reply}, .body = body});
}

}  // namespace logbeam::edge
