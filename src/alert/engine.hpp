#pragma once

#include "alert/judge.hpp"
#include "alert/recent_ids.hpp"
#include "alert/rule_index.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::alert {

// Rules at work on a stream of events: each event is asked only what it may be an answer to. What becomes of alerts is told
// in the order in which it happens, and is an event for rules on `$alerts.>` itself. Time goes on with the events, and with
// `advance`. Unsynchronised.
class Engine {
public:
    using Tell = std::function<void(const Transition& transition)>;

    Engine(std::vector<Rule> rules, Tell tell);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Other rules from now on. Those that are written as before go on with what they know; alerts of those that are gone
    // are over.
    void reload(std::vector<Rule> rules);

    // An event from the stream, each once. One whose time is far ahead of the wall clock's counts as if it were now.
    void see(const query::Subject& subject, std::string_view id, Timestamp wall);
    void see(const query::Subject& subject, std::string_view id) { see(subject, id, subject.time); }

    // Time has gone on without events.
    void advance(Timestamp now);
    [[nodiscard]] std::optional<Timestamp> next_due() const;
    [[nodiscard]] Timestamp now() const noexcept { return now_; }

    [[nodiscard]] const std::vector<std::unique_ptr<Judge>>& judges() const noexcept { return judges_; }

    static constexpr std::chrono::minutes furthest_ahead{1};

private:
    [[nodiscard]] std::unique_ptr<Judge> make_judge(Rule rule);
    void prepare();
    void ask(const query::Subject& subject, std::string_view id);
    void set_due(std::uint32_t rule);
    void tell_all();
    void hear(const Transition& transition);

    const Tell tell_;
    std::vector<std::unique_ptr<Judge>> judges_;
    std::unique_ptr<RuleIndex> index_;
    std::vector<std::optional<Timestamp>> due_of_;  // as it stands in `due_`
    std::set<std::pair<Timestamp, std::uint32_t>> due_;
    RecentIds ids_;
    std::deque<Transition> transitions_;  // not told yet
    Timestamp now_ = Timestamp::min();
};

}  // namespace logbeam::alert
