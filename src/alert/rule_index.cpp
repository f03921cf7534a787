#include "alert/rule_index.hpp"

#include "query/need.hpp"

#include <logbeam/topic.hpp>

#include <algorithm>
#include <utility>

namespace logbeam::alert {
namespace {

using query::Need;

std::uint8_t level_bit(std::optional<Level> level) noexcept {
    return level ? static_cast<std::uint8_t>(1U << static_cast<unsigned>(*level)) : Need::no_level;
}

bool may_be_on(const std::string& pattern, std::string_view topic) {
    const auto parsed = TopicPattern::parse(pattern);
    return !parsed || parsed->matches(topic);
}

// False: no event of this topic and level matches.
bool may_match(const Need& need, std::string_view topic, std::optional<Level> level) {
    const auto may = [&](const Need& part) { return may_match(part, topic, level); };
    switch (need.kind) {
        case Need::Kind::nothing: return false;
        case Need::Kind::all_of: return std::all_of(need.parts.begin(), need.parts.end(), may);
        case Need::Kind::any_of: return std::any_of(need.parts.begin(), need.parts.end(), may);
        case Need::Kind::levels: return (need.levels & level_bit(level)) != 0;
        case Need::Kind::topic: return may_be_on(need.text, topic);
        default: return true;
    }
}

bool begins_with(std::string_view text, std::string_view begin) noexcept {
    return text.substr(0, begin.size()) == begin;
}

// Whether a pattern of it is `wanted(text)`.
template <class Wanted>
bool names_topic(const Need& need, const Wanted& wanted) {
    if (need.kind == Need::Kind::topic) return wanted(need.text);
    return std::any_of(need.parts.begin(), need.parts.end(),
                       [&wanted](const Need& part) { return names_topic(part, wanted); });
}

// What is about alerts must name each rule, so that nothing hears itself (check_together); what is about anything else
// that the broker says must name such a topic.
bool may_hear(const Need& need, std::string_view topic) {
    if (begins_with(topic, "$alerts.")) return names_topic(need, [topic](const auto& text) { return text == topic; });
    if (!begins_with(topic, "$")) return true;
    return names_topic(need, [](const auto& text) { return begins_with(text, "$"); });
}

}  // namespace

RuleIndex::RuleIndex(std::vector<Question> questions) : questions_{std::move(questions)} {}

const std::vector<std::uint32_t>& RuleIndex::candidates(const query::Subject& subject) {
    const Choice& choice = choice_for(subject);
    candidates_ = choice.always;
    if (choice.with_literal.empty()) return candidates_;
    choice.scan.scan(subject.text, [&](std::uint32_t literal) { candidates_.push_back(choice.with_literal[literal]); });
    if (candidates_.size() == choice.always.size()) return candidates_;
    std::sort(candidates_.begin(), candidates_.end());
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
    return candidates_;
}

const RuleIndex::Choice& RuleIndex::choice_for(const query::Subject& subject) {
    if (by_topic_.size() >= most_topics) {
        by_topic_.clear();
        choices_.clear();
    }
    ByLevel& by_level = by_topic_[std::string{subject.topic}];
    auto& choice = by_level.at(subject.level ? static_cast<std::size_t>(*subject.level) : levels - 1);
    if (choice == nullptr) choice = make_choice(subject.topic, subject.level);
    return *choice;
}

std::shared_ptr<const RuleIndex::Choice> RuleIndex::make_choice(std::string_view topic, std::optional<Level> level) {
    std::vector<std::uint32_t> possible;
    for (std::uint32_t index = 0; index < questions_.size(); ++index) {
        const Need& need = questions_[index].program->need();
        if (may_hear(need, topic) && may_match(need, topic, level)) possible.push_back(index);
    }
    auto& known = choices_[possible];
    if (known != nullptr) return known;
    auto choice = std::make_shared<Choice>();
    std::vector<std::string> literals;
    for (const std::uint32_t index : possible) {
        auto literal = literal_of(questions_[index].program->need());
        (literal ? choice->with_literal : choice->always).push_back(index);
        if (literal) literals.push_back(*std::move(literal));
    }
    choice->scan = LiteralScan{std::move(literals)};
    known = choice;
    return known;
}

}  // namespace logbeam::alert
