#include "http/events_report.hpp"

#include "http/report_json.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace logbeam::http {
namespace {

constexpr Effort::Duration progress_interval = std::chrono::milliseconds{100};
constexpr std::size_t piece_bytes = 256 * 1024;  // what a step writes is held until it was sent
constexpr std::uint64_t most_page_bytes = 8 << 20;

void append_progress(const history::SearchProgress& progress, std::string& out) {
    JsonWriter json{out};
    write_progress(json, progress);
}

}  // namespace

EventsReport::EventsReport(std::shared_ptr<const history::Snapshot> snapshot, const Question& question,
                           EventsOptions options, Effort effort)
    : options_{std::move(options)},
      after_{question.range.after},
      before_{question.range.before},
      search_{std::move(snapshot), question.program, question.range, options_.order},
      effort_{effort} {}

std::string_view EventsReport::content_type() const noexcept {
    return options_.format == EventsFormat::json ? "application/json" : "application/x-ndjson";
}

bool EventsReport::step(std::string& out) {
    if (!std::exchange(has_begun_, true)) begin(out);
    effort_.begin_step();
    const auto take = [this, &out](const history::Row& /*row*/, std::string_view text) { return add(text, out); };
    while (search_.step(take)) {
        if (out.size() >= piece_bytes) {
            effort_.end_step();
        } else if (!effort_.is_step_over()) {
            continue;
        }
        is_cut_ = effort_.is_spent();
        if (is_cut_) break;
        tell_progress(out);
        return true;
    }
    end(out);
    return false;
}

void EventsReport::begin(std::string& out) {
    if (options_.format != EventsFormat::json) return;
    out += R"({"epoch":)";
    JsonWriter{out}.string(options_.epoch);
    out += R"(,"events":[)";
}

bool EventsReport::add(std::string_view text, std::string& out) {
    switch (options_.format) {
        case EventsFormat::json: out.append(events_ == 0 ? "" : ",").append(text); break;
        case EventsFormat::ndjson: out.append(text).append("\n"); break;
        case EventsFormat::stream: out.append(R"({"event":)").append(text).append("}\n"); break;
    }
    ++events_;
    bytes_ += text.size();
    is_cut_ = events_ == options_.limit || (options_.format == EventsFormat::json && bytes_ >= most_page_bytes);
    return !is_cut_;
}

void EventsReport::tell_progress(std::string& out) {
    if (options_.format != EventsFormat::stream || effort_.worked() - told_ < progress_interval) return;
    told_ = effort_.worked();
    out += R"({"progress":)";
    append_progress(search_.progress(), out);
    out += "}\n";
}

void EventsReport::end(std::string& out) const {
    if (options_.format == EventsFormat::ndjson) return;
    const bool is_page = options_.format == EventsFormat::json;
    out += is_page ? R"(],"progress":)" : R"({"done":{"progress":)";
    append_progress(search_.progress(), out);
    if (const auto seq = next()) out.append(R"(,"next":)").append(std::to_string(*seq));
    out += is_page ? "}" : "}}\n";
}

// Where the next page begins; nothing when nothing can be there.
std::optional<std::uint64_t> EventsReport::next() const noexcept {
    const history::Snapshot& held = search_.snapshot();
    if (!is_cut_ || held.blocks() == 0) return std::nullopt;
    const std::uint64_t reached = search_.progress().reached;
    if (options_.order == history::Order::newest_first) {
        return reached > std::max(after_ + 1, held.block(0).first_seq) ? std::optional{reached} : std::nullopt;
    }
    const std::uint64_t last = std::min(before_ - 1, held.block(held.blocks() - 1).last_seq);
    return reached < last ? std::optional{reached} : std::nullopt;
}

}  // namespace logbeam::http
