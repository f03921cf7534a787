#pragma once

#include "history/search.hpp"
#include "http/effort.hpp"
#include "http/range_parameters.hpp"
#include "http/report.hpp"
#include "http/template_table.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::http {

// Which kinds of events there were, and which of them were not in the same span before. Unsynchronised.
class TemplatesReport final : public Report {
public:
    // The question has both times.
    TemplatesReport(std::shared_ptr<const history::Snapshot> snapshot, const Question& question, std::size_t shown,
                    Effort effort);

    [[nodiscard]] std::string_view content_type() const noexcept override { return "application/json"; }
    bool step(std::string& out) override;

private:
    enum class Phase : std::uint8_t { range, before, done };

    void work();
    void end(std::string& out);

    const history::SearchRange range_;
    const history::SearchRange before_range_;
    const std::size_t shown_;
    history::Search search_;
    history::Search before_;
    Effort effort_;
    Phase phase_ = Phase::range;
    TemplateTable table_;
};

}  // namespace logbeam::http
