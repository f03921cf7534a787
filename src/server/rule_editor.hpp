#pragma once

#include "http/rule_files.hpp"
#include "server/alerting.hpp"
#include "server/log.hpp"
#include "server/rule_folder.hpp"

#include <functional>
#include <string>
#include <utility>

namespace logbeam::server {

// Changes the rules that are at work together with their files, and logs who did. Confined to the loop.
class RuleEditor final : public http::RuleFiles {
public:
    // All outlive it; `on_change` is called when other rules are at work than before.
    RuleEditor(Alerting& alerting, RuleFolder folder, const Clock& clock, Log& log, std::function<void()> on_change)
        : alerting_{alerting}, folder_{std::move(folder)}, clock_{clock}, log_{log}, on_change_{std::move(on_change)} {}

    [[nodiscard]] bool can_change() const override { return folder_.why_not().empty(); }
    [[nodiscard]] std::string problem() const override { return alerting_.problem(); }
    [[nodiscard]] Text text_of(const alert::Rule& rule) const override;

    Result<std::string> put(const std::string& name, const std::string& yaml, Asker asker) override;
    Result<std::string> remove(const std::string& name, Asker asker) override;

private:
    [[nodiscard]] const alert::Rule* find(const std::string& name) const;
    [[nodiscard]] Result<void> change(const alert::FileChange& change);

    Alerting& alerting_;
    RuleFolder folder_;
    const Clock& clock_;
    Log& log_;
    const std::function<void()> on_change_;
};

}  // namespace logbeam::server
