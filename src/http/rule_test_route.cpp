#include "alert/kind_reader.hpp"
#include "alert/rule_file.hpp"
#include "http/answer.hpp"
#include "http/body.hpp"
#include "http/parameters.hpp"
#include "http/routes.hpp"
#include "http/rule_files.hpp"
#include "http/rule_test_report.hpp"
#include "http/sent_rule.hpp"
#include "http/topic_choice.hpp"
#include "query/moments.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

// Rules tried over what is held, before anything runs on them.
namespace logbeam::http {
namespace {

using event::Members;

// Whoever may search may try rules: what that takes is bounded more closely than what an admin gives the broker.
constexpr std::size_t most_rules = 20;
constexpr std::size_t most_groups = 10'000;
constexpr std::size_t most_values = 10'000;
constexpr std::string_view usual_from = "-24h";

void bound(alert::Rule& rule) {
    rule.max_groups = std::min(rule.max_groups, most_groups);
    if (auto* kind = std::get_if<alert::NewValue>(&rule.kind))
        kind->max_values = std::min(kind->max_values, most_values);
}

bool has(const std::vector<alert::Rule>& rules, std::string_view name) {
    return std::any_of(rules.begin(), rules.end(), [name](const alert::Rule& rule) { return rule.name == name; });
}

// What they say of other rules is asked of the broker's, as far as the client may hear of them.
void add_named(const alert::Engine& engine, const hub::Rights& rights, std::vector<alert::Rule>& rules) {
    for (std::size_t index = 0; index < rules.size() && rules.size() <= most_rules; ++index) {
        for (const std::string& name : rules_named_by(rules[index])) {
            const alert::Judge* judge = judge_of(engine, name);
            if (judge == nullptr || has(rules, name) || !rights.may_hear("$alerts." + name)) continue;
            rules.push_back(judge->rule());
            rules.back().expect.clear();
        }
    }
}

Result<void> read_rules(const std::string& yaml, Services& services, const Request& request, RuleTest& test) {
    if (auto checked = check_size(yaml); !checked) return checked;
    auto rules = alert::parse_some_rules(yaml, std::string{name_of_sent_rule}, test.now);
    if (!rules) return as_request_error(rules.error());
    test.about = rules->size();
    add_named(services.alerts().engine, *request.rights, *rules);
    if (rules->size() > most_rules) {
        return Error{ErrorCode::malformed_request,
                     "expected " + std::to_string(most_rules) + " rules at most, with those that they are about"};
    }
    if (auto checked = alert::check_together(*rules); !checked) return as_request_error(checked.error());
    std::for_each(rules->begin(), rules->end(), bound);
    test.rules = *std::move(rules);
    return {};
}

query::TimeRange take_moment(Members& body, std::string_view key, std::string usual, Timestamp now) {
    const std::string text = body.has(key) ? body.text(key) : std::move(usual);
    const auto moment = query::parse_moment(text, now);
    if (!moment) body.reject(key, "expected a time such as 2026-11-20T10:57:33Z, 2026-11-20 or -15m");
    return moment.value_or(query::TimeRange{now, now});
}

Result<RuleTest> read_test(Services& services, const Request& request) {
    if (auto checked = check_parameters(request, {}); !checked) return checked.error();
    if (!request.rights->may_hear_anything()) {
        return Error{ErrorCode::forbidden, "rules are tried by who may hear a topic"};
    }
    auto body = read_body(request);
    if (!body) return body.error();
    RuleTest test;
    test.now = services.hub.clock.wall_now();
    test.range.from = take_moment(*body, "from", std::string{usual_from}, test.now).from;
    test.range.to = take_moment(*body, "to", to_rfc3339(test.now), test.now).to;
    test.range.wants = TopicChoice{[rights = request.rights](std::string_view topic) {
        return topic.substr(0, 8) != "$alerts." && rights->may_hear(topic);  // what the rules told then is no news
    }};
    const std::string yaml = body->text("yaml", Members::Need::required);
    if (test.range.from > test.range.to) body->reject("from", "expected a time that is not later than to");
    if (auto checked = check_body(*body); !checked) return checked.error();
    if (auto read = read_rules(yaml, services, request, test); !read) return read.error();
    return test;
}

}  // namespace

Response test_rules(Services& services, const Request& request) {
    auto test = read_test(services, request);
    if (!test) return error_answer(test.error());
    const Effort effort{services.hub.clock, services.report_work};
    return report_answer(std::make_unique<RuleTestReport>(services.hub.history.snapshot(), *std::move(test), effort));
}

}  // namespace logbeam::http
