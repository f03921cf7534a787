#include "http/range_parameters.hpp"

#include "http/parameters.hpp"
#include "http/topic_choice.hpp"
#include "query/moments.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace logbeam::http {
namespace {

Result<std::shared_ptr<const query::Program>> read_program(const Request& request, Timestamp now) {
    const std::string* text = request.parameter("query");
    if (text == nullptr || text->empty()) return std::shared_ptr<const query::Program>{};
    return query::Program::compile(*text, now);
}

Result<query::TimeRange> read_time(const Request& request, std::string_view name, Timestamp now) {
    const std::string* text = request.parameter(name);
    if (text == nullptr) return query::TimeRange{Timestamp::min(), Timestamp::max()};
    if (const auto time = query::parse_moment(*text, now)) return *time;
    return Error{ErrorCode::malformed_request, std::string{name} + "='" + *text +
                                                   "': expected a time such as 2026-11-20T10:57:33Z, 2026-11-20 "
                                                   "or -15m"};
}

Result<void> read_times(const Request& request, Timestamp now, history::SearchRange& range) {
    const auto from = read_time(request, "from", now);
    if (!from) return from.error();
    const auto to = read_time(request, "to", now);
    if (!to) return to.error();
    range.from = from->from;
    range.to = to->to;
    if (range.from > range.to) return Error{ErrorCode::malformed_request, "from is later than to"};
    return {};
}

Result<void> read_seqs(const Request& request, history::SearchRange& range) {
    const auto after = natural_parameter(request, "after", range.after);
    if (!after) return after.error();
    const auto before = natural_parameter(request, "before", range.before);
    if (!before) return before.error();
    range.after = *after;
    range.before = *before;
    return {};
}

}  // namespace

Result<Question> read_question(const Request& request, Timestamp now) {
    Question question;
    auto program = read_program(request, now);
    if (!program) return program.error();
    question.program = *std::move(program);
    auto topics = topic_parameters(request);
    if (!topics) return topics.error();
    if (topics->empty()) topics->emplace_back(">");  // as in a subscription: not the broker's own
    question.range.wants = TopicChoice{*std::move(topics), request.rights};
    if (auto read = read_times(request, now, question.range); !read) return read.error();
    if (auto read = read_seqs(request, question.range); !read) return read.error();
    return question;
}

Result<void> close_range(history::SearchRange& range, Timestamp now, std::chrono::nanoseconds usual) {
    if (range.to == Timestamp::max()) range.to = std::max(now, range.from);
    if (range.from == Timestamp::min()) range.from = range.to - usual;
    if (range.from < range.to) return {};
    return Error{ErrorCode::malformed_request, "from is not before to"};
}

}  // namespace logbeam::http
