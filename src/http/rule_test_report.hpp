#pragma once

#include "alert/backtest.hpp"
#include "history/search.hpp"
#include "http/effort.hpp"
#include "http/report.hpp"

#include <logbeam/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {

// Rules that are to be tried over what was.
struct RuleTest {
    std::vector<alert::Rule> rules;  // those that the test is about, then those of the broker that they name
    std::size_t about = 0;           // how many of the first
    history::SearchRange range;
    Timestamp now{};
};

// What rules would have told of the events of a snapshot, a line for each transition, as they are found. Unsynchronised.
class RuleTestReport final : public Report {
public:
    RuleTestReport(std::shared_ptr<const history::Snapshot> snapshot, RuleTest test, Effort effort);
    RuleTestReport(const RuleTestReport&) = delete;
    RuleTestReport& operator=(const RuleTestReport&) = delete;

    [[nodiscard]] std::string_view content_type() const noexcept override { return "application/x-ndjson"; }
    bool step(std::string& out) override;

    static constexpr std::size_t most_lines = 1'000;

private:
    void hear(const alert::Transition& transition);
    void tell_progress();
    void end();
    [[nodiscard]] bool is_about(const alert::Rule& rule) const;

    const std::size_t about_;
    const Timestamp until_;
    const Timestamp now_;
    std::string lines_;  // written, and not taken yet
    alert::Backtest backtest_;
    history::Search search_;
    Effort effort_;
    Effort::Duration told_{};  // how much was worked when progress was told last
    std::size_t transitions_ = 0;
    bool is_complete_ = true;
};

}  // namespace logbeam::http
