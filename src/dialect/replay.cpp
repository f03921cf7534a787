#include "dialect/replay.hpp"

#include "dialect/frame_text.hpp"
#include "dialect/gap_notice.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace logbeam::dialect {
namespace {

constexpr std::uint64_t most_of_the_past = 100'000;  // events that `last` may ask for

// What the reader of the past needs of an interest; it outlives the subscription there.
history::PastRequest request_for(const hub::Hub& hub, const hub::Interest& interest) {
    history::PastRequest request;
    request.snapshot = hub.history.snapshot();
    request.filter = interest.filter;
    request.range.wants = [topics = interest.topics, rights = interest.rights](std::string_view topic) {
        return hub::wants(topics, *rights, topic);
    };
    return request;
}

std::vector<history::StoredEvent> stored(const history::Burst& burst, std::size_t begin, std::size_t end) {
    std::vector<history::StoredEvent> events;
    events.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        const history::Entry& entry = burst.entries[i];
        events.push_back(
            {entry.seq, burst.text_of(entry), burst.topic_of(entry), entry.parts, entry.level, entry.time});
    }
    return events;
}

}  // namespace

Locating::Locating(Session session, const hub::Interest& interest, const wire::Start& from,
                   std::function<void(std::uint64_t after)> found) {
    const hub::Hub& hub = session.context.hub;
    history::PastRequest request = request_for(hub, interest);
    request.with_texts = false;
    request.max_bytes = SIZE_MAX;
    const std::uint64_t end = hub.history.extent().last;
    if (const auto* last = std::get_if<wire::FromLast>(&from)) {
        request.order = history::Order::newest_first;
        request.max_events = static_cast<std::size_t>(std::min(last->count, most_of_the_past));
    } else if (const auto* time = std::get_if<wire::FromTime>(&from)) {
        request.range.from = time->time;
        request.max_events = 1;
    }
    session.context.past.read(std::move(request),
                              alive_.guard([end, found = std::move(found)](const history::PastPage& page) {
                                  const auto& entries = page.events.entries;
                                  found(entries.empty() ? end : entries.back().seq - 1);
                              }));
}

Replay::Replay(Session session, hub::Reader& reader, std::uint64_t after, Pace pace, std::function<void()> on_ready)
    : session_{std::move(session)},
      hub_{session_.context.hub},
      reader_{reader},
      after_{after},
      pace_{pace},
      on_ready_{std::move(on_ready)} {}

bool Replay::step(std::string& out) {
    const bool had_page = page_.has_value();
    const bool was_last = had_page && page_->is_last;
    if (had_page && !write_page(out)) return false;
    skip_trimmed(out);
    const history::Extent extent = hub_.history.extent();
    const bool is_near = extent.last <= after_ + near_the_present && after_ >= extent.last_hole;
    if (is_near && (!pace_.is_on() || was_last)) return take_the_rest(out);
    request_page();
    return false;
}

// Returns whether that was all of it; else the rest waits for its time.
bool Replay::write_page(std::string& out) {
    const std::size_t end = due_end();
    write_until(end, out);
    if (end != page_->events.entries.size()) {
        pause_until_due();
        return false;
    }
    after_ = std::max(after_, page_->reached);
    page_.reset();
    written_ = told_ = 0;
    return true;
}

std::size_t Replay::due_end() {
    const auto& entries = page_->events.entries;
    if (!pace_.is_on()) return entries.size();
    const auto now = hub_.clock.steady_now();
    std::size_t end = written_;
    while (end != entries.size() && pace_.wait_for(entries[end].time, now).count() == 0)
        ++end;
    return end;
}

void Replay::pause_until_due() {
    const auto wait = pace_.wait_for(page_->events.entries[written_].time, hub_.clock.steady_now());
    is_waiting_ = true;
    session_.outlet.call_after(wait, alive_.guard([this] {
        is_waiting_ = false;
        on_ready_();
    }));
}

void Replay::request_page() {
    history::PastRequest request = request_for(hub_, reader_.interest());
    request.range.after = after_;
    is_waiting_ = true;
    session_.context.past.read(std::move(request), alive_.guard([this](history::PastPage page) {
        is_waiting_ = false;
        page_ = std::move(page);
        on_ready_();
    }));
}

// All of it is in memory, and nothing can come in between.
bool Replay::take_the_rest(std::string& out) {
    const hub::Interest& interest = reader_.interest();
    history::PageRequest request;
    request.after = after_;
    request.filter = interest.filter;
    request.wants = [&interest](std::string_view topic) { return interest.wants(topic); };
    const history::Page page = hub_.history.page(request);
    if (!page.events.empty()) {
        StringSink sink{out};
        reader_.encoder().events(page.events, sink);
        hub_.counters.deliveries += page.events.size();
    }
    after_ = page.reached;
    return page.is_last;
}

// With the holes where they are.
void Replay::write_until(std::size_t end, std::string& out) {
    const auto& entries = page_->events.entries;
    const auto write_events = [&](std::size_t until) {
        StringSink sink{out};
        if (written_ < until) reader_.encoder().events(stored(page_->events, written_, until), sink);
        hub_.counters.deliveries += until - written_;
        written_ = until;
    };
    for (; told_ != page_->holes.size(); ++told_) {
        const history::Hole& hole = page_->holes[told_];
        const auto behind =
            static_cast<std::size_t>(std::partition_point(entries.begin(), entries.end(),
                                                          [&](const auto& entry) { return entry.seq < hole.first; }) -
                                     entries.begin());
        if (behind > end) break;
        write_events(behind);
        write_gap(hole.first, hole.last, hole.reason, out);
    }
    write_events(end);
}

void Replay::skip_trimmed(std::string& out) {
    const std::uint64_t first = hub_.history.extent().first;
    if (after_ + 1 >= first) return;  // else trimmed while this reader was under way
    write_gap(after_ + 1, first - 1, "trimmed", out);
    after_ = first - 1;
}

void Replay::write_gap(std::uint64_t from, std::uint64_t to, std::string_view reason, std::string& out) {
    wire::Gap gap;
    gap.from = from;
    gap.to = to;
    gap.reason = reason;
    StringSink sink{out};
    tell_gap(session_, reader_, gap, sink);
}

}  // namespace logbeam::dialect
