#include "alert/desk.hpp"

#include "base/ids.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace logbeam::alert {
namespace {

constexpr std::string_view kept_silences = "silence";
constexpr std::string_view kept_acknowledgements = "acknowledgement";
constexpr std::string_view kept_groups = "group";
constexpr std::chrono::seconds between_saves{1};  // of what no message depends on

std::optional<Timestamp> earlier(std::optional<Timestamp> left, std::optional<Timestamp> right) {
    return left && right ? std::min(left, right) : left ? left : right;
}

Notification notification_of(const Heartbeat& heartbeat, const Heartbeat::Beat& beat) {
    Standing alert;
    alert.rule = heartbeat.plan().name;
    alert.fingerprint = "heartbeat-" + alert.rule;
    alert.severity = Severity::info;
    alert.message = "logbeam judges its rules; the next word of it comes at " + to_rfc3339(beat.next);
    alert.at = alert.since = beat.at;
    Notification notification;
    notification.key = "heartbeat-" + beat.key;
    notification.group = alert.fingerprint;
    notification.severity = alert.severity;
    notification.title = alert.rule;
    notification.text = alert.message;
    notification.at = beat.at;
    notification.alerts = {std::move(alert)};
    return notification;
}

}  // namespace

Desk::Desk(Plan plan, history::SharedState& state, std::function<void(const std::string& line)> trouble)
    : plan_{std::move(plan)},
      state_{state},
      trouble_{std::move(trouble)},
      inhibitions_{plan_.inhibitions},
      grouping_{std::make_unique<Grouping>(plan_.routes)} {
    for (const HeartbeatPlan& heartbeat : plan_.heartbeats)
        heartbeats_.emplace_back(heartbeat);
    restore(kept_silences, [this](const history::Record& record) -> Result<void> {
        auto silence = parse_silence(record.text);
        return silence ? silences_.add(*std::move(silence)) : silence.error();
    });
    restore(kept_acknowledgements, [this](const history::Record& record) -> Result<void> {
        auto acknowledgement = parse_acknowledgement(record.text);
        return acknowledgement ? acknowledgements_.add(*std::move(acknowledgement)) : acknowledgement.error();
    });
    next_end_ = Timestamp::min();
}

Desk::~Desk() {
    keep_groups();
    save();
}

void Desk::restore(std::string_view kind, const Read& read) {
    auto records = state_.lock()->get()->records(kind);
    if (!records) return trouble_("what was kept of alerts cannot be read: " + records.error().message());
    for (const history::Record& record : with_unsaved(kind, *std::move(records))) {
        if (auto result = read(record); !result)
            trouble_("the " + std::string{kind} + " '" + record.key + "' cannot be read: " + result.error().message());
    }
}

// Where the disk is full, what is known is not what is kept.
std::vector<history::Record> Desk::with_unsaved(std::string_view kind, std::vector<history::Record> records) const {
    std::map<std::string, std::string> texts;
    for (history::Record& record : records)
        texts.emplace(std::move(record.key), std::move(record.text));
    for (const auto& [id, text] : unsaved_) {
        if (id.first != kind) continue;
        if (text) {
            texts.insert_or_assign(id.second, *text);
        } else {
            texts.erase(id.second);
        }
    }
    std::vector<history::Record> all;
    all.reserve(texts.size());
    for (auto& [key, text] : texts)
        all.push_back({key, std::move(text)});
    return all;
}

void Desk::begin(const std::vector<const Rule*>& rules, const std::vector<Standing>& firing, Timestamp now) {
    keep_groups();
    save();
    auto routes = routes_with(rules);
    retire_others(routes, now);
    keep_groups();  // to be saved with what they have to say
    make_groups(std::move(routes), now);
    inhibitions_ = Inhibitions{plan_.inhibitions};
    std::set<std::string> standing;
    for (const Standing& alert : firing) {
        standing.insert(alert.fingerprint);
        hear(alert, now);
    }
    grouping_->end_others([&standing](const std::string& fingerprint) { return standing.contains(fingerprint); }, now);
    keep_groups();
}

std::vector<Route> Desk::routes_with(const std::vector<const Rule*>& rules) const {
    auto routes = plan_.routes;
    for (const Rule* rule : rules) {
        if (!rule->notify.notifiers.empty()) routes.push_back(route_of(*rule));
    }
    return routes;
}

// Who heard of an alert hears that it is over, though the rule is gone that would say so.
void Desk::retire_others(const std::vector<Route>& routes, Timestamp now) {
    std::set<std::string> staying;
    for (const Route& route : routes)
        staying.insert(route.name);
    const auto is_muted = [this, now](const Standing& alert) { return muting_of(alert, now).has_value(); };
    for (GroupMessage& message : grouping_->retire(staying, now, is_muted))
        farewells_.push_back(std::move(message));
}

// With what was kept of those that there were.
void Desk::make_groups(std::vector<Route> routes, Timestamp now) {
    grouping_ = std::make_unique<Grouping>(std::move(routes));
    restore(kept_groups, [this, now](const history::Record& record) { return grouping_->restore(record, now); });
}

void Desk::hear(const Standing& alert, Timestamp now) {
    if (inhibitions_.see(alert)) grouping_->look_again(now);
    if (acknowledgements_.see(alert)) keep(kept_acknowledgements, alert.fingerprint, std::nullopt);
    grouping_->take(alert, now);
}

std::vector<Outgoing> Desk::work(Timestamp now) {
    end_what_is_over(now);
    std::vector<Outgoing> outgoing;
    add_messages(outgoing, now);
    add_heartbeats(outgoing, now);
    const bool is_time = now < saved_ || now >= saved_ + between_saves;
    if (!outgoing.empty() || is_time) {
        saved_ = now;
        keep_groups();
        save();
    }
    return outgoing;
}

std::optional<Desk::Muting> Desk::muting_of(const Standing& alert, Timestamp now) const {
    if (const Silence* silence = silences_.silence_of(alert, now)) return Muting{Muting::By::silence, silence->id};
    if (acknowledgements_.is_acknowledged(alert.fingerprint, now)) return Muting{Muting::By::acknowledgement, {}};
    if (inhibitions_.is_inhibited(alert)) return Muting{Muting::By::inhibition, {}};
    return std::nullopt;
}

void Desk::end_what_is_over(Timestamp now) {
    if (!next_end_ || now < *next_end_) return;
    for (const std::string& fingerprint : acknowledgements_.forget_ended(now))
        keep(kept_acknowledgements, fingerprint, std::nullopt);
    for (const std::string& id : silences_.forget_ended(now - silences_are_shown))
        keep(kept_silences, id, std::nullopt);
    grouping_->look_again(now);
    set_next_end(now);
}

void Desk::set_next_end(Timestamp now) {
    next_end_ = earlier(silences_.next_change(now), acknowledgements_.next_change(now));
}

void Desk::add(std::vector<Outgoing>& outgoing, const std::vector<std::string>& notifiers,
               const Notification& notification) {
    for (const std::string& notifier : notifiers) {
        outgoing.push_back({notifier, notification});
        auto change = kept(outgoing.back());
        keep(change.kind, std::move(change.key), std::move(change.text));
    }
}

void Desk::add_messages(std::vector<Outgoing>& outgoing, Timestamp now) {
    const auto is_muted = [this, now](const Standing& alert) { return muting_of(alert, now).has_value(); };
    auto messages = std::exchange(farewells_, {});
    auto due = grouping_->due(now, is_muted);
    std::move(due.begin(), due.end(), std::back_inserter(messages));
    for (GroupMessage& message : messages) {
        const auto notifiers = message.notifiers;
        add(outgoing, notifiers, alert::notification_of(std::move(message), now));
    }
}

void Desk::add_heartbeats(std::vector<Outgoing>& outgoing, Timestamp now) {
    for (Heartbeat& heartbeat : heartbeats_) {
        heartbeat.hear_of_work(now);
        if (const auto beat = heartbeat.due(now))
            add(outgoing, heartbeat.plan().notifiers, notification_of(heartbeat, *beat));
    }
}

Result<std::string> Desk::silence(Silence silence, Timestamp now) {
    if (silence.id.empty()) silence.id = base::make_publisher_id();
    const std::string id = silence.id;
    std::string text = to_json(silence);
    if (auto added = silences_.add(std::move(silence)); !added) return added.error();
    keep(kept_silences, id, std::move(text));
    save();
    grouping_->look_again(now);
    set_next_end(now);
    return id;
}

bool Desk::end_silence(std::string_view id, Timestamp now) {
    if (!silences_.expire(id, now)) return false;
    const auto left = silences_.all().find(id);
    keep(kept_silences, std::string{id},
         left == silences_.all().end() ? std::nullopt : std::optional{to_json(left->second)});
    save();
    grouping_->look_again(now);
    set_next_end(now);
    return true;
}

Result<void> Desk::acknowledge(Acknowledgement acknowledgement) {
    const auto at = acknowledgement.at;
    const std::string fingerprint = acknowledgement.fingerprint;
    std::string text = to_json(acknowledgement);
    if (auto added = acknowledgements_.add(std::move(acknowledgement)); !added) return added.error();
    keep(kept_acknowledgements, fingerprint, std::move(text));
    save();
    set_next_end(at);
    return {};
}

bool Desk::take_back(std::string_view fingerprint, Timestamp now) {
    if (!acknowledgements_.remove(fingerprint)) return false;
    keep(kept_acknowledgements, std::string{fingerprint}, std::nullopt);
    save();
    grouping_->look_again(now);
    set_next_end(now);
    return true;
}

void Desk::keep(std::string_view kind, std::string key, std::optional<std::string> text) {
    unsaved_.insert_or_assign(RecordId{kind, std::move(key)}, std::move(text));
}

void Desk::keep_groups() {
    for (auto& record : grouping_->changes())
        keep(kept_groups, std::move(record.key),
             record.text.empty() ? std::nullopt : std::optional{std::move(record.text)});
}

// What cannot be kept now is tried again with what comes next: nobody is told the less for it.
void Desk::save() {
    if (unsaved_.empty()) return;
    std::vector<history::RecordChange> changes;
    for (const auto& [id, text] : unsaved_)
        changes.push_back({id.first, id.second, text});
    const auto saved = state_.lock()->get()->change_records(changes);
    if (saved) unsaved_.clear();
    if (!saved && !is_failing_) trouble_("what is known of alerts cannot be kept: " + saved.error().message());
    is_failing_ = !saved;
}

}  // namespace logbeam::alert
