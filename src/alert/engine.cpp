#include "alert/engine.hpp"

#include "alert/alert_event.hpp"
#include "query/outline.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace logbeam::alert {
namespace {

std::vector<Question> questions_of(const std::vector<std::unique_ptr<Judge>>& judges) {
    std::vector<Question> questions;
    for (std::uint32_t rule = 0; rule < judges.size(); ++rule) {
        std::uint32_t number = 0;
        // The programs live in the judge's rule.
        for (const Query& query : queries_of(judges[rule]->rule()))
            questions.push_back({rule, number++, query.program.get()});
    }
    return questions;
}

}  // namespace

Engine::Engine(std::vector<Rule> rules, Tell tell) : tell_{std::move(tell)} {
    for (Rule& rule : rules)
        judges_.push_back(make_judge(std::move(rule)));
    prepare();
}

Engine::~Engine() = default;

void Engine::reload(std::vector<Rule> rules) {
    std::unordered_map<std::string, std::unique_ptr<Judge>> known;
    for (auto& judge : std::exchange(judges_, {})) {
        const std::string name = judge->rule().name;
        known.emplace(name, std::move(judge));
    }
    for (Rule& rule : rules) {
        const auto judge = known.find(rule.name);
        const bool is_same = judge != known.end() && judge->second->rule().source == rule.source;
        judges_.push_back(is_same ? std::move(known.extract(judge).mapped()) : make_judge(std::move(rule)));
    }
    for (const auto& [name, gone] : known)
        gone->lifecycle().end(now_);
    prepare();
    tell_all();
}

std::unique_ptr<Judge> Engine::make_judge(Rule rule) {
    return std::make_unique<Judge>(std::move(rule),
                                   [this](Transition transition) { transitions_.push_back(std::move(transition)); });
}

void Engine::prepare() {
    index_ = std::make_unique<RuleIndex>(questions_of(judges_));
    due_.clear();
    due_of_.assign(judges_.size(), std::nullopt);
    for (std::uint32_t rule = 0; rule < judges_.size(); ++rule)
        set_due(rule);
}

void Engine::see(const query::Subject& subject, std::string_view id, Timestamp wall) {
    query::Subject seen = subject;
    if (subject.time > wall + furthest_ahead) seen.time = now_ == Timestamp::min() ? wall : now_;
    if (seen.time > now_) advance(seen.time);
    ask(seen, id);
    tell_all();
}

void Engine::ask(const query::Subject& subject, std::string_view id) {
    const auto& candidates = index_->candidates(subject);
    if (candidates.empty()) return;
    query::Outline outline;
    query::Subject outlined = subject;
    if (candidates.size() > 1) {
        outline.read(subject.text, subject.data_at);
        outlined.outline = &outline;
    }
    for (const std::uint32_t candidate : candidates) {
        const Question& question = index_->question(candidate);
        if (!question.program->matches(outlined)) continue;
        if (subject.seq != 0) ids_.put(subject.seq, id);
        judges_[question.rule]->see(outlined, id, question.query, now_);
        set_due(question.rule);
    }
}

void Engine::advance(Timestamp now) {
    if (now_ == Timestamp::min()) now_ = now;  // what is due from the start on is due now
    while (!due_.empty() && due_.begin()->first <= now) {
        const auto [at, rule] = *due_.begin();
        now_ = std::max(now_, at);
        judges_[rule]->advance(now_);
        set_due(rule);
        tell_all();
    }
    now_ = std::max(now_, now);
}

std::optional<Timestamp> Engine::next_due() const {
    return due_.empty() ? std::nullopt : std::optional{due_.begin()->first};
}

void Engine::set_due(std::uint32_t rule) {
    const auto due = judges_[rule]->next_due();
    auto& known = due_of_[rule];
    if (due == known) return;
    if (known) due_.erase({*known, rule});
    if (due) due_.emplace(*due, rule);
    known = due;
}

// Rules about rules may have more to tell; none is about itself.
void Engine::tell_all() {
    while (!transitions_.empty()) {
        Transition transition = std::move(transitions_.front());
        transitions_.pop_front();
        ids_.name(transition.events);
        tell_(transition);
        hear(transition);
    }
}

void Engine::hear(const Transition& transition) {
    const AlertEvent event{transition};
    ask(event.subject(), event.id());
}

}  // namespace logbeam::alert
