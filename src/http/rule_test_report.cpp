#include "http/rule_test_report.hpp"

#include "history/event_id.hpp"
#include "json/member.hpp"

#include <logbeam/json_writer.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace logbeam::http {
namespace {

using alert::Outcome;
using json::write_flag;
using json::write_member;
using json::write_number;

constexpr Effort::Duration progress_interval = std::chrono::milliseconds{100};
constexpr std::size_t piece_bytes = std::size_t{64} * 1024;

struct Member {
    std::string_view name;
    std::uint64_t Outcome::*count;
};
constexpr std::array members{Member{"matched", &Outcome::matched}, Member{"pending", &Outcome::pending},
                             Member{"firing", &Outcome::firing},   Member{"resolved", &Outcome::resolved},
                             Member{"nodata", &Outcome::nodata},   Member{"overflow", &Outcome::overflow},
                             Member{"error", &Outcome::error},     Member{"messages", &Outcome::messages}};

void write_seqs(JsonWriter& json, const std::vector<alert::EventRef>& events) {
    json.key("seqs");
    json.begin_array();
    for (const alert::EventRef& event : events) {
        if (event.seq != 0) json.unsigned_integer(event.seq);  // 0: an alert's own, which is in no history
    }
    json.end_array();
}

std::string line_of(const alert::Transition& transition) {
    std::string line;
    JsonWriter json{line};
    json.begin_object();
    write_member(json, "kind", "transition");
    write_member(json, "at", to_rfc3339(transition.at));
    write_member(json, "rule", transition.rule->name);
    write_member(json, "state", to_string(transition.to));
    write_by(json, *transition.rule, transition.group);
    write_member(json, "message", transition.message);
    write_number(json, "value", transition.value);
    write_seqs(json, transition.events);
    json.end_object();
    return line + "\n";
}

void write_outcome(JsonWriter& json, const std::string& name, const Outcome& outcome) {
    json.begin_object();
    write_member(json, "name", name);
    for (const Member& member : members)
        write_member(json, member.name, outcome.*member.count);
    json.end_object();
}

}  // namespace

RuleTestReport::RuleTestReport(std::shared_ptr<const history::Snapshot> snapshot, RuleTest test, Effort effort)
    : about_{test.about},
      until_{std::min(test.now, test.range.to)},
      now_{test.now},
      backtest_{std::move(test.rules), [this](const alert::Transition& transition) { hear(transition); }},
      search_{std::move(snapshot), nullptr, std::move(test.range), history::Order::oldest_first},
      effort_{effort} {}

bool RuleTestReport::step(std::string& out) {
    effort_.begin_step();
    const auto take = [this](const history::Row& row, std::string_view text) {
        backtest_.see(history::subject_of(row, text), history::id_in(text), now_);
        return true;
    };
    bool has_more = search_.step(take);
    while (has_more && lines_.size() < piece_bytes && !effort_.is_step_over())
        has_more = search_.step(take);
    if (has_more && lines_.size() >= piece_bytes) effort_.end_step();
    is_complete_ = !has_more || !effort_.is_spent();
    has_more = has_more && is_complete_;
    has_more ? tell_progress() : end();
    out += std::exchange(lines_, {});
    return has_more;
}

void RuleTestReport::hear(const alert::Transition& transition) {
    if (!is_about(*transition.rule) || ++transitions_ > most_lines) return;
    lines_ += line_of(transition);
}

bool RuleTestReport::is_about(const alert::Rule& rule) const {
    const auto& judges = backtest_.engine().judges();
    return std::any_of(judges.begin(), judges.begin() + static_cast<std::ptrdiff_t>(about_),
                       [&rule](const auto& judge) { return &judge->rule() == &rule; });
}

void RuleTestReport::tell_progress() {
    if (effort_.worked() - told_ < progress_interval) return;
    told_ = effort_.worked();
    JsonWriter json{lines_};
    json.begin_object();
    write_member(json, "kind", "progress");
    write_member(json, "events", backtest_.events());
    write_member(json, "at", to_rfc3339(backtest_.engine().now()));
    json.end_object();
    lines_ += '\n';
}

void RuleTestReport::end() {
    backtest_.finish(is_complete_ ? until_ : backtest_.engine().now());
    JsonWriter json{lines_};
    json.begin_object();
    write_member(json, "kind", "end");
    write_member(json, "events", backtest_.events());
    json.key("rules");
    json.begin_array();
    for (std::size_t rule = 0; rule < about_; ++rule)
        write_outcome(json, backtest_.engine().judges()[rule]->rule().name, backtest_.outcome(rule));
    json.end_array();
    json.key("complaints");
    json.begin_array();
    for (const std::string& complaint : backtest_.mismatches())
        json.string(complaint);
    json.end_array();
    write_flag(json, "truncated", transitions_ > most_lines);
    write_flag(json, "complete", is_complete_);
    json.end_object();
    lines_ += '\n';
}

}  // namespace logbeam::http
