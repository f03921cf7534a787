#include "edge/json_bridge.hpp"

#include "edge/public_topic.hpp"

#include <utility>

namespace logbeam::edge {

JsonBridge::JsonBridge(transport::MessagePort& port, Settings settings, std::function<bool()> leads,
                       std::function<Time()> now)
    : port_{port},
      settings_{std::move(settings)},
      leads_{std::move(leads)},
      now_{std::move(now)},
      demand_{settings_.limits} {}

void JsonBridge::on_burst(const history::Burst& burst) {
    // Without a connection nothing is asked either: each topic would rest for nothing.
    if (burst.entries.empty() || !port_.is_open() || !leads_()) return;
    const Time now = now_();
    for (const history::Entry& entry : burst.entries) {
        const std::string_view text = burst.text_of(entry);
        const std::string_view topic = history::topic_in(text, entry.parts);
        if (is_public_topic(topic)) take(topic, text, now);
    }
}

void JsonBridge::take(std::string_view topic, std::string_view text, Time now) {
    if (text.size() > port_.max_payload()) {
        ++counts_.too_large;
        return;
    }
    switch (demand_.next(topic, now)) {
        case Demand::Step::leave: return;
        case Demand::Step::ask: return ask(topic, text);
        case Demand::Step::hold: return hold(topic, text);
        case Demand::Step::send: return send(topic, text);
    }
}

void JsonBridge::ask(std::string_view topic, std::string_view text) {
    ++counts_.asked;
    auto on_outcome = [this, name = std::string{topic}](const Result<const transport::Mail*>& answer) {
        // Silence is what a listener answers.
        on_answer(name, answer.ok() || answer.error().code == ErrorCode::timed_out);
    };
    port_.request({.subject = subject_of(topic), .body = text}, settings_.ask_limit,
                  lifetime_.guard(std::move(on_outcome)));
}

void JsonBridge::hold(std::string_view topic, std::string_view text) {
    if (held_events_ >= settings_.held_events || held_bytes_ + text.size() > settings_.held_bytes) {
        ++counts_.unheld;
        return;
    }
    auto waiting = held_.find(topic);
    if (waiting == held_.end()) waiting = held_.emplace(topic, Held{}).first;
    waiting->second.emplace_back(text);
    ++held_events_;
    held_bytes_ += text.size();
}

void JsonBridge::send(std::string_view topic, std::string_view text) {
    const bool is_out = port_.publish({.subject = subject_of(topic), .body = text}).ok();
    ++(is_out ? counts_.sent : counts_.lost);
}

void JsonBridge::on_answer(const std::string& topic, bool somebody) {
    demand_.answered(topic, somebody, now_());
    const auto waiting = held_.find(topic);
    if (waiting == held_.end()) return;
    const Held held = std::move(waiting->second);
    held_.erase(waiting);
    for (const std::string& text : held) {
        --held_events_;
        held_bytes_ -= text.size();
        if (somebody) {
            send(topic, text);
        } else {
            ++counts_.unwanted;
        }
    }
}

void JsonBridge::tick() {
    demand_.tick(now_());
}

std::string JsonBridge::subject_of(std::string_view topic) const {
    std::string subject = settings_.prefix;
    subject.append(1, '.').append(topic);
    return subject;
}

}  // namespace logbeam::edge
