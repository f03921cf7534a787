#include "alert/rule.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::size_t longest_name = 64;
constexpr std::array<std::string_view, 4> severities{"info", "warning", "error", "critical"};
constexpr std::array<std::string_view, 8> kinds{"match",  "threshold", "absence",  "spike",
                                                "change", "new_value", "sequence", "composite"};

void add(std::vector<Query>& queries, const Sequence& sequence) {
    for (const Step& step : sequence.steps)
        queries.push_back(step.when);
}

}  // namespace

std::string_view to_string(Severity severity) noexcept {
    return severities.at(static_cast<std::size_t>(severity));
}

std::optional<Severity> parse_severity(std::string_view name) noexcept {
    for (std::size_t index = 0; index < severities.size(); ++index) {
        if (severities[index] == name) return static_cast<Severity>(index);
    }
    return std::nullopt;
}

bool holds(Comparison comparison, double value, double limit) noexcept {
    switch (comparison) {
        case Comparison::above: return value > limit;
        case Comparison::at_least: return value >= limit;
        case Comparison::below: return value < limit;
        case Comparison::at_most: return value <= limit;
    }
    return false;
}

bool may_be_in_doubt(const Threshold& threshold) noexcept {
    using Value = Threshold::Value;
    return threshold.value != Value::count && threshold.value != Value::distinct && threshold.value != Value::sum;
}

std::string_view name_of(const Kind& kind) noexcept {
    return kinds.at(kind.index());
}

bool is_rule_name(std::string_view name) noexcept {
    const auto is_good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= longest_name && std::all_of(name.begin(), name.end(), is_good);
}

std::vector<Query> queries_of(const Rule& rule) {
    std::vector<Query> queries;
    if (const auto* sequence = std::get_if<Sequence>(&rule.kind)) {
        add(queries, *sequence);
        return queries;
    }
    if (const auto* composite = std::get_if<Composite>(&rule.kind)) return composite->queries;
    queries.push_back(rule.when);
    const auto* threshold = std::get_if<Threshold>(&rule.kind);
    if (threshold != nullptr && threshold->of) queries.push_back(*threshold->of);
    return queries;
}

std::vector<std::string> fields_of(const Rule& rule) {
    if (const auto* threshold = std::get_if<Threshold>(&rule.kind)) {
        return threshold->field.empty() ? std::vector<std::string>{} : std::vector{threshold->field};
    }
    if (const auto* change = std::get_if<Change>(&rule.kind)) return {change->field};
    if (const auto* new_value = std::get_if<NewValue>(&rule.kind)) return {new_value->field};
    if (std::holds_alternative<Composite>(rule.kind)) return {"state", "fingerprint"};
    return {};
}

const std::vector<std::string>& key_of(const Rule& rule, std::size_t query) {
    const auto* sequence = std::get_if<Sequence>(&rule.kind);
    if (sequence == nullptr || sequence->steps.at(query).by.empty()) return rule.by;
    return sequence->steps.at(query).by;
}

}  // namespace logbeam::alert
