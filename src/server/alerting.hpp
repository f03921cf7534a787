#pragma once

#include "alert/engine.hpp"
#include "alert/rule_file.hpp"
#include "alert/standing.hpp"
#include "base/clock.hpp"
#include "history/event_history.hpp"

#include <logbeam/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace logbeam::server {

// The broker's rules at work: judges what comes, and tells as events on `$alerts.<rule>` what becomes of alerts. After a
// restart it judges what the history holds once more, as far back as the rules look, and tells what was not told then.
// Confined to the loop.
class Alerting {
public:
    struct Told {
        std::string id;
        std::string topic;
        std::string type;
        std::string data;  // a JSON object
        Timestamp time{};
        std::optional<alert::Standing> standing;  // where people are to hear of it
    };
    struct Options {
        alert::RuleSources rules;
        std::string page;                 // where the broker's page is
        std::set<std::string> notifiers;  // that rules may name
    };

    // Throws Failure when the rules cannot be read. `wake` is called when something is to be told; later, from the loop,
    // the owner takes it.
    Alerting(Options options, const history::EventHistory& history, Clock& clock, std::function<void()> wake);

    void see(const history::Burst& burst);

    // Once a second: time goes on where no events come.
    void tick();

    // The rules as they stand now; what cannot be read leaves them as they are.
    [[nodiscard]] Result<void> reload();
    // Whether the files are others than those that were read last.
    [[nodiscard]] bool has_changed() const;
    // What was wrong with those; empty: nothing.
    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

    // The rules as they would be after a change, checked together; and what the files hold by now.
    [[nodiscard]] Result<std::vector<alert::Rule>> read_rules(const alert::FileChange& change = {}) const;
    void use(std::vector<alert::Rule> rules);

    // A single rule, beside those that are at work.
    [[nodiscard]] Result<void> add(const std::string& rule);

    [[nodiscard]] std::vector<Told> take_told();
    [[nodiscard]] const alert::Engine& engine() const noexcept { return engine_; }

    [[nodiscard]] std::vector<const alert::Rule*> rules() const;
    [[nodiscard]] std::vector<alert::Standing> firing() const;  // of which people are to hear

    // Of the past, so much is judged again at most.
    static constexpr std::uint64_t most_replayed = 1'000'000;

private:
    [[nodiscard]] Result<void> complete(std::vector<alert::Rule>& rules) const;
    void replay(const history::EventHistory& history);
    void remember_told(const std::shared_ptr<const history::Snapshot>& past);
    void tell(const alert::Transition& transition);
    void begin_to_count();
    [[nodiscard]] Timestamp time_of_events() const;

    Options options_;
    Clock& clock_;
    const std::function<void()> wake_;
    std::string stamp_;    // of the files
    std::string problem_;  // in them
    alert::Engine engine_;
    std::vector<Told> told_;
    std::set<std::string> told_before_;  // until `told_until_`, when this broker began
    Timestamp told_until_ = Timestamp::min();
    std::map<std::string, std::uint64_t> numbers_;  // the last that each rule gave, while the past is judged again
    Timestamp last_event_ = Timestamp::min();       // by the time of events, and when it was by this machine's
    std::chrono::steady_clock::time_point last_event_at_{};
};

}  // namespace logbeam::server
