#pragma once

#include "history/search.hpp"
#include "http/block_sums.hpp"
#include "http/effort.hpp"
#include "http/histogram_counts.hpp"
#include "http/range_parameters.hpp"
#include "http/report.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::http {

// How many events there were, bucket by bucket; from the sums that the history keeps where these say the same.
// Unsynchronised.
class HistogramReport final : public Report {
public:
    // The question has both times.
    HistogramReport(std::shared_ptr<const history::Snapshot> snapshot, Question question,
                    const HistogramOptions& options, Effort effort);

    [[nodiscard]] std::string_view content_type() const noexcept override { return "application/json"; }
    bool step(std::string& out) override;

private:
    void begin();
    [[nodiscard]] bool search_next_run();
    void end(std::string& out);

    const std::shared_ptr<const history::Snapshot> snapshot_;
    const Question question_;
    const history::Depth depth_;
    const bool may_use_sums_;
    HistogramCounts counts_;
    Effort effort_;
    bool has_begun_ = false;
    BlockSums sums_;
    std::size_t next_run_ = 0;
    std::optional<history::Search> search_;  // of a run
    history::SearchProgress progress_;       // of the runs before
};

}  // namespace logbeam::http
