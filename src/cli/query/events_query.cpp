#include "cli/query/events_query.hpp"

#include "cli/query/csv.hpp"
#include "cli/query/query_path.hpp"

#include <optional>
#include <utility>

namespace logbeam::cli {

using Order = QueryOptions::Order;
using Format = QueryOptions::Format;

EventsQuery::EventsQuery(const QueryOptions& options, const RenderStyle& style)
    : options_{options}, style_{style}, is_turned_{options.order == Order::reading && options.limit != 0} {
    if (options_.order == Order::reading) options_.order = is_turned_ ? Order::newest : Order::oldest;
    if (options_.format == Format::csv) output_ = csv_header;
}

Result<void> EventsQuery::run(const Ask& ask, const Show& show, const EventStream::TakeState& tell) {
    std::optional<std::uint64_t> next;
    do {
        EventStream stream{[this](std::string_view canonical) { take(canonical); }, tell};
        bool is_read = true;
        auto asked = ask(events_path(options_, wanted(), next), [&](std::string_view piece) {
            stream.receive(piece);
            is_read = show(std::exchange(output_, {}));
            return is_read;
        });
        if (!asked || !is_read) return asked;
        if (!stream.is_done()) return Error{ErrorCode::connection_lost, "the broker's answer was broken off"};
        damaged_ += stream.state().damaged;
        next = stream.next();
    } while (next && (options_.limit == 0 || wanted() != 0));

    for (; !held_.empty(); held_.pop_back())
        output_ += text_of(held_.back());
    (void)show(output_);
    return {};
}

// How many more; 0 stands for all, where all are wanted.
std::uint64_t EventsQuery::wanted() const noexcept {
    return options_.limit > found_ ? options_.limit - found_ : 0;
}

void EventsQuery::take(std::string_view canonical) {
    ++found_;
    if (is_turned_) {
        held_.emplace_back(canonical);
    } else {
        output_ += text_of(canonical);
    }
}

std::string EventsQuery::text_of(std::string_view canonical) const {
    if (options_.format == Format::json) return std::string{canonical}.append("\n");
    const auto event = Event::parse(canonical);
    if (!event) return {};
    return options_.format == Format::csv ? csv_row(*event) : render(*event, style_);
}

}  // namespace logbeam::cli
