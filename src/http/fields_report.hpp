#pragma once

#include "history/search.hpp"
#include "http/effort.hpp"
#include "http/field_table.hpp"
#include "http/range_parameters.hpp"
#include "http/report.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::http {

// The fields of the newest events that a question is about, up to `sample` of them. Unsynchronised.
class FieldsReport final : public Report {
public:
    FieldsReport(std::shared_ptr<const history::Snapshot> snapshot, const Question& question, std::uint64_t sample,
                 Effort effort);

    [[nodiscard]] std::string_view content_type() const noexcept override { return "application/json"; }
    bool step(std::string& out) override;

private:
    const std::uint64_t sample_;
    history::Search search_;
    Effort effort_;
    FieldTable fields_;
    bool is_sampled_ = false;  // more may match
};

}  // namespace logbeam::http
