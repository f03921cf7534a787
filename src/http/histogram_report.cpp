#include "http/histogram_report.hpp"

#include "http/report_json.hpp"

#include <logbeam/json_writer.hpp>

#include <utility>

namespace logbeam::http {

HistogramReport::HistogramReport(std::shared_ptr<const history::Snapshot> snapshot, Question question,
                                 const HistogramOptions& options, Effort effort)
    : snapshot_{std::move(snapshot)},
      question_{std::move(question)},
      depth_{options.needs_text() ? history::Depth::texts : history::Depth::rows},
      may_use_sums_{!question_.program && !options.needs_text() && options.buckets.are_whole_minutes()},
      counts_{options},
      effort_{effort} {}

bool HistogramReport::step(std::string& out) {
    effort_.begin_step();
    if (!std::exchange(has_begun_, true)) begin();
    const auto take = [this](const history::Row& row, std::string_view text) {
        counts_.add(row, text);
        return true;
    };
    while (search_ || search_next_run()) {
        if (!search_->step(take)) {
            add(search_->progress(), progress_);
            search_.reset();
        }
        if (effort_.is_step_over() && !effort_.is_spent()) return true;
        if (effort_.is_spent()) break;
    }
    end(out);
    return false;
}

void HistogramReport::begin() {
    if (!may_use_sums_) {
        if (snapshot_->blocks() > 0) sums_.left.push_back({0, snapshot_->blocks()});
        return;
    }
    const auto& range = question_.range;
    sums_ = sum_blocks(*snapshot_, range.from, range.to, [this, &range](const history::RollupRow& sum) {
        if (range.wants(sum.topic)) counts_.add(sum);
    });
}

bool HistogramReport::search_next_run() {
    if (next_run_ == sums_.left.size()) return false;
    const BlockRun run = sums_.left[next_run_++];
    history::SearchRange range = question_.range;
    range.after = snapshot_->block(run.begin).first_seq - 1;
    range.before = snapshot_->block(run.end - 1).last_seq + 1;
    search_.emplace(snapshot_, question_.program, std::move(range), history::Order::oldest_first, depth_);
    return true;
}

void HistogramReport::end(std::string& out) {
    const bool is_complete = !search_ && next_run_ == sums_.left.size();
    if (search_) add(search_->progress(), progress_);
    JsonWriter json{out};
    json.begin_object();
    json.key("from");
    json.string(to_rfc3339(question_.range.from));
    json.key("to");
    json.string(to_rfc3339(question_.range.to));
    counts_.write(json);
    write_end(json, is_complete, progress_);
    json.end_object();
}

}  // namespace logbeam::http
