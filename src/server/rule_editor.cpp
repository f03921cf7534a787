#include "server/rule_editor.hpp"

#include <utility>

namespace logbeam::server {
namespace {

Fields said_of(const std::string& name, const std::string& file, http::RuleFiles::Asker asker) {
    return {{"rule", name}, {"file", file}, {"user", std::string{asker.user}}, {"address", std::string{asker.address}}};
}

}  // namespace

http::RuleFiles::Text RuleEditor::text_of(const alert::Rule& rule) const {
    return {folder_.text_of(rule), folder_.why_not(rule)};
}

Result<std::string> RuleEditor::put(const std::string& name, const std::string& yaml, Asker asker) {
    const auto change = folder_.put(name, yaml, clock_.wall_now(), find(name));
    if (!change) return change.error();
    if (auto changed = this->change(*change); !changed) return changed.error();
    log_.info("a rule was written", said_of(name, change->path, asker));
    return change->path;
}

Result<std::string> RuleEditor::remove(const std::string& name, Asker asker) {
    const alert::Rule* rule = find(name);
    if (rule == nullptr) return Error{ErrorCode::not_found, "there is no rule '" + name + "'"};
    const auto change = folder_.remove(*rule);
    if (!change) return change.error();
    if (auto changed = this->change(*change); !changed) return changed.error();
    log_.info("a rule was removed", said_of(name, change->path, asker));
    return change->path;
}

const alert::Rule* RuleEditor::find(const std::string& name) const {
    const alert::Judge* judge = http::judge_of(alerting_.engine(), name);
    return judge == nullptr ? nullptr : &judge->rule();
}

// What does not go together with the rest is never written.
Result<void> RuleEditor::change(const alert::FileChange& change) {
    auto rules = alerting_.read_rules(change);
    if (!rules) return rules.error();
    if (auto applied = folder_.apply(change); !applied) return applied;
    alerting_.use(*std::move(rules));
    on_change_();
    return {};
}

}  // namespace logbeam::server
