#include "alert/judge.hpp"

#include "alert/kinds/make_detector.hpp"
#include "alert/shortened.hpp"

#include <algorithm>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::size_t shown_of_query = 200;  // bytes

bool wants_number(const Rule& rule) noexcept {
    const auto* threshold = std::get_if<Threshold>(&rule.kind);
    return threshold != nullptr && threshold->value != Threshold::Value::distinct;
}

// `none of the last 100 events of 'type:request' has a number in latency; is that how it is called?`
std::string error_of(const Rule& rule, std::size_t query, const std::vector<std::string>& lacked) {
    std::string names;
    for (const std::string& name : lacked)
        names.append(names.empty() ? "" : ", ").append(name);
    const bool is_field = lacked == fields_of(rule) && wants_number(rule);
    return "none of the last " + std::to_string(Judge::most_unjudged) + " events of '" +
           shortened(queries_of(rule)[query].text, shown_of_query) + "' has " + (is_field ? "a number in " : "") +
           names + "; look at one of them for how it is called";
}

}  // namespace

Judge::Judge(Rule rule, Lifecycle::Tell tell)
    : rule_{std::move(rule)},
      fields_{fields_of(rule_)},
      lifecycle_{rule_, std::move(tell)},
      detector_{make_detector(rule_)} {
    for (std::size_t query = 0; query < queries_of(rule_).size(); ++query)
        keys_.emplace_back(key_of(rule_, query));
    courses_.resize(keys_.size());
}

void Judge::see(const query::Subject& subject, std::string_view id, std::size_t query, Timestamp now) {
    ++counts_.matched;
    if (!read_key(subject, query)) {
        ++counts_.without_key;
        return note_unjudged(query, key_of(rule_, query), now);
    }
    fields_.read(subject, values_);
    if (rule_.lateness.count() > 0) return hold(subject, id, query);
    judge({subject.time, subject.seq, id, query, group_, &values_}, subject, now);
}

void Judge::advance(Timestamp now) {
    const Timestamp until = now - rule_.lateness;
    release(until);
    now_ = std::max(now_, until);
    detector_->advance(now_, lifecycle_);
    lifecycle_.advance(now_);
}

std::optional<Timestamp> Judge::next_due() const {
    std::optional<Timestamp> due = detector_->next_due();
    const auto sooner = [&due](std::optional<Timestamp> other) {
        if (other && (!due || *other < *due)) due = other;
    };
    sooner(lifecycle_.next_due());
    if (!held_.empty()) sooner(held_.top().time);
    if (due) *due += rule_.lateness;
    return due;
}

// False: the event lacks a part of it, or has one that is too long.
bool Judge::read_key(const query::Subject& subject, std::size_t query) {
    if (rule_.by.empty()) {
        group_ = "[]";
        return true;
    }
    keys_[query].read(subject, key_);
    const auto is_good = [](const auto& value) { return value && value->size() <= longest_key_value; };
    if (!std::all_of(key_.begin(), key_.end(), is_good)) return false;
    std::vector<std::string> values;
    values.reserve(key_.size());
    for (auto& value : key_)
        values.push_back(*std::move(value));
    group_ = group_key(values);
    return true;
}

void Judge::hold(const query::Subject& subject, std::string_view id, std::size_t query) {
    while (!held_.empty() && (held_.size() >= most_held || held_bytes_ + subject.text.size() > most_held_bytes))
        release_first();
    held_bytes_ += subject.text.size();
    held_.push({subject.time, subject.seq, query, std::string{id}, group_, values_, std::string{subject.text},
                std::string{subject.topic}, subject.level, subject.data_at});
}

void Judge::release(Timestamp until) {
    while (!held_.empty() && held_.top().time <= until)
        release_first();
}

void Judge::release_first() {
    const Held held = held_.top();
    held_.pop();
    held_bytes_ -= held.text.size();
    const query::Subject subject{held.text, held.topic, held.level, held.seq, held.time, held.data_at, nullptr};
    judge({held.time, held.seq, held.id, held.query, held.group, &held.values}, subject, std::max(held.time, now_));
}

void Judge::judge(const Sighting& sighting, const query::Subject& subject, Timestamp now) {
    go_on(now);
    const std::uint64_t unreadable = lifecycle_.unreadable();
    lifecycle_.look_at(&subject);
    detector_->see(sighting, now, lifecycle_);
    lifecycle_.look_at(nullptr);
    if (lifecycle_.unreadable() == unreadable) return note_judged(sighting.query);
    note_unjudged(sighting.query, fields_of(rule_), now);
}

const std::string& Judge::error() const noexcept {
    static const std::string none;
    const auto found =
        std::find_if(courses_.begin(), courses_.end(), [](const Course& course) { return !course.error.empty(); });
    return found == courses_.end() ? none : found->error;
}

void Judge::note_judged(std::size_t query) {
    Course& course = courses_[query];
    if (course.unjudged == 0) return;
    course.unjudged = 0;
    course.error.clear();
}

void Judge::note_unjudged(std::size_t query, const std::vector<std::string>& lacked, Timestamp at) {
    Course& course = courses_[query];
    if (++course.unjudged != most_unjudged) return;
    course.error = error_of(rule_, query, lacked);
    lifecycle_.on_error(course.error, at);
}

// Only when time did: what one event is seen as by several queries belongs together.
void Judge::go_on(Timestamp now) {
    if (now <= now_) return;
    now_ = now;
    detector_->advance(now, lifecycle_);
    lifecycle_.advance(now);
}

}  // namespace logbeam::alert
