#pragma once

#include "alert/engine.hpp"
#include "alert/grouping.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace logbeam::alert {

// What one rule came to.
struct Outcome {
    std::uint64_t matched = 0;
    std::uint64_t pending = 0;
    std::uint64_t firing = 0;
    std::uint64_t resolved = 0;
    std::uint64_t nodata = 0;
    std::uint64_t overflow = 0;
    std::uint64_t error = 0;
    std::uint64_t messages = 0;  // with news, as its `notify` groups them
};

// Rules over events of the past, in the order in which they came. Unsynchronised.
class Backtest {
public:
    using Tell = std::function<void(const Transition& transition)>;

    Backtest(std::vector<Rule> rules, Tell tell);

    void see(const query::Subject& subject, std::string_view id, Timestamp wall);

    // Nothing comes any more: what was waited for is judged, and time goes on to `until`.
    void finish(Timestamp until);

    [[nodiscard]] std::uint64_t events() const noexcept { return events_; }
    [[nodiscard]] const Engine& engine() const noexcept { return engine_; }
    [[nodiscard]] Outcome outcome(std::size_t rule) const;

    // A line for each expectation of a rule that is not met: where it stands, and what was instead.
    [[nodiscard]] std::vector<std::string> mismatches() const;

private:
    struct Happened {
        State state;
        std::string group;
    };

    void hear(const Transition& transition);
    void count_messages(Timestamp now);

    const Tell tell_;
    std::map<std::string_view, std::vector<Happened>>
        happened_;  // by the names of rules; of those that expect something
    std::map<std::string_view, Outcome> outcomes_;
    std::map<std::string, std::uint64_t> messages_;  // by the names of their routes
    Grouping grouping_;
    Engine engine_;
    std::uint64_t events_ = 0;
};

}  // namespace logbeam::alert
