#include "server/rule_folder.hpp"

#include "alert/rule_text.hpp"

#include <filesystem>
#include <utility>

namespace logbeam::server {
namespace {

constexpr std::string_view as_errors_name_it = "yaml";  // the text that was given, which stands in no file yet

Error refused(std::string detail) {
    return {ErrorCode::forbidden, std::move(detail)};
}

bool holds_only(const std::string& file, std::string_view name) {
    const auto rules = alert::parse_rules(file, {}, {});
    return rules && rules->size() == 1 && rules->front().name == name;
}

// A file that nothing is known of must not be overwritten.
Result<std::string> new_file(const std::string& folder, const std::string& name) {
    auto path = (std::filesystem::path{folder} / (name + ".yaml")).string();
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return path;
    return refused(path + " is there already, and does not hold this rule; change it by hand");
}

Result<std::string> text_with(const std::string& yaml, const alert::Rule* known) {
    if (known == nullptr) return alert::file_with(yaml);
    const auto file = alert::read_rule_file(known->file);
    return file ? alert::file_with(yaml, *known, *file) : file;
}

}  // namespace

std::string RuleFolder::why_not() const {
    if (path_.empty()) return "the broker has no directory of rules; start it with --rules DIR";
    std::error_code error;
    if (std::filesystem::is_directory(path_, error)) return {};
    return "the rules are one file; start the broker with --rules DIR";
}

std::string RuleFolder::why_not(const alert::Rule& known) const {
    if (known.file == alert::RuleSources::program) {
        return "'" + known.name + "' is a part of the program that the broker is in; change it there";
    }
    if (auto reason = why_not(); !reason.empty()) return reason;
    const auto file = alert::read_rule_file(known.file);
    if (file && holds_only(*file, known.name)) return {};
    return "'" + known.name + "' does not stand alone in " + known.file + "; change it by hand";
}

std::string RuleFolder::text_of(const alert::Rule& known) const {
    const auto file = alert::read_rule_file(known.file);
    return alert::text_of(known, file ? *file : std::string{});
}

Result<alert::FileChange> RuleFolder::put(const std::string& name, const std::string& yaml, Timestamp now,
                                          const alert::Rule* known) const {
    if (auto reason = known == nullptr ? why_not() : why_not(*known); !reason.empty()) return refused(reason);
    const auto rule = alert::parse_rule(yaml, std::string{as_errors_name_it}, now);
    if (!rule) return rule.error();
    if (rule->name != name) {
        return Error{ErrorCode::invalid_config, "name: '" + rule->name + "' is asked to be written as '" + name +
                                                    "'; use one of the two names (" + std::string{as_errors_name_it} +
                                                    ":" + std::to_string(rule->line) + ")"};
    }
    auto path = known == nullptr ? new_file(path_, name) : Result<std::string>{known->file};
    if (!path) return path.error();
    auto text = text_with(yaml, known);
    if (!text) return text.error();
    return alert::FileChange{*std::move(path), *std::move(text)};
}

Result<alert::FileChange> RuleFolder::remove(const alert::Rule& known) const {
    if (auto reason = why_not(known); !reason.empty()) return refused(reason);
    return alert::FileChange{known.file, std::nullopt};
}

Result<void> RuleFolder::apply(const alert::FileChange& change) {
    const auto done = change.text ? files_.replace(change.path, *change.text) : files_.remove(change.path);
    return done ? files_.sync_folder(path_) : done;
}

}  // namespace logbeam::server
