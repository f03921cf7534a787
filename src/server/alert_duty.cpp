#include "server/alert_duty.hpp"

#include "alert/rule_file.hpp"
#include "server/log.hpp"

#include <utility>

namespace logbeam::server {

// Rules are read first: what fails there leaves `keeping` as it was.
AlertDuty::Work::Work(AlertDuty& duty, Notifying::Keeping& keeping)
    : alerting{duty.options_, duty.neighbours_.history, duty.neighbours_.clock, duty.wake_},
      notifying{duty.config_, std::move(keeping), duty.neighbours_.clock, duty.neighbours_.log, duty.publish_},
      editor{alerting, RuleFolder{duty.config_.rules, duty.files_}, duty.neighbours_.clock, duty.neighbours_.log,
             [this] { notifying.begin(alerting); }},
      parts{alerting.engine(), notifying.desk(), notifying.dispatcher(), editor} {
    notifying.begin(alerting);
}

AlertDuty::AlertDuty(const BrokerConfig& config, std::string page, Neighbours neighbours, std::function<void()> wake,
                     notify::Publish publish)
    : config_{config},
      options_{{config.rules, config.single_rules}, std::move(page), names_of(config.notifiers)},
      neighbours_{neighbours},
      wake_{std::move(wake)},
      publish_{std::move(publish)} {
    (void)alert::load_rules(options_.rules, neighbours_.clock.wall_now()).value();
}

Result<void> AlertDuty::begin(Notifying::Keeping keeping) {
    end();
    try {
        work_ = std::make_unique<Work>(*this, keeping);
        return {};
    } catch (const Failure& failure) {
        waiting_ = std::move(keeping);
        return failure.error();
    }
}

void AlertDuty::end() {
    waiting_.reset();
    work_.reset();
}

void AlertDuty::tick() {
    if (waiting_) {
        auto keeping = *std::exchange(waiting_, {});
        if (begin(std::move(keeping))) neighbours_.log.info("the rules of alerts can be read again");
    }
    if (!work_) return;
    work_->alerting.tick();
    work_->notifying.tick();
    if (work_->alerting.has_changed()) reload();
}

void AlertDuty::see(const history::Burst& burst) {
    if (work_) work_->alerting.see(burst);
}

void AlertDuty::reload() {
    if (!work_) return;  // they are read when they are needed
    Log& log = neighbours_.log;
    if (const auto reloaded = work_->alerting.reload(); !reloaded) {
        log.error("the rules stay as they were", {{"reason", reloaded.error().message()}});
        return;
    }
    work_->notifying.begin(work_->alerting);
    const auto count = work_->alerting.engine().judges().size();
    log.info("reloaded the rules", {{"rules", static_cast<std::int64_t>(count)}});
}

Result<void> AlertDuty::add(const std::string& rule) {
    if (work_) {
        if (auto added = work_->alerting.add(rule); !added) return added;
        work_->notifying.begin(work_->alerting);
    } else if (const auto parsed = alert::parse_rule(rule, alert::RuleSources::program, neighbours_.clock.wall_now());
               !parsed) {
        return parsed.error();
    }
    options_.rules.single.push_back(rule);
    return {};
}

std::vector<Alerting::Told> AlertDuty::take_told() {
    return work_ ? work_->alerting.take_told() : std::vector<Alerting::Told>{};
}

void AlertDuty::hear(const std::vector<Alerting::Told>& told) {
    if (work_) work_->notifying.hear(told);
}

std::string AlertDuty::elsewhere() const {
    if (waiting_) return "the rules of alerts cannot be read at the moment";
    return whose_ ? whose_() : "alerts are not judged yet";
}

}  // namespace logbeam::server
