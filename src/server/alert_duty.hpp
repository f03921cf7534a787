#pragma once

#include "http/alert_place.hpp"
#include "server/alerting.hpp"
#include "server/notifying.hpp"
#include "server/rule_editor.hpp"
#include "store/block/file_layer.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace logbeam::server {

// Alerts, judged and told of here: always where the broker is alone, by turns where there are several. Confined to the
// loop.
class AlertDuty final : public http::AlertPlace {
public:
    struct Neighbours {
        const history::EventHistory& history;
        Clock& clock;
        Log& log;
    };

    // `page` is the address of the broker's. All outlive it. `wake` is called when something is to be told; `publish`
    // on any thread. Throws Failure: the rules cannot be read.
    AlertDuty(const BrokerConfig& config, std::string page, Neighbours neighbours, std::function<void()> wake,
              notify::Publish publish);

    // With what was kept by whoever had it before. When the rules cannot be read any more, it tries again each second.
    Result<void> begin(Notifying::Keeping keeping);
    // What is to be sent stays in the records; what is being sent comes to an end first.
    void end();
    // Whom to ask while it is not here. Empty: nobody.
    void send_elsewhere(std::function<std::string()> whose) { whose_ = std::move(whose); }

    // Once a second: changed files are read, too.
    void tick();
    void see(const history::Burst& burst);
    void reload();
    [[nodiscard]] Result<void> add(const std::string& rule);  // beside those of the files

    // What is to be published, and then heard.
    [[nodiscard]] std::vector<Alerting::Told> take_told();
    void hear(const std::vector<Alerting::Told>& told);

    [[nodiscard]] const http::AlertParts* here() const noexcept override { return work_ ? &work_->parts : nullptr; }
    [[nodiscard]] std::string elsewhere() const override;

private:
    struct Work {
        Work(AlertDuty& duty, Notifying::Keeping& keeping);

        Alerting alerting;
        Notifying notifying;
        RuleEditor editor;
        http::AlertParts parts;
    };

    const BrokerConfig& config_;
    Alerting::Options options_;
    const Neighbours neighbours_;
    const std::function<void()> wake_;
    const notify::Publish publish_;
    store::SystemFiles files_;
    std::function<std::string()> whose_;
    std::optional<Notifying::Keeping> waiting_;  // for rules that can be read
    std::unique_ptr<Work> work_;                 // nullptr: another has the turn, or nobody
};

}  // namespace logbeam::server
