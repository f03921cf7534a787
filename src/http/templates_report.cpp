#include "http/templates_report.hpp"

#include "http/report_json.hpp"

#include <logbeam/json_writer.hpp>

#include <chrono>
#include <utility>

namespace logbeam::http {
namespace {

// As long as the range, and up to it.
history::SearchRange before(const history::SearchRange& range) {
    history::SearchRange earlier = range;
    const auto span = range.to - range.from;
    const bool reaches_back = range.from.time_since_epoch() >= std::chrono::nanoseconds::min() + span;
    earlier.from = reaches_back ? range.from - span : Timestamp::min();
    earlier.to = range.from - std::chrono::nanoseconds{1};
    return earlier;
}

}  // namespace

TemplatesReport::TemplatesReport(std::shared_ptr<const history::Snapshot> snapshot, const Question& question,
                                 std::size_t shown, Effort effort)
    : range_{question.range},
      before_range_{before(range_)},
      shown_{shown},
      search_{snapshot, question.program, range_},
      before_{std::move(snapshot), question.program, before_range_},
      effort_{effort} {}

bool TemplatesReport::step(std::string& out) {
    effort_.begin_step();
    while (phase_ != Phase::done) {
        work();
        if (effort_.is_step_over() && phase_ != Phase::done) {
            if (!effort_.is_spent()) return true;
            break;
        }
    }
    end(out);
    return false;
}

void TemplatesReport::work() {
    const auto add = [this](const history::Row& row, std::string_view text) {
        table_.add(row, text);
        return true;
    };
    const auto mark = [this](const history::Row& /*row*/, std::string_view text) {
        table_.mark_known(text);
        return !table_.are_all_known();
    };
    if (phase_ == Phase::range) {
        if (!search_.step(add)) phase_ = Phase::before;
    } else if (!before_.step(mark)) {
        phase_ = Phase::done;
    }
}

void TemplatesReport::end(std::string& out) {
    JsonWriter json{out};
    json.begin_object();
    json.key("from");
    json.string(to_rfc3339(range_.from));
    json.key("to");
    json.string(to_rfc3339(range_.to));
    json.key("compared_from");
    json.string(to_rfc3339(before_range_.from));
    const bool is_complete = phase_ == Phase::done;
    table_.write(json, shown_, is_complete ? TemplateTable::Compared::yes : TemplateTable::Compared::no);
    history::SearchProgress progress = search_.progress();
    const std::uint64_t matched = progress.matched;
    add(before_.progress(), progress);
    progress.matched = matched;
    write_end(json, is_complete, progress);
    json.end_object();
}

}  // namespace logbeam::http
