#include "alert/rule_file.hpp"

#include "alert/kind_reader.hpp"
#include "alert/message.hpp"
#include "alert/read_span.hpp"
#include "alert/telling_reader.hpp"
#include "yaml/reader.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace logbeam::alert {
namespace {

constexpr std::size_t most_by = 8;
constexpr std::size_t most_fields = 32;
constexpr std::array<std::string_view, 3> expected_states{"pending", "firing", "resolved"};

Error invalid(std::string detail) {
    return {ErrorCode::invalid_config, std::move(detail)};
}

void read_name(yaml::Reader& section, Rule& rule) {
    section.text("name", rule.name);
    if (!is_rule_name(rule.name)) section.reject("name", "expected 1 to 64 letters, digits, '_' and '-'");
}

void read_severity(yaml::Reader& section, Rule& rule) {
    std::string name{to_string(rule.severity)};
    section.text("severity", name);
    const auto severity = parse_severity(name);
    if (!severity) section.reject("severity", "expected info, warning, error or critical");
    rule.severity = severity.value_or(rule.severity);
}

void read_message(yaml::Reader& section, Rule& rule) {
    section.text("message", rule.message);
    const auto message = Message::parse(rule.message);
    if (!message) return section.reject("message", message.error().detail);
    if (message->fields().size() > most_fields) section.reject("message", "expected 32 names of fields at most");
}

void read_people(yaml::Reader& section, Rule& rule) {
    read_severity(section, rule);
    read_message(section, rule);
    section.texts_by_name("labels", rule.labels);
    section.text("runbook", rule.runbook);
    read_notify(section, rule.notify);
    section.flag("shadow", rule.is_shadow);
}

void read_bounds(yaml::Reader& section, Rule& rule) {
    section.texts("by", rule.by);
    if (rule.by.size() > most_by) section.reject("by", "expected 8 fields at most");
    read_span(section, "lateness", rule.lateness);
    std::uint64_t max_groups = rule.max_groups;
    section.number("max_groups", max_groups);
    if (max_groups == 0) section.reject("max_groups", "expected 1 or more");
    rule.max_groups = static_cast<std::size_t>(max_groups);
}

void read_expectation(yaml::Reader& section, Rule& rule) {
    Expectation& expectation = rule.expect.emplace_back();
    section.text("state", expectation.state);
    section.texts_by_name("by", expectation.by);
    section.number("times", expectation.times);
    if (std::find(expected_states.begin(), expected_states.end(), expectation.state) == expected_states.end()) {
        section.reject("state", "expected pending, firing or resolved");
    }
    for (const auto& [name, value] : expectation.by) {
        const bool is_known = std::find(rule.by.begin(), rule.by.end(), name) != rule.by.end();
        if (!is_known) section.reject("by", "'" + name + "' is not in the rule's 'by'");
    }
}

Rule read_rule(yaml::Reader& section, const std::string& path, Timestamp now) {
    Rule rule;
    rule.file = path;
    rule.line = section.line();
    rule.source = section.source();
    read_name(section, rule);
    read_bounds(section, rule);
    read_kind(section, rule, now);
    read_people(section, rule);
    section.sections("expect", [&rule](yaml::Reader& each) { read_expectation(each, rule); });
    return rule;
}

std::string place_of(const Rule& rule) {
    return rule.file + ":" + std::to_string(rule.line);
}

using RulesByName = std::map<std::string_view, const Rule*>;

Result<RulesByName> by_name(const std::vector<Rule>& rules) {
    RulesByName known;
    for (const Rule& rule : rules) {
        const auto [first, is_new] = known.emplace(rule.name, &rule);
        if (!is_new)
            return invalid("'" + rule.name + "' is already " + place_of(*first->second) + " (" + place_of(rule) + ")");
    }
    return known;
}

// What a rule says of others must not come back to it. `path` leads from the first rule to this one.
// `checked` are those from which no circle leads.
Result<void> check_named(const RulesByName& known, const Rule& rule, std::set<const Rule*>& checked,
                         std::vector<const Rule*>& path) {
    if (checked.contains(&rule)) return {};
    if (std::find(path.begin(), path.end(), &rule) != path.end()) {
        return invalid("'" + rule.name + "' is about itself, by way of others (" + place_of(rule) + ")");
    }
    path.push_back(&rule);
    for (const std::string& name : rules_named_by(rule)) {
        const auto named = known.find(name);
        if (named == known.end()) {
            return invalid("there is no rule '" + name + "'; name each one that it is about (" + place_of(rule) + ")");
        }
        if (auto result = check_named(known, *named->second, checked, path); !result) return result;
    }
    path.pop_back();
    checked.insert(&rule);
    return {};
}

Result<std::vector<std::string>> files_of(const std::string& path) {
    if (path.empty()) return std::vector<std::string>{};
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) return std::vector{path};
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator entry{path, error}, end; !error && entry != end; entry.increment(error)) {
        const auto extension = entry->path().extension();
        if (extension == ".yaml" || extension == ".yml") files.push_back(entry->path().string());
    }
    if (error) return invalid("cannot read " + path + ": " + error.message());
    std::sort(files.begin(), files.end());
    return files;
}

// Those that there are after the change.
Result<std::vector<std::string>> files_of(const std::string& path, const FileChange& change) {
    auto files = files_of(path);
    if (!files || change.path.empty()) return files;
    std::erase(*files, change.path);
    if (change.text) files->insert(std::upper_bound(files->begin(), files->end(), change.path), change.path);
    return files;
}

}  // namespace

Result<std::vector<Rule>> parse_rules(const std::string& text, const std::string& path, Timestamp now) {
    auto file = yaml::Reader::parse(text, path);
    if (!file) return file.error();
    std::vector<Rule> rules;
    file->sections("rules", [&](yaml::Reader& section) { rules.push_back(read_rule(section, path, now)); });
    if (auto finished = file->finish(); !finished) return finished.error();
    return rules;
}

Result<Rule> parse_rule(const std::string& text, const std::string& path, Timestamp now) {
    auto mapping = yaml::Reader::parse(text, path);
    if (!mapping) return mapping.error();
    Rule rule = read_rule(*mapping, path, now);
    if (auto finished = mapping->finish(); !finished) return finished.error();
    return rule;
}

Result<std::vector<Rule>> parse_some_rules(const std::string& text, const std::string& path, Timestamp now) {
    const auto file = yaml::Reader::parse(text, path);
    if (!file) return file.error();
    if (file->has("rules")) return parse_rules(text, path, now);
    auto rule = parse_rule(text, path, now);
    if (!rule) return rule.error();
    return std::vector<Rule>{*std::move(rule)};
}

Result<void> check_together(const std::vector<Rule>& rules) {
    const auto known = by_name(rules);
    if (!known) return known.error();
    std::set<const Rule*> checked;
    for (const Rule& rule : rules) {
        std::vector<const Rule*> path;
        if (auto result = check_named(*known, rule, checked, path); !result) return result;
    }
    return {};
}

Result<std::string> read_rule_file(const std::string& path, const RuleLimits& limits) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    std::ifstream file{path, std::ios::binary};
    if (error || !file)
        return invalid("cannot read " + path + "; name a file or directory that exists and is readable");
    if (bytes > limits.file_bytes)
        return invalid(path + " is larger than " + std::to_string(limits.file_bytes) + " bytes");
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

Result<std::vector<Rule>> load_rules(const RuleSources& sources, Timestamp now, const RuleLimits& limits,
                                     const FileChange& change) {
    const auto files = files_of(sources.path, change);
    if (!files) return files.error();
    std::vector<Rule> rules;
    for (const std::string& file : *files) {
        const auto text = file == change.path ? Result<std::string>{*change.text} : read_rule_file(file, limits);
        if (!text) return text.error();
        auto more = parse_rules(*text, file, now);
        if (!more) return more.error();
        std::move(more->begin(), more->end(), std::back_inserter(rules));
        if (rules.size() > limits.rules)
            return invalid(file + ": more than " + std::to_string(limits.rules) + " rules");
    }
    for (const std::string& text : sources.single) {
        auto rule = parse_rule(text, RuleSources::program, now);
        if (!rule) return rule.error();
        rules.push_back(*std::move(rule));
    }
    if (auto checked = check_together(rules); !checked) return checked.error();
    return rules;
}

std::string stamp_of(const std::string& path) {
    std::string stamp;
    const auto files = files_of(path);
    if (!files) return files.error().detail;
    for (const std::string& file : *files) {
        std::error_code error;
        const auto written = std::filesystem::last_write_time(file, error).time_since_epoch().count();
        const auto bytes = std::filesystem::file_size(file, error);
        stamp += file + " " + std::to_string(written) + " " + std::to_string(bytes) + "\n";
    }
    return stamp;
}

}  // namespace logbeam::alert
