#include "alert/kind_reader.hpp"

#include "alert/read_span.hpp"
#include "query/paths.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace logbeam::alert {
namespace {

using namespace std::chrono_literals;

constexpr Span usual_firing{5min};  // of what has no duration of its own
constexpr Span shortest_window{60};
constexpr std::size_t most_steps = 20;
constexpr std::string_view alerts = "$alerts.";

std::optional<Query> read_query(yaml::Reader& section, std::string_view key, Timestamp now) {
    std::string text;
    section.text(key, text);
    if (text.empty()) {
        section.reject(key, "expected a query; * is every event");
        return std::nullopt;
    }
    auto program = query::Program::compile(text, now);
    if (!program) {
        section.reject(key, program.error().detail);
        return std::nullopt;
    }
    return Query{std::move(text), *std::move(program)};
}

void read_when(yaml::Reader& section, Rule& rule, Timestamp now) {
    if (auto when = read_query(section, "when", now)) rule.when = *std::move(when);
}

void read_within(yaml::Reader& section, Rule& rule) {
    read_span(section, "within", rule.within);
    if (rule.within < shortest_window) section.reject("within", "expected a time of 60ms or more, such as 5m");
}

// Of a condition, which begins and ends.
void read_durations(yaml::Reader& section, Rule& rule) {
    read_span(section, "for", rule.holds_for);
    read_span(section, "keep_firing_for", rule.keep_firing_for);
}

// Of what just happens: it has no `for`.
void read_afterglow(yaml::Reader& section, Rule& rule) {
    rule.keep_firing_for = usual_firing;
    read_span(section, "keep_firing_for", rule.keep_firing_for);
    if (section.has("for")) section.reject("for", "this kind has no duration: it fires at once");
}

std::string read_field(yaml::Reader& section) {
    std::string field;
    section.text("field", field);
    if (field.empty() || field.size() > query::longest_path) section.reject("field", "expected the name of a field");
    return field;
}

struct ValueName {
    std::string_view name;
    Threshold::Value value;
};
constexpr std::array values{ValueName{"distinct", Threshold::Value::distinct}, ValueName{"sum", Threshold::Value::sum},
                            ValueName{"avg", Threshold::Value::avg}, ValueName{"min", Threshold::Value::min},
                            ValueName{"max", Threshold::Value::max}};

// `p99`, `p99.9`: nothing but those.
std::optional<double> percent_in(std::string_view name) {
    if (name.size() < 2 || name.front() != 'p') return std::nullopt;
    double percent = 0;
    const auto* const end = name.data() + name.size();
    const auto [stopped, error] = std::from_chars(name.data() + 1, end, percent);
    const bool is_percent = error == std::errc{} && stopped == end && percent > 0 && percent < 100;
    return is_percent ? std::optional{percent} : std::nullopt;
}

// `count`, `ratio`, or `p99(latency_ms)`.
bool take_value(std::string_view text, Threshold& threshold) {
    if (text.empty() || text == "count") return true;
    if (text == "ratio") {
        threshold.value = Threshold::Value::ratio;
        return true;
    }
    const auto open = text.find('(');
    if (open == std::string_view::npos || text.back() != ')' || text.size() < open + 3) return false;
    threshold.field = text.substr(open + 1, text.size() - open - 2);
    const auto name = text.substr(0, open);
    if (const auto percent = percent_in(name)) {
        threshold.value = Threshold::Value::percentile;
        threshold.percent = *percent;
        return true;
    }
    const auto known =
        std::find_if(values.begin(), values.end(), [name](const auto& each) { return each.name == name; });
    if (known == values.end()) return false;
    threshold.value = known->value;
    return true;
}

struct ComparisonName {
    std::string_view key;
    Comparison comparison;
};
constexpr std::array comparisons{
    ComparisonName{"above", Comparison::above}, ComparisonName{"at_least", Comparison::at_least},
    ComparisonName{"below", Comparison::below}, ComparisonName{"at_most", Comparison::at_most}};

void read_comparison(yaml::Reader& section, Threshold& threshold) {
    int given = 0;
    for (const auto& [key, comparison] : comparisons) {
        if (section.has(key)) {
            ++given;
            threshold.comparison = comparison;
        }
        section.decimal(key, threshold.limit);
    }
    if (given != 1) section.reject("value", "expected one of above, at_least, below and at_most with it");
}

Kind read_threshold(yaml::Reader& section, Rule& rule, Timestamp now) {
    Threshold threshold;
    read_when(section, rule, now);
    read_within(section, rule);
    read_durations(section, rule);
    std::string value;
    section.text("value", value);
    if (!take_value(value, threshold)) {
        section.reject("value",
                       "expected count, ratio, or distinct, sum, avg, min, max or p99 of a field: p99(latency_ms)");
    }
    read_comparison(section, threshold);
    section.number("min_count", threshold.min_count);
    if (threshold.value == Threshold::Value::ratio) threshold.of = read_query(section, "of", now);
    return threshold;
}

Kind read_absence(yaml::Reader& section, Rule& rule, Timestamp now) {
    Absence absence;
    read_when(section, rule, now);
    read_within(section, rule);
    read_durations(section, rule);
    section.texts("keys", absence.keys);
    if (!absence.keys.empty() && rule.by.size() != 1) section.reject("keys", "expected one field in 'by' with them");
    if (absence.keys.size() > rule.max_groups) section.reject("keys", "expected max_groups of them at most");
    return absence;
}

std::optional<double> read_factor(yaml::Reader& section, std::string_view key) {
    if (!section.has(key)) return std::nullopt;
    double factor = 0;
    section.decimal(key, factor);
    if (factor <= 0) section.reject(key, "expected a number above 0: how many times the usual");
    return factor;
}

Kind read_spike(yaml::Reader& section, Rule& rule, Timestamp now) {
    Spike spike;
    read_when(section, rule, now);
    read_within(section, rule);
    read_durations(section, rule);
    read_span(section, "reference", spike.reference);
    if (spike.reference < rule.within) section.reject("reference", "expected a time of 'within' or more, such as 1h");
    if (spike.reference > 1000 * rule.within) section.reject("reference", "expected at most 1000 times 'within'");
    spike.above = read_factor(section, "above");
    spike.below = read_factor(section, "below");
    if (!spike.above && !spike.below) section.reject("above", "expected above, below, or both");
    section.number("min_count", spike.min_count);
    return spike;
}

void read_optional(yaml::Reader& section, std::string_view key, std::optional<std::string>& into) {
    if (!section.has(key)) return;
    into.emplace();
    section.text(key, *into);
}

Kind read_change(yaml::Reader& section, Rule& rule, Timestamp now) {
    Change change;
    read_when(section, rule, now);
    read_afterglow(section, rule);
    change.field = read_field(section);
    read_optional(section, "from", change.from);
    read_optional(section, "to", change.to);
    return change;
}

Kind read_new_value(yaml::Reader& section, Rule& rule, Timestamp now) {
    NewValue new_value;
    read_when(section, rule, now);
    read_afterglow(section, rule);
    new_value.field = read_field(section);
    read_span(section, "learn", new_value.learn);
    read_span(section, "forget_after", new_value.forget_after);
    std::uint64_t most = new_value.max_values;
    section.number("max_values", most);
    if (most == 0) section.reject("max_values", "expected 1 or more");
    new_value.max_values = static_cast<std::size_t>(most);
    return new_value;
}

void read_step(yaml::Reader& section, const Rule& rule, Sequence& sequence, Timestamp now) {
    Step& step = sequence.steps.emplace_back();
    step.is_absent = section.has("not");
    if (step.is_absent == section.has("when")) section.reject("when", "expected a query as 'when', or as 'not'");
    if (auto query = read_query(section, step.is_absent ? "not" : "when", now)) step.when = *std::move(query);
    section.number("count", step.count);
    if (step.count == 0 || (step.is_absent && step.count != 1)) {
        section.reject("count", "expected 1 or more, and none with 'not'");
    }
    section.texts("by", step.by);
    if (!step.by.empty() && step.by.size() != rule.by.size()) {
        section.reject("by", "expected as many fields as the rule's 'by' has");
    }
}

Kind read_sequence(yaml::Reader& section, Rule& rule, Timestamp now) {
    Sequence sequence;
    read_within(section, rule);
    read_afterglow(section, rule);
    section.flag("ordered", sequence.is_ordered);
    section.sections("steps", [&](yaml::Reader& each) { read_step(each, rule, sequence, now); });
    const auto present =
        std::count_if(sequence.steps.begin(), sequence.steps.end(), [](const Step& step) { return !step.is_absent; });
    const bool is_enough = sequence.steps.size() >= 2 && sequence.steps.size() <= most_steps && present >= 1;
    if (!is_enough) section.reject("steps", "expected 2 to 20 steps, one of them with 'when'");
    return sequence;
}

std::optional<Query> query_of_rule(yaml::Reader& section, const std::string& name, Timestamp now) {
    std::string text = "topic:" + std::string{alerts} + name;
    auto program = is_rule_name(name) ? query::Program::compile(text, now)
                                      : Error{ErrorCode::invalid_config, "'" + name + "' is no name of a rule"};
    if (program) return Query{std::move(text), *std::move(program)};
    section.reject("all_of", program.error().detail);
    return std::nullopt;
}

Kind read_composite(yaml::Reader& section, Rule& rule, Timestamp now) {
    Composite composite;
    read_durations(section, rule);
    section.texts("all_of", composite.all_of);
    section.texts("any_of", composite.any_of);
    section.texts("none_of", composite.none_of);
    if (composite.all_of.empty() && composite.any_of.empty()) {
        section.reject("all_of", "expected the names of rules here or in any_of");
    }
    for (const auto* names : {&composite.all_of, &composite.any_of, &composite.none_of}) {
        for (const std::string& name : *names) {
            if (auto query = query_of_rule(section, name, now)) composite.queries.push_back(*std::move(query));
        }
    }
    return composite;
}

void add_rules_named_in(const query::Need& need, std::vector<std::string>& names) {
    const bool is_of_alerts = need.kind == query::Need::Kind::topic && need.text.compare(0, alerts.size(), alerts) == 0;
    if (is_of_alerts) names.push_back(need.text.substr(alerts.size()));
    for (const query::Need& part : need.parts)
        add_rules_named_in(part, names);
}

using Read = Kind (*)(yaml::Reader& section, Rule& rule, Timestamp now);
struct KindName {
    std::string_view name;
    Read read;
};
constexpr std::array kinds{KindName{"threshold", read_threshold}, KindName{"absence", read_absence},
                           KindName{"spike", read_spike},         KindName{"change", read_change},
                           KindName{"new_value", read_new_value}, KindName{"sequence", read_sequence},
                           KindName{"composite", read_composite}};

}  // namespace

void read_kind(yaml::Reader& section, Rule& rule, Timestamp now) {
    std::string name = "match";
    section.text("kind", name);
    if (name == "match") {
        read_when(section, rule, now);
        return read_afterglow(section, rule);
    }
    const auto known =
        std::find_if(kinds.begin(), kinds.end(), [&name](const auto& each) { return each.name == name; });
    if (known == kinds.end()) {
        return section.reject("kind",
                              "expected match, threshold, absence, spike, change, new_value, sequence or composite");
    }
    rule.kind = known->read(section, rule, now);
}

std::vector<std::string> rules_named_by(const Rule& rule) {
    std::vector<std::string> names;
    for (const Query& query : queries_of(rule))
        add_rules_named_in(query.program->need(), names);
    return names;
}

}  // namespace logbeam::alert
