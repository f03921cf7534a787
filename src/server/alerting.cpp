#include "server/alerting.hpp"

#include "alert/span_of.hpp"
#include "history/event_id.hpp"
#include "history/search.hpp"

#include <logbeam/event.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::string_view of_alerts = "$alerts.";

bool is_of_alert(std::string_view topic) noexcept {
    return topic.substr(0, of_alerts.size()) == of_alerts;
}

// What one transition is known by, when it comes about once more.
std::string mark_of(std::string_view fingerprint, std::string_view state, std::string_view at) {
    return std::string{fingerprint}.append(" ").append(state).append(" ").append(at);
}

std::string_view text_of(const Value* value) noexcept {
    return value == nullptr || value->as_string() == nullptr ? std::string_view{} : *value->as_string();
}

std::uint64_t number_of(const Value* value) noexcept {
    const auto number = value == nullptr ? std::nullopt : value->as_uint64();
    return number.value_or(0);
}

Error no_notifier(const alert::Rule& rule, const std::string& name) {
    return {ErrorCode::invalid_config, "notify: there is no notifier '" + name + "' in the broker's configuration (" +
                                           rule.file + ":" + std::to_string(rule.line) + ")"};
}

}  // namespace

Alerting::Alerting(Options options, const history::EventHistory& history, Clock& clock, std::function<void()> wake)
    : options_{std::move(options)},
      clock_{clock},
      wake_{std::move(wake)},
      stamp_{alert::stamp_of(options_.rules.path)},
      engine_{read_rules().value(), [this](const alert::Transition& transition) { tell(transition); }} {
    if (!engine_.judges().empty()) replay(history);
}

void Alerting::see(const history::Burst& burst) {
    if (engine_.judges().empty()) return;
    const Timestamp wall = clock_.wall_now();
    for (const history::Entry& entry : burst.entries) {
        const std::string_view text = burst.text_of(entry);
        const std::string_view topic = burst.topic_of(entry);
        if (is_of_alert(topic)) continue;  // the engine knows
        engine_.see({text, topic, entry.level, entry.seq, entry.time, entry.parts.seq_end}, history::id_in(text), wall);
    }
    // What comes late does not hold up time.
    if (engine_.now() > time_of_events()) begin_to_count();
}

void Alerting::tick() {
    const bool has_begun = engine_.now() != Timestamp::min();
    if (has_begun && !engine_.judges().empty()) engine_.advance(time_of_events());
}

Result<void> Alerting::reload() {
    stamp_ = alert::stamp_of(options_.rules.path);
    auto rules = read_rules();
    if (!rules) {
        problem_ = rules.error().detail;
        return rules.error();
    }
    use(*std::move(rules));
    return {};
}

Result<std::vector<alert::Rule>> Alerting::read_rules(const alert::FileChange& change) const {
    auto rules = alert::load_rules(options_.rules, clock_.wall_now(), {}, change);
    if (!rules) return rules;
    if (auto completed = complete(*rules); !completed) return completed.error();
    return rules;
}

void Alerting::use(std::vector<alert::Rule> rules) {
    problem_.clear();
    engine_.reload(std::move(rules));
}

Result<void> Alerting::add(const std::string& rule) {
    auto parsed = alert::parse_rule(rule, alert::RuleSources::program, clock_.wall_now());
    if (!parsed) return parsed.error();
    std::vector<alert::Rule> rules;
    for (const auto& judge : engine_.judges())
        rules.push_back(judge->rule());
    rules.push_back(*std::move(parsed));
    if (auto checked = alert::check_together(rules); !checked) return checked;
    if (auto completed = complete(rules); !completed) return completed;
    options_.rules.single.push_back(rule);
    engine_.reload(std::move(rules));
    return {};
}

bool Alerting::has_changed() const {
    return alert::stamp_of(options_.rules.path) != stamp_;
}

std::vector<Alerting::Told> Alerting::take_told() {
    return std::exchange(told_, {});
}

// What the broker's configuration adds to them, and has to have.
Result<void> Alerting::complete(std::vector<alert::Rule>& rules) const {
    for (alert::Rule& rule : rules) {
        rule.page = options_.page;
        for (const std::string& name : rule.notify.notifiers) {
            if (!options_.notifiers.contains(name)) return no_notifier(rule, name);
        }
    }
    return {};
}

std::vector<const alert::Rule*> Alerting::rules() const {
    std::vector<const alert::Rule*> rules;
    for (const auto& judge : engine_.judges())
        rules.push_back(&judge->rule());
    return rules;
}

std::vector<alert::Standing> Alerting::firing() const {
    std::vector<alert::Standing> firing;
    for (const auto& judge : engine_.judges()) {
        for (const alert::Transition& transition : judge->lifecycle().standing()) {
            if (!stands(transition.to) || judge->rule().is_shadow) continue;
            firing.push_back(standing_of(transition));
            firing.back().state = alert::State::firing;
        }
    }
    return firing;
}

void Alerting::replay(const history::EventHistory& history) {
    const auto past = history.snapshot();
    told_until_ = clock_.wall_now();
    remember_told(past);
    const std::uint64_t last = history.extent().last;
    history::SearchRange range;
    range.after = last > most_replayed ? last - most_replayed : 0;
    range.from = told_until_ - alert::span_of(engine_);
    range.wants = [](std::string_view topic) { return !is_of_alert(topic); };
    history::Search search{past, nullptr, range, history::Order::oldest_first};
    while (search.step([this](const history::Row& row, std::string_view text) {
        engine_.see(history::subject_of(row, text), history::id_in(text), told_until_);
        return true;
    })) {}
    begin_to_count();
    for (const auto& judge : engine_.judges())
        judge->lifecycle().number_from(numbers_[judge->rule().name]);
    numbers_.clear();
}

// The history is the record of what was told.
void Alerting::remember_told(const std::shared_ptr<const history::Snapshot>& past) {
    history::SearchRange range;
    range.from = told_until_ - alert::span_of(engine_);
    range.wants = is_of_alert;
    history::Search search{past, nullptr, range, history::Order::oldest_first};
    while (search.step([this](const history::Row& /*row*/, std::string_view text) {
        const auto event = Event::parse(text);
        if (!event) return true;
        const Fields* data = event->data.as_object();
        if (data == nullptr) return true;
        auto& number = numbers_[std::string{text_of(data->find("rule"))}];
        number = std::max(number, number_of(data->find("number")));
        told_before_.insert(
            mark_of(text_of(data->find("fingerprint")), text_of(data->find("state")), text_of(data->find("at"))));
        return true;
    })) {}
}

void Alerting::tell(const alert::Transition& transition) {
    if (transition.at > told_until_) told_before_.clear();  // what is new from here on was never told
    const auto mark = mark_of(transition.fingerprint, to_string(transition.to), to_rfc3339(transition.at));
    if (told_before_.contains(mark)) return;
    Told& told = told_.emplace_back();
    told.id = id_of(transition);
    told.topic = topic_of(transition);
    told.type = type_of(transition);
    told.data = data_of(transition);
    told.time = transition.at;
    if (is_for_people(transition)) told.standing = standing_of(transition);
    wake_();
}

void Alerting::begin_to_count() {
    last_event_ = engine_.now();
    last_event_at_ = clock_.steady_now();
}

// The clocks of those who log may differ from this one; how fast time goes does not.
Timestamp Alerting::time_of_events() const {
    return last_event_ + std::chrono::duration_cast<std::chrono::nanoseconds>(clock_.steady_now() - last_event_at_);
}

}  // namespace logbeam::server
